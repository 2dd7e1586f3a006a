package orrery.discovery;

import java.util.Map;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/**
 * A ground truth in a method's place: 1 for its edges, 0 for all others. What a scorecard gives it
 * is the best that it gives.
 *
 * @param label which truth it is, such as {@code active}
 * @param edges the truth
 */
public record Truth(String label, Mask edges) implements Method {
  @Override
  public String name() {
    return "truth";
  }

  @Override
  public String citation() {
    return "none; known by construction";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("truth", label, "edges", edges);
  }

  @Override
  public Scores.OfEdges score(Experiment experiment) {
    if (edges.edges() != experiment.graph().edgeCount()) {
      throw new IllegalArgumentException("the truth %s is of another model".formatted(edges));
    }
    double[][] values = new double[edges.edges()][1];
    for (int e = 0; e < values.length; e++) values[e][0] = edges.keeps(e) ? 1 : 0;
    return new Scores.OfEdges(experiment.graph(), values);
  }
}
