package orrery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/**
 * Sizes of compiled models beside those of Tracr, for every program that names its Tracr twin in a
 * {@code # tracr: NAME} line.
 */
public final class Sizes {
  private static final Pattern TWIN = Pattern.compile("(?m)^# tracr: (\\S+)");

  private Sizes() {}

  /** The size of one model. */
  public record Size(int layers, int heads, int residual, long nonZeros) {
    static Size of(CompiledModel model) {
      return new Size(
          model.weights().config().nLayers(),
          model.heads().size(),
          model.weights().config().dModel(),
          model.weights().nonZeros());
    }

    /** Whether no more layers, heads and residual dimensions than {@code other}. */
    public boolean isWithin(Size other) {
      return layers <= other.layers && heads <= other.heads && residual <= other.residual;
    }
  }

  /** One program with both sizes. */
  public record Row(String twin, String file, Size ours, Size tracr) {}

  /**
   * The sizes of all programs below a folder that have a twin.
   *
   * @throws IllegalArgumentException naming the file where one of them has an error
   */
  public static List<Row> of(Path folder) throws IOException {
    Map<String, Size> tracr = new HashMap<>();
    for (Map<String, String> row : Csv.rows("tracr-sizes.csv")) {
      tracr.put(
          row.get("program"),
          new Size(
              Integer.parseInt(row.get("layers")),
              Integer.parseInt(row.get("heads")),
              Integer.parseInt(row.get("residual")),
              Long.parseLong(row.get("nonzeros"))));
    }
    List<Row> rows = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(f -> f.toString().endsWith(".rasp")).sorted().toList();
    }
    for (Path file : files) {
      String text = Files.readString(file);
      List<String> twins =
          TWIN.matcher(text).results().map(m -> m.group(1)).filter(tracr::containsKey).toList();
      if (twins.isEmpty()) continue;
      Size ours = Size.of(compile(file, text));
      String name = folder.relativize(file).toString();
      twins.forEach(twin -> rows.add(new Row(twin, name, ours, tracr.get(twin))));
    }
    return rows;
  }

  private static CompiledModel compile(Path file, String text) {
    Diagnostics diagnostics = new Diagnostics();
    Frontend.Meant meant =
        Frontend.load(new Source(file.toString(), text), Map.of(), diagnostics)
            .orElseThrow(() -> new IllegalArgumentException(file + " has an error"));
    return Compiler.compile(meant.model(), Compiler.Options.DEFAULT);
  }
}
