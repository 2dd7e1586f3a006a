package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.circuit.ResidualGraph;

/** Any method's answer as scores of edges, so that one selection and one scorecard fit all. */
public final class EdgeScores {
  private EdgeScores() {}

  /**
   * Scores of edges.
   *
   * <ul>
   *   <li>Positions are summed.
   *   <li>Of a view: every edge has the score of what it is part of.
   *   <li>Of writers: an edge is as good as the worse of its ends (its writer, and its reader's
   *       component, where logits are no limit), so that the best edges are those between the best
   *       components.
   *   <li>Of circuits: the share of the circuits that keep it.
   * </ul>
   */
  public static Scores.OfEdges of(Scores scores) {
    if (scores instanceof Scores.OfEdges s) return s;
    if (scores instanceof Scores.ByPosition s) return s.summed();
    if (scores instanceof Scores.OfView s) return s.spread();
    if (scores instanceof Scores.OfWriters s) return ofWriters(s);
    if (scores instanceof Scores.Circuits s) return ofCircuits(s);
    throw new AssertionError(scores);
  }

  private static Scores.OfEdges ofWriters(Scores.OfWriters scores) {
    ResidualGraph graph = scores.graph();
    int[] nodes = Nodes.ofReaders(graph);
    double[] mean = scores.mean();
    List<double[]> values = new ArrayList<>();
    for (int e = 0; e < graph.edgeCount(); e++) {
      int from = graph.writerOf(e);
      int to = nodes[graph.readerOf(e)];
      int worse = to >= 0 && mean[to] < mean[from] ? to : from;
      values.add(scores.values()[worse].clone());
    }
    return new Scores.OfEdges(graph, values.toArray(double[][]::new));
  }

  private static Scores.OfEdges ofCircuits(Scores.Circuits circuits) {
    double[][] values = new double[circuits.graph().edgeCount()][1];
    for (Scores.Found found : circuits.found()) {
      for (int e = 0; e < values.length; e++) if (found.circuit().keeps(e)) values[e][0]++;
    }
    int count = Math.max(1, circuits.found().size());
    Arrays.stream(values).forEach(v -> v[0] /= count);
    return new Scores.OfEdges(circuits.graph(), values);
  }
}
