package orrery.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.Drafts;
import orrery.artifact.JsonText;

/** Writes the definition of a new suite. */
public final class NewSuite {
  private NewSuite() {}

  /**
   * What may be chosen; everything else may be edited in the file.
   *
   * @param name the suite's name
   * @param seed of all that is drawn
   * @param kinds which models of each program
   * @param seeds how many of each seeded kind
   * @param training options of {@code orrery train}
   */
  public record Choices(
      String name, long seed, List<Kind> kinds, int seeds, Map<String, String> training) {
    /** Copies the collections. */
    public Choices {
      kinds = List.copyOf(kinds);
      training = new TreeMap<>(training);
    }
  }

  /**
   * Writes a suite's folder: the definition, and its programs beside it.
   *
   * @param programs files, each called after the program
   * @throws ArtifactException where the choices make no suite
   */
  public static Suite write(Choices choices, List<Path> programs, SuiteFolder folder)
      throws ArtifactException, IOException {
    Files.createDirectories(folder.path());
    Path real = folder.path().toRealPath(); // relative paths are exact only between such
    Suite suite = suite(choices, programs, new SuiteFolder(real));
    folder.define(suite);
    return suite;
  }

  private static Suite suite(Choices choices, List<Path> programs, SuiteFolder folder)
      throws ArtifactException, IOException {
    Path draft = Drafts.of(folder.definition());
    try {
      Files.writeString(draft, JsonText.of(json(choices, programs, folder.path())));
      return Suite.read(draft);
    } finally {
      Drafts.delete(draft);
    }
  }

  private static JsonObject json(Choices choices, List<Path> programs, Path folder)
      throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SuiteSpec.SCHEMA);
    json.addProperty("name", choices.name());
    json.addProperty("seed", choices.seed());
    JsonArray kinds = new JsonArray();
    choices.kinds().forEach(k -> kinds.add(k.text()));
    json.add("kinds", kinds);
    json.addProperty("seeds", choices.seeds());
    json.add("training", Item.texts(choices.training()));
    JsonArray files = new JsonArray();
    for (Path program : programs) files.add(folder.relativize(program.toRealPath()).toString());
    json.add("programs", files);
    return json;
  }
}
