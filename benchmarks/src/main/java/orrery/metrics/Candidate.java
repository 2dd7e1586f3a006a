package orrery.metrics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * A circuit that is put to the test: is it faithful, complete, minimal?
 *
 * @param runs measures circuits, as a loss: {@code experiment::run}
 * @param graph all edges
 * @param circuit the edges of the candidate
 */
public record Candidate(CircuitRuns runs, ResidualGraph graph, BitSet circuit) {
  public Candidate {
    circuit = (BitSet) circuit.clone();
    if (circuit.length() > graph.edgeCount()) {
      throw new IllegalArgumentException(
          "edge %d of %d".formatted(circuit.length() - 1, graph.edgeCount()));
    }
  }

  @Override
  public BitSet circuit() {
    return (BitSet) circuit.clone();
  }

  /** The circuit without some edges. */
  BitSet without(BitSet out) {
    BitSet rest = circuit();
    rest.andNot(out);
    return rest;
  }

  /** All edges but some. */
  BitSet complement(BitSet out) {
    BitSet rest = new BitSet();
    rest.set(0, graph.edgeCount());
    rest.andNot(out);
    return rest;
  }

  /** The metric of some edge sets, {@code [set][example]}. */
  double[][] metric(List<BitSet> sets) {
    return runs.of(sets.stream().map(s -> Mask.of(graph, s)).toList());
  }

  /** The mean metric of some edge sets, {@code [set]}. */
  double[] means(List<BitSet> sets) {
    return Arrays.stream(metric(sets))
        .mapToDouble(m -> Arrays.stream(m).sum() / m.length)
        .toArray();
  }

  /** The mean over examples of |a − b|. */
  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
    return sum / a.length;
  }
}
