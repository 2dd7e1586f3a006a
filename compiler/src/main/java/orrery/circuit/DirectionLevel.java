package orrery.circuit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Weights;

/**
 * The ground truth at the level of residual directions: what one component writes that another
 * reads at a port.
 *
 * <p>In the compiled basis the directions are dimensions that the one writes and the other reads.
 * After a rotation they are an orthonormal basis of what is written, projected onto what is read.
 */
public final class DirectionLevel {
  /**
   * The directions of one edge.
   *
   * @param basis orthonormal, {@code [directions, dModel]}
   * @param labels the subspaces of the alignment that the directions have a part in, in its order
   */
  public record Directions(Matrix basis, List<String> labels) {}

  private final Alignment alignment;
  private final boolean axes;
  private final Map<Component, Matrix> writers;
  private final Map<WeightMatrices.End, Product> products = new HashMap<>();
  private final Map<WeightMatrices.End, Matrix> readers;
  private final Map<WeightMatrices.End, Span> spans = new HashMap<>();

  /** The directions of a model, in its weights as they are shipped. */
  public DirectionLevel(CompiledModel model) {
    Weights weights = model.weights().toFloat32();
    this.alignment = model.alignment();
    this.writers = WeightMatrices.writers(weights);
    this.readers = WeightMatrices.readers(weights);
    int bos = model.vocabulary().bos();
    this.axes = weights.wE().rowsBetween(bos, bos + 1).nonZeros() == 1;
  }

  /** Whether variables stand along dimensions of the residual stream, one beside the other. */
  public boolean isAlongAxes() {
    return axes;
  }

  /** What the plan moves along a PROGRAM edge: the subspaces of its labels, as they stand. */
  public Directions program(Edge edge, Set<String> labels) {
    List<Placement> moved = new ArrayList<>();
    for (String label : labels) {
      alignment.placements().values().stream()
          .flatMap(List::stream)
          .filter(p -> p.label().equals(label) && p.writers().contains(edge.from()))
          .findFirst()
          .ifPresent(moved::add);
    }
    Span span = new Span(width());
    for (Placement p : moved) {
      Matrix directions = p.readout().directions();
      for (int r = 0; r < directions.rows(); r++) span.add(directions.rowToArray(r));
    }
    return new Directions(span.basis(), List.copyOf(labels));
  }

  /** What an edge can carry by the weights; no direction where it is not in STRUCTURAL. */
  public Directions structural(Edge edge) {
    WeightMatrices.End end = new WeightMatrices.End(edge.to(), edge.port());
    Matrix writer = writers.getOrDefault(edge.from(), Matrix.zero(0, width()));
    Matrix reader = readers.getOrDefault(end, Matrix.zero(width(), 0));
    Product product = products.computeIfAbsent(end, e -> new Product(reader, Product.FLOAT32));
    List<Integer> rows = product.rows(writer);
    Matrix basis = axes ? shared(writer, rows, product.read()) : projected(writer, rows, end);
    return new Directions(basis, labels(basis));
  }

  private int width() {
    return alignment.labels().size();
  }

  /**
   * The dimensions of an edge. If any row carries something, rows whose parts cancel at the reader
   * count as well: who keeps some of their dimensions and not the others lets something through.
   */
  private Matrix shared(Matrix writer, List<Integer> rows, BitSet read) {
    BitSet both = new BitSet();
    if (!rows.isEmpty()) {
      writer.forEach(
          (row, d, value) -> {
            if (read.get(d)) both.set(d);
          });
    }
    MatrixBuilder basis = Matrix.builder(both.cardinality(), width());
    int next = 0;
    for (int d = both.nextSetBit(0); d >= 0; d = both.nextSetBit(d + 1)) basis.set(next++, d, 1);
    return basis.build();
  }

  private Matrix projected(Matrix writer, List<Integer> rows, WeightMatrices.End end) {
    Span read =
        spans.computeIfAbsent(
            end, e -> Span.of(readers.getOrDefault(e, Matrix.zero(width(), 0)).transpose()));
    Span both = new Span(width());
    for (int row : rows) both.add(read.project(writer.rowToArray(row)));
    return both.basis();
  }

  private List<String> labels(Matrix basis) {
    Set<String> labels = new LinkedHashSet<>();
    alignment
        .placements()
        .values()
        .forEach(
            own ->
                own.forEach(
                    p -> {
                      if (overlaps(p.readout().directions(), basis)) labels.add(p.label());
                    }));
    return List.copyOf(labels);
  }

  private static boolean overlaps(Matrix directions, Matrix basis) {
    boolean[] any = {false};
    directions
        .times(basis.transpose())
        .forEach((r, c, value) -> any[0] |= Math.abs(value) > Span.LEAST);
    return any[0];
  }
}
