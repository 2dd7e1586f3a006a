package orrery.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Point;

/**
 * Conductance of edges: the embeddings go along a straight line from the reference to the clean
 * prompt, and an edge gets the sum of ⟨its writer's change within a step, gradient at its reader⟩
 * (Dhamdhere, Sundararajan and Yan 2019, with edges in the place of neurons).
 *
 * <p>Where EAP-IG multiplies with the whole change r_u − o_u, this takes what the writer does on
 * the way, so that every cut through the graph is complete: the scores of all edges into the logits
 * sum to the change of the metric between the two ends, as steps grow. Gradients are taken at the
 * reference's end of each step ({@link Riemann#LEFT}). One forward and one backward pass a step.
 *
 * @param steps how many steps
 */
public record Conductance(int steps) implements Method {
  /** Checks that there is a step. */
  public Conductance {
    Riemann.LEFT.samples(steps);
  }

  @Override
  public String name() {
    return "conductance";
  }

  @Override
  public String citation() {
    return "Dhamdhere, Sundararajan and Yan 2019";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("steps", steps);
  }

  /** From the clean end, so that what a step ends with is known when its gradient comes. */
  @Override
  public Scores score(Experiment experiment) {
    List<Point> points = new ArrayList<>();
    for (int k = steps - 1; k >= 0; k--) points.add(new Point.Inputs(k / (double) steps));
    ResidualGraph graph = experiment.graph();
    int writers = graph.writers().size();
    double[][][][] next = new double[experiment.examples()][writers][][]; // … of the step's end
    double[][] sums = new double[graph.edgeCount()][experiment.examples()];
    experiment.gradients(
        points,
        Backward.EXACT,
        g -> {
          if (g.point() == 0) remember(next, g, (w, row) -> experiment.output(w, g.example(row)));
          double[][] products =
              g.edgeProducts(
                  (w, row, p, d) -> g.output(w, row, p, d) - next[g.example(row)][w][p][d]);
          Products.add(products, g, 1, sums);
          remember(next, g, (w, row) -> outputs(experiment, g, w, row));
        });
    return new Scores.OfEdges(graph, sums);
  }

  /** What a writer writes on a row. */
  private interface Written {
    double[][] of(int writer, int row);
  }

  private static void remember(double[][][][] next, Gradients g, Written written) {
    for (int row = 0; row < g.rows(); row++) {
      double[][][] outputs = next[g.example(row)];
      for (int w = 0; w < outputs.length; w++) outputs[w] = written.of(w, row);
    }
  }

  private static double[][] outputs(Experiment experiment, Gradients g, int writer, int row) {
    int width = experiment.weights().config().dModel();
    double[][] outputs = new double[g.positions()][width];
    for (int p = 0; p < outputs.length; p++) {
      for (int d = 0; d < width; d++) outputs[p][d] = g.output(writer, row, p, d);
    }
    return outputs;
  }
}
