package orrery.circuit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Weights;

/**
 * Finds the edges that weights can carry: those whose product of writing and reading matrix is not
 * zero. An MLP's bias counts as written: without the MLP it is missing.
 *
 * <p>In the compiled basis the product is exact. After a rotation it is zero only up to rounding;
 * an entry counts from {@link #TOLERANCE} times the product of the matrices' largest entries and
 * the width.
 */
public final class StructuralCircuit {
  /** float64 products of a width of thousands keep eleven digits. */
  static final double TOLERANCE = 1e-11;

  private StructuralCircuit() {}

  /** The circuit of all edges that some weight can carry. */
  public static Circuit of(Weights weights) {
    Map<Component, Matrix> writers = writers(weights);
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    readers(weights)
        .forEach(
            (end, reader) ->
                writers.forEach(
                    (from, writer) -> {
                      if (from.time() < end.to().time() && carries(writer, reader)) {
                        edges.put(new Edge(from, end.to(), end.port()), new TreeSet<>());
                      }
                    }));
    return new Circuit(Circuit.Family.STRUCTURAL, edges);
  }

  private record End(Component to, Port port) {}

  private static Map<Component, Matrix> writers(Weights weights) {
    Map<Component, Matrix> writers = new LinkedHashMap<>();
    writers.put(Component.EMBED, weights.wE());
    writers.put(Component.POS_EMBED, weights.wPos());
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      for (int h = 0; h < layer.heads().size(); h++) {
        Head head = layer.heads().get(h);
        writers.put(
            Component.head(l, h),
            head.wV().nonZeros() == 0 && head.bV().nonZeros() == 0
                ? Matrix.zero(1, head.wO().columns())
                : head.wO());
      }
      int index = l;
      layer
          .mlp()
          .ifPresent(
              m ->
                  writers.put(
                      Component.mlp(index),
                      m.wOut().above(Matrix.of(new double[][] {m.bOut().toArray()}))));
    }
    return writers;
  }

  private static Map<End, Matrix> readers(Weights weights) {
    Map<End, Matrix> readers = new LinkedHashMap<>();
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      for (int h = 0; h < layer.heads().size(); h++) {
        Head head = layer.heads().get(h);
        readers.put(new End(Component.head(l, h), Port.Q), head.wQ());
        readers.put(new End(Component.head(l, h), Port.K), head.wK());
        readers.put(new End(Component.head(l, h), Port.V), head.wV());
      }
      int index = l;
      layer.mlp().ifPresent(m -> readers.put(new End(Component.mlp(index), Port.MLP), m.wIn()));
    }
    readers.put(new End(Component.LOGITS, Port.LOGITS), weights.wU());
    return readers;
  }

  private static boolean carries(Matrix writer, Matrix reader) {
    double least = TOLERANCE * largest(writer) * largest(reader) * Math.max(1, writer.columns());
    double[] sum = new double[reader.columns()];
    for (int row = 0; row < writer.rows(); row++) {
      java.util.Arrays.fill(sum, 0);
      List<Integer> read = new ArrayList<>();
      writer.forEachInRow(
          row,
          (dimension, value) -> {
            reader.addScaledRow(dimension, value, sum);
            read.add(dimension);
          });
      if (read.isEmpty()) continue;
      for (double v : sum) {
        if (Math.abs(v) > least) return true;
      }
    }
    return false;
  }

  private static double largest(Matrix matrix) {
    double[] largest = {0};
    matrix.forEach((r, c, v) -> largest[0] = Math.max(largest[0], Math.abs(v)));
    return largest[0];
  }
}
