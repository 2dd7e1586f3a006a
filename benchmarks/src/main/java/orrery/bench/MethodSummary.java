package orrery.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import orrery.metrics.Bootstrap;
import orrery.metrics.Interval;
import orrery.report.AtomicFile;
import orrery.report.Scorecard;

/**
 * One figure of every method, averaged over the programs of each variation. Only scored cells
 * count: those in which some method's AUROC stays below {@link #HIGH}, since the others cannot tell
 * methods apart.
 */
public final class MethodSummary {
  /** What every method reaches in a cell that is not scored. */
  public static final double HIGH = 0.99;

  /** The figure by which a cell is scored or not. */
  public static final String AUROC = "auroc";

  private static final double LEVEL = 0.95;
  private static final int DRAWS = 2_000;

  private final List<MethodTable.Cell> scored;
  private final List<MethodTable.Cell> all;
  private final String measure;
  private final long seed;

  private MethodSummary(List<MethodTable.Cell> all, String measure, long seed) {
    this.all = all;
    this.measure = measure;
    this.seed = seed;
    this.scored = all.stream().filter(c -> MethodTable.separates(c, AUROC, HIGH)).toList();
  }

  /** The summary of a figure by its id. */
  public static MethodSummary of(List<MethodTable.Cell> cells, String measure, long seed) {
    return new MethodSummary(List.copyOf(cells), measure, seed);
  }

  /** A mean over programs. */
  public record Mean(double value, Interval interval, int programs) {}

  /** How many cells are scored. */
  public long scored() {
    return scored.size();
  }

  /** The methods and the rows that calibrate, in the order of the scorecards. */
  public List<String> methods() {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(c -> c.card().ifPresent(s -> s.entries().forEach(e -> names.add(e.name()))));
    return List.copyOf(names);
  }

  /** The variations that have a scored cell. */
  public List<Variation> variations() {
    return Arrays.stream(Variation.values())
        .filter(v -> scored.stream().anyMatch(c -> c.variation() == v))
        .toList();
  }

  /** The mean of a method in a variation; empty where it has no figure there. */
  public Optional<Mean> mean(String method, Variation variation) {
    double[] values =
        scored.stream()
            .filter(c -> c.variation() == variation)
            .flatMap(c -> c.figure(method, measure).stream())
            .mapToDouble(Scorecard.Figure::value)
            .toArray();
    if (values.length == 0) return Optional.empty();
    Interval interval =
        Bootstrap.ofUnits(
            values.length,
            units -> Arrays.stream(units).mapToDouble(u -> values[u]).average().orElseThrow(),
            LEVEL,
            DRAWS,
            seed);
    double mean = Arrays.stream(values).average().orElseThrow();
    return Optional.of(new Mean(mean, interval, values.length));
  }

  /** Writes a row for every cell, method and figure; whole or not at all. */
  public void write(Path file, List<MethodTable.Cell> cells) throws IOException {
    List<String> lines =
        new ArrayList<>(List.of("program,variation,method,measure,value,low,high,scored"));
    for (MethodTable.Cell cell : cells) {
      if (cell.card().isEmpty()) continue;
      boolean counts = scored.contains(cell);
      for (Scorecard.Entry e : cell.card().get().entries()) {
        for (Scorecard.Figure f : e.figures()) lines.add(row(cell, e, f, counts));
      }
    }
    AtomicFile.write(file, String.join("\n", lines) + "\n");
  }

  private static String row(
      MethodTable.Cell cell, Scorecard.Entry e, Scorecard.Figure f, boolean scored) {
    String low = f.interval().isEmpty() ? "" : String.valueOf(f.interval().get(0));
    String high = f.interval().isEmpty() ? "" : String.valueOf(f.interval().get(1));
    return String.format(
        Locale.ROOT,
        "%s,%s,\"%s\",%s,%s,%s,%s,%s",
        cell.program(),
        cell.variation().label(),
        e.name(),
        f.measure(),
        f.value(),
        low,
        high,
        scored);
  }
}
