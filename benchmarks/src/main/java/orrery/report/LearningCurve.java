package orrery.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import orrery.artifact.ArtifactException;
import orrery.artifact.SmallFile;

/**
 * How a training went, as {@code curve.csv} of a model's folder tells it: losses of a step, and
 * figures on held-out pairs after it, a row a look.
 *
 * @param steps after how many steps each look was taken, ascending
 * @param losses one for each loss that there was
 * @param figures one for each figure, shares from 0 to 1
 */
public record LearningCurve(List<Long> steps, List<Series> losses, List<Series> figures) {
  private static final long MOST_BYTES = 4 << 20;
  private static final int MOST_LOOKS = 20_000;
  private static final int MOST_COLUMNS = 40;
  private static final int LONGEST_CELL = 40;
  private static final long MOST_STEPS = 1_000_000_000_000L;
  private static final String STEP = "step";
  private static final String RATE = "rate";
  private static final String LOSS = "loss_";
  private static final String REMEDY = "Train the model again, or restore the file.";

  /**
   * One column.
   *
   * @param values one a look; NaN where there is no number, or none that is finite
   */
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }

    private boolean isEmpty() {
      return values.stream().allMatch(v -> v.isNaN());
    }
  }

  /** Copies the lists. */
  public LearningCurve {
    steps = List.copyOf(steps);
    losses = List.copyOf(losses);
    figures = List.copyOf(figures);
  }

  /**
   * Reads a curve. The file may come from anybody: it may have up to 4 MiB, 20,000 looks and 40
   * columns; steps must ascend, losses be 0 or more, and figures be shares.
   *
   * @throws ArtifactException with the line where it is damaged
   */
  public static LearningCurve read(Path file) throws ArtifactException {
    return of(file, SmallFile.read(file, MOST_BYTES, REMEDY));
  }

  /** The curve that a text of a file tells. */
  static LearningCurve of(Path file, String text) throws ArtifactException {
    return new Reader(file).read(text);
  }

  /** Whether no look was taken: a model was not trained. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The smallest figure of a look; empty where it has none. */
  public OptionalDouble worst(int look) {
    return figures.stream()
        .mapToDouble(f -> f.values().get(look))
        .filter(v -> !Double.isNaN(v))
        .min();
  }

  /** The sum of the losses of a look. */
  public double loss(int look) {
    return losses.stream()
        .mapToDouble(s -> s.values().get(look))
        .filter(v -> !Double.isNaN(v))
        .sum();
  }

  /** The first look whose every figure is at least as large; empty where there is none. */
  public Optional<Integer> firstAt(double threshold) {
    for (int look = 0; look < steps.size(); look++) {
      if (worst(look).orElse(0) >= threshold) return Optional.of(look);
    }
    return Optional.empty();
  }

  /** Reads a file line by line. */
  private record Reader(Path file) {
    private LearningCurve read(String text) throws ArtifactException {
      List<String> lines = text.lines().limit(MOST_LOOKS + 2L).toList();
      if (lines.isEmpty()) throw wrong(1, "there is no line of names");
      if (lines.size() > MOST_LOOKS + 1) {
        throw wrong(MOST_LOOKS + 2, "there are more than %d looks".formatted(MOST_LOOKS));
      }
      List<String> names = names(lines.get(0));
      List<Long> steps = new ArrayList<>();
      List<List<Double>> columns = new ArrayList<>();
      for (int c = 0; c < names.size(); c++) columns.add(new ArrayList<>());
      for (int number = 2; number <= lines.size(); number++) {
        String[] cells = lines.get(number - 1).split(",", MOST_COLUMNS + 1);
        if (cells.length != names.size()) {
          throw wrong(number, "there are not as many cells as names");
        }
        steps.add(step(number, cells[0], steps));
        for (int c = 1; c < cells.length; c++) {
          columns.get(c).add(value(number, names.get(c), cells[c]));
        }
      }
      return of(steps, names, columns);
    }

    private LearningCurve of(List<Long> steps, List<String> names, List<List<Double>> columns) {
      List<Series> losses = new ArrayList<>();
      List<Series> figures = new ArrayList<>();
      for (int c = 1; c < names.size(); c++) {
        String name = names.get(c);
        boolean isLoss = name.startsWith(LOSS);
        Series series = new Series(isLoss ? name.substring(LOSS.length()) : name, columns.get(c));
        if (name.equals(RATE) || series.isEmpty()) continue;
        (isLoss ? losses : figures).add(series);
      }
      return new LearningCurve(steps, losses, figures);
    }

    private List<String> names(String line) throws ArtifactException {
      List<String> names = List.of(line.split(",", MOST_COLUMNS + 1));
      if (names.size() > MOST_COLUMNS) throw wrong(1, "there are too many columns");
      if (!names.get(0).equals(STEP)) throw wrong(1, "the first column is not `" + STEP + "`");
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        boolean isName = name.matches("[a-z][a-z0-9_]{0," + (LONGEST_CELL - 1) + "}");
        if (!isName || !seen.add(name)) throw wrong(1, "a name is none, or comes twice");
      }
      return names;
    }

    private long step(int line, String cell, List<Long> before) throws ArtifactException {
      long least = before.isEmpty() ? 0 : before.get(before.size() - 1) + 1;
      if (cell.matches("\\d{1,13}")) {
        long step = Long.parseLong(cell);
        if (step >= least && step <= MOST_STEPS) return step;
      }
      throw wrong(line, "a step must be a whole number and come after the one before");
    }

    private double value(int line, String name, String cell) throws ArtifactException {
      boolean isLoss = name.startsWith(LOSS);
      // A training that diverges ends with such losses.
      if (cell.isEmpty() || isLoss && cell.equals("Infinity")) return Double.NaN;
      boolean isNumber =
          cell.length() <= LONGEST_CELL && cell.matches("\\d+(\\.\\d*)?([eE][-+]?\\d{1,4})?");
      double value = isNumber ? Double.parseDouble(cell) : Double.NaN;
      if (!Double.isFinite(value)) throw wrong(line, "`" + name + "` is no number that is finite");
      if (!isLoss && !name.equals(RATE) && value > 1) {
        throw wrong(line, "`" + name + "` is no share from 0 to 1");
      }
      return value;
    }

    private ArtifactException wrong(int line, String what) {
      return new ArtifactException(file, "line %d: %s".formatted(line, what), REMEDY);
    }
  }
}
