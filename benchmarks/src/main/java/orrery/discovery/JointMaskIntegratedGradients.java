package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orrery.discovery.Riemann.Sample;
import orrery.intervention.Experiment;

/**
 * Integrated gradients of a mask over all edges at once: every entry goes from 1 (kept) to 0 (cut)
 * together, and an edge gets the integral of its slope (Sundararajan, Taly and Yan 2017; the {@code
 * integrated_grad_samples} of Miller, Chughtai and Saunders 2024).
 *
 * <p>Complete: the scores of all edges sum to m(all cut) − m(clean), as steps grow. Slopes come
 * summed over examples, so there is one column, their mean. One forward and one backward pass a
 * sample.
 *
 * @param steps how many steps
 * @param rule which samples; {@link Riemann#TRAPEZOID} has the samples of the published code, and
 *     weights that sum to 1
 */
public record JointMaskIntegratedGradients(int steps, Riemann rule) implements Method {
  /** How many masks are asked for at once. */
  private static final int AT_ONCE = 16;

  /** Checks that there is a step. */
  public JointMaskIntegratedGradients {
    rule.samples(steps);
  }

  @Override
  public String name() {
    return "mask-ig";
  }

  @Override
  public String citation() {
    return "Sundararajan, Taly and Yan 2017; Miller, Chughtai and Saunders 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("steps", steps, "rule", rule);
  }

  @Override
  public Scores score(Experiment experiment) {
    int edges = experiment.graph().edgeCount();
    double[][] scores = new double[edges][1];
    List<Sample> samples = new ArrayList<>(rule.samples(steps));
    for (int from = 0; from < samples.size(); from += AT_ONCE) {
      List<Sample> some = samples.subList(from, Math.min(samples.size(), from + AT_ONCE));
      double[][] keep = new double[some.size()][edges];
      for (int k = 0; k < keep.length; k++) Arrays.fill(keep[k], some.get(k).share());
      double[][] slopes = experiment.maskGradients(keep).slopes();
      for (int k = 0; k < keep.length; k++) {
        double weight = some.get(k).weight() / experiment.examples();
        for (int e = 0; e < edges; e++) scores[e][0] -= weight * slopes[k][e];
      }
    }
    return new Scores.OfEdges(experiment.graph(), scores);
  }
}
