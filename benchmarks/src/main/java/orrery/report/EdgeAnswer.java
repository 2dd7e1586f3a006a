package orrery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Scores;

/**
 * An answer as scores of edges, whatever the method scored.
 *
 * @param kind what the method scored: {@code edges}, {@code writers}, {@code positions}, or {@code
 *     view} and the name of another tool's graph
 * @param values {@code [edge][example]}, one column where there is none per example
 * @param notes what was done to make it so
 */
public record EdgeAnswer(String kind, double[][] values, List<String> notes) {
  /** How the kind of scores on another tool's graph begins; its name follows. */
  static final String VIEW = "view ";

  /**
   * The scores of an answer.
   *
   * @throws IllegalArgumentException for circuits, which have no scores
   */
  public static EdgeAnswer of(Scores scores) {
    List<String> notes = new ArrayList<>();
    if (scores instanceof Scores.OfEdges edges) {
      return new EdgeAnswer("edges", edges.values(), notes);
    }
    if (scores instanceof Scores.OfWriters writers) {
      notes.add("It scores writers; every edge has the score of its writer.");
      return new EdgeAnswer("writers", spread(writers.graph(), writers.values()), notes);
    }
    if (scores instanceof Scores.OfView view) {
      notes.add("It scores another tool's graph; every edge has the score of what it is part of.");
      return new EdgeAnswer(VIEW + view.view().kind().label(), spread(view), notes);
    }
    if (scores instanceof Scores.ByPosition positions) {
      notes.add("It scores edges at positions; an edge has the sum of its positions' scores.");
      return new EdgeAnswer("positions", positions.summed().values(), notes);
    }
    throw new IllegalArgumentException("circuits have no scores");
  }

  private static double[][] spread(Scores.OfView scores) {
    int examples = scores.values().length == 0 ? 1 : scores.values()[0].length;
    double[][] values = new double[scores.graph().edgeCount()][examples];
    for (int e = 0; e < values.length; e++) {
      OptionalInt of = scores.view().of(e);
      if (of.isPresent()) values[e] = scores.values()[of.getAsInt()].clone();
    }
    return values;
  }

  private static double[][] spread(ResidualGraph graph, double[][] ofWriters) {
    double[][] values = new double[graph.edgeCount()][];
    for (int e = 0; e < values.length; e++) values[e] = ofWriters[graph.writerOf(e)].clone();
    return values;
  }

  /** The mean over examples, {@code [edge]}. */
  public double[] means() {
    return Arrays.stream(values).mapToDouble(Means::of).toArray();
  }

  /** The standard deviation over examples, {@code [edge]}; nothing where there is one column. */
  public double[] deviations() {
    boolean single = values.length == 0 || values[0].length < 2;
    return single ? new double[0] : Arrays.stream(values).mapToDouble(Means::deviation).toArray();
  }
}
