package orrery.circuit;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.model.Matrix;
import orrery.model.Weights;

/**
 * Finds the edges that weights can carry: those whose product of writing and reading matrix is not
 * zero.
 *
 * <p>Taking what one component writes out of what another reads changes nothing where there is no
 * edge: exactly nothing in the compiled basis, nothing beyond rounding after a rotation.
 */
public final class StructuralCircuit {
  private StructuralCircuit() {}

  /** The circuit of all edges that some weight in float64 can carry. */
  public static Circuit of(Weights weights) {
    return of(weights, Product.FLOAT64);
  }

  /** The same of weights that have been rounded to float32. */
  public static Circuit ofFloat32(Weights weights) {
    return of(weights, Product.FLOAT32);
  }

  private static Circuit of(Weights weights, double tolerance) {
    Map<Component, Matrix> writers = WeightMatrices.writers(weights);
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    WeightMatrices.readers(weights)
        .forEach(
            (end, reader) -> {
              Product product = new Product(reader, tolerance);
              writers.forEach(
                  (from, writer) -> {
                    if (from.time() < end.to().time() && product.isNonZero(writer)) {
                      edges.put(new Edge(from, end.to(), end.port()), new TreeSet<>());
                    }
                  });
            });
    return new Circuit(Circuit.Family.STRUCTURAL, edges);
  }
}
