package orrery.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.artifact.SmallFile;
import orrery.truth.View;

/**
 * Reads scores in the formats of other tools: graph JSON of EAP-IG and MIB, maps and lists with
 * names of auto-circuit, ACDC, InterpBench and TransformerLens, tables of comma-separated values.
 *
 * <p>Nothing in a file is run. Files are bounded in size and depth; a pickle is refused, because it
 * is a program.
 *
 * @param shape of the model that the scores are about
 * @param missing what is done about edges that the file does not name
 */
public record ScoreReader(Shape shape, Missing missing) {
  /** What to do about a wrong file. */
  public static final String REMEDY = "See bring-your-own-method.md for the formats.";

  private static final long MOST_BYTES = 64L << 20;
  private static final int PICKLE = 0x80;

  /** Whether a file looks like JSON: its first character is a bracket. */
  public static boolean isJson(Path file) throws ArtifactException {
    SmallFile.requirePlain(file);
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      while (first >= 0 && Character.isWhitespace(first)) first = in.read();
      if (first == PICKLE || first == 'P' && in.read() == 'K') {
        throw new ArtifactException(
            file,
            "it is a pickle or a file of torch.save, which can run code",
            "Write JSON in its place, such as {name: score}; bring-your-own-method.md has the"
                + " lines.");
      }
      return first == '{' || first == '[';
    } catch (IOException e) {
      throw new ArtifactException(
          file, "reading it failed (%s)".formatted(e.getClass().getSimpleName()), REMEDY);
    }
  }

  /** The answer in a file that is no JSON. */
  public Reading table(Path file) throws ArtifactException {
    Table table = new Table(file, shape, REMEDY);
    CsvRows.into(table, SmallFile.read(file, MOST_BYTES, REMEDY));
    return Assembly.of(table, missing, Optional.empty());
  }

  /** The top of a JSON file, in which NaN may stand as Python writes it. */
  public static JsonNode top(Path file) throws ArtifactException {
    return JsonFile.readPython(file, REMEDY);
  }

  /** The answer in a JSON file. */
  public Reading json(JsonNode top) throws ArtifactException {
    Table table = new Table(top.file(), shape, REMEDY);
    if (top.element().isJsonObject() && top.find("cfg").isPresent()) {
      GraphRows.into(table, top);
    } else {
      JsonRows.into(table, top);
    }
    return Assembly.of(table, missing, Optional.empty());
  }

  /** The scores of edges that stand under names, on a stated graph. */
  public Reading edges(JsonNode named, View.Kind kind) throws ArtifactException {
    Table table = new Table(named.file(), shape, named.remedy());
    for (Map.Entry<String, JsonNode> e : named.members().entrySet()) {
      table.score(e.getValue().path(), e.getKey(), JsonRows.numbers(e.getValue()));
    }
    return Assembly.of(table, missing, Optional.of(kind));
  }
}
