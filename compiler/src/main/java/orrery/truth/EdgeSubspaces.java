package orrery.truth;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.DirectionLevel;
import orrery.circuit.Edge;
import orrery.circuit.Placement;
import orrery.circuit.Span;
import orrery.circuit.WeightMatrices;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/** How much of what an edge can carry lies outside the subspaces that are declared for it. */
final class EdgeSubspaces {
  private final CompiledModel model;
  private final boolean axes;
  private final Map<Component, Matrix> writers;
  private final Map<WeightMatrices.End, Matrix> readers;
  private final Map<Component, Matrix> outside = new LinkedHashMap<>(); // where there are no axes

  EdgeSubspaces(CompiledModel model) {
    this.model = model;
    this.axes = new DirectionLevel(model).isAlongAxes();
    this.writers = WeightMatrices.writers(model.weights());
    this.readers = new LinkedHashMap<>();
    WeightMatrices.readers(model.weights()).forEach((end, m) -> readers.put(end, used(end, m)));
  }

  /** What is read for something: not by values that are written nowhere, nor by such units. */
  private Matrix used(WeightMatrices.End end, Matrix reader) {
    if (end.to().layer() < 0) return reader;
    Layer layer = model.weights().layers().get(end.to().layer());
    Matrix written;
    switch (end.port()) {
      case V -> written = layer.heads().get(end.to().head()).wO();
      case MLP -> written = layer.mlp().orElseThrow().wOut();
      default -> {
        return reader;
      }
    }
    BitSet idle = new BitSet();
    idle.set(0, written.rows());
    written.forEach((row, d, v) -> idle.clear(row));
    MatrixBuilder used = Matrix.builder(reader.rows(), reader.columns());
    reader.forEach(
        (d, column, v) -> {
          if (!idle.get(column)) used.set(d, column, v);
        });
    return used.build();
  }

  /** Whether subspaces are sets of dimensions. */
  boolean isAlongAxes() {
    return axes;
  }

  /**
   * ‖W (1 − P) R‖ / ‖W‖ ‖R‖ for what is written, what is read, and the projector on the declared
   * subspaces; empty where one of these has no directions on record.
   *
   * <p>Declared are the subspaces of the labels that a PROGRAM edge moves and the markers of BOS
   * and PAD; where dimensions are used again, and where they have no names, all of the edge's
   * writer.
   */
  OptionalDouble residual(Edge edge) {
    Matrix reader = readers.get(new WeightMatrices.End(edge.to(), edge.port()));
    Matrix writer = writers.get(edge.from());
    if (reader == null || writer == null) throw new IllegalArgumentException("no edge " + edge);
    Matrix rest;
    if (axes) {
      rest = without(writer, dimensions(edge));
    } else {
      if (!knownLabels().containsAll(labelsOf(edge.from()))) return OptionalDouble.empty();
      rest = outside.computeIfAbsent(edge.from(), this::outside);
    }
    double size = norm(writer) * norm(reader);
    return OptionalDouble.of(size == 0 ? 0 : norm(rest.times(reader)) / size);
  }

  private Set<String> labels(Edge edge) {
    return model.build().pack() // an MLP reads what it erases
        ? labelsOf(edge.from())
        : model.program().edges().getOrDefault(edge, new TreeSet<>());
  }

  private Set<String> labelsOf(Component writer) {
    Set<String> labels = new TreeSet<>();
    model
        .program()
        .edges()
        .forEach(
            (e, moved) -> {
              if (e.from().equals(writer)) labels.addAll(moved);
            });
    placements(writer).forEach(p -> labels.add(p.label()));
    return labels;
  }

  private List<Placement> placements(Component writer) {
    return model.alignment().placements().values().stream()
        .flatMap(List::stream)
        .filter(p -> p.writers().contains(writer))
        .toList();
  }

  private Set<String> knownLabels() {
    Set<String> known = new TreeSet<>();
    model.alignment().placements().values().forEach(own -> own.forEach(p -> known.add(p.label())));
    return known;
  }

  /** The dimensions that bear a label: {@code tokens="a", then place=3} bears two. */
  private BitSet dimensions(Edge edge) {
    BitSet dimensions = new BitSet();
    Set<String> labels = labels(edge);
    for (int d = 0; d < model.alignment().labels().size(); d++) {
      for (String label : labels) {
        if (bears(model.alignment().labels().get(d), label)) dimensions.set(d);
      }
    }
    for (Placement p : placements(edge.from())) {
      if (labels.contains(p.label())) {
        p.readout().directions().forEach((r, d, v) -> dimensions.set(d));
      }
    }
    if (edge.from().equals(Component.EMBED)) {
      markers().forEach((r, d, v) -> dimensions.set(d));
    }
    return dimensions;
  }

  private static boolean bears(String dimension, String label) {
    String all = ", then " + dimension + ", then ";
    return all.contains(", then " + label + ", then ") || all.contains(", then " + label + "=");
  }

  private Matrix markers() {
    int bos = model.vocabulary().bos();
    return model.weights().wE().rowsBetween(bos, bos + 2);
  }

  private static Matrix without(Matrix writer, BitSet dimensions) {
    MatrixBuilder rest = Matrix.builder(writer.rows(), writer.columns());
    writer.forEach(
        (r, d, v) -> {
          if (!dimensions.get(d)) rest.set(r, d, v);
        });
    return rest.build();
  }

  private Matrix outside(Component from) {
    Matrix writer = writers.getOrDefault(from, Matrix.zero(0, 0));
    Span declared = new Span(writer.columns());
    for (Placement p : placements(from)) {
      Matrix directions = p.readout().directions();
      for (int r = 0; r < directions.rows(); r++) declared.add(directions.rowToArray(r));
    }
    if (from.equals(Component.EMBED)) {
      declared.add(markers().rowToArray(0));
      declared.add(markers().rowToArray(1));
    }
    MatrixBuilder rest = Matrix.builder(writer.rows(), writer.columns());
    for (int r = 0; r < writer.rows(); r++) {
      double[] row = writer.rowToArray(r);
      double[] inside = declared.project(row);
      for (int d = 0; d < row.length; d++) row[d] -= inside[d];
      rest.row(r, row);
    }
    return rest.build();
  }

  private static double norm(Matrix matrix) {
    double[] sum = {0};
    matrix.forEach((r, c, v) -> sum[0] += v * v);
    return Math.sqrt(sum[0]);
  }
}
