package orrery.siit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** How training went: the losses of a step and the figures after it, once a look. */
public final class Curve {
  /** The columns, in order. */
  static final List<String> COLUMNS =
      List.of(
          "step",
          "rate",
          "loss_behaviour",
          "loss_iit",
          "loss_strict",
          "loss_edge_strict",
          "accuracy",
          "iia",
          "iia_joint",
          "iia_port",
          "iia_subspace",
          "strict",
          "strict_joint",
          "strict_subspace",
          "zero_joint",
          "edge_strict_joint");

  private static final int FIRST_FIGURE = COLUMNS.indexOf("accuracy");

  /**
   * One look.
   *
   * @param values one for each column but the step; NaN where there is none
   */
  public record Row(long step, List<Double> values) {
    public Row {
      values = List.copyOf(values);
      if (values.size() != COLUMNS.size() - 1) throw new IllegalArgumentException("" + values);
    }

    /** The smallest figure; 0 where there is none. */
    public double worst() {
      return values.subList(FIRST_FIGURE - 1, values.size()).stream()
          .filter(v -> !v.isNaN())
          .mapToDouble(v -> v)
          .min()
          .orElse(0);
    }

    /** The sum of the losses, unweighted. */
    public double loss() {
      return values.subList(1, FIRST_FIGURE - 1).stream()
          .filter(v -> !v.isNaN())
          .mapToDouble(v -> v)
          .sum();
    }
  }

  private final List<Row> rows = new ArrayList<>();

  void add(Look look, double rate, StepLoss.Parts losses) {
    List<Double> values = new ArrayList<>();
    values.add(rate);
    values.add(losses.behaviour());
    values.add(losses.iit());
    values.add(losses.strict());
    values.add(losses.edgeStrict());
    for (HeldOut.Kind kind : HeldOut.Kind.values()) {
      boolean asked = look.figures().stream().anyMatch(f -> f.kind() == kind);
      values.add(asked ? look.worst(kind) : Double.NaN);
    }
    rows.add(new Row(look.step(), values));
  }

  /** All looks, in order. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The curve as CSV; a cell is empty where there is no number. */
  public String csv() {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (Row row : rows) {
      StringJoiner line = new StringJoiner(",", "", "\n");
      line.add(Long.toString(row.step()));
      row.values().forEach(v -> line.add(Double.isNaN(v) ? "" : shown(v)));
      csv.append(line);
    }
    return csv.toString();
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** The curve that {@link #exact} wrote. */
  static Curve of(String exact) {
    Curve curve = new Curve();
    exact
        .lines()
        .forEach(
            line -> {
              String[] cells = line.split(",", -1);
              List<Double> values = new ArrayList<>();
              for (int i = 1; i < cells.length; i++) values.add(Double.valueOf(cells[i]));
              curve.rows.add(new Row(Long.parseLong(cells[0]), values));
            });
    return curve;
  }

  /** The curve without any rounding, for a checkpoint. */
  String exact() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      StringJoiner line = new StringJoiner(",", "", "\n");
      line.add(Long.toString(row.step()));
      row.values().forEach(v -> line.add(Double.toString(v)));
      text.append(line);
    }
    return text.toString();
  }
}
