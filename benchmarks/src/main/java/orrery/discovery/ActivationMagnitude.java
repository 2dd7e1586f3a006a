package orrery.discovery;

import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;

/**
 * The trivial method: how much a writer writes, the L2 norm over positions and dimensions; an edge
 * scores what its writer scores.
 *
 * <p>A floor that any method should clear (a magnitude baseline as in Marks et al. 2024). No passes
 * beyond those that prepare the experiment.
 *
 * @param of the norm of what
 */
public record ActivationMagnitude(Of of, Level level) implements Method {
  /** What is measured. */
  public enum Of {
    /** r_u − o_u, what changes if the writer is replaced. */
    DIFFERENCE,
    /** o_u, what it writes in the clean run. */
    OUTPUT
  }

  @Override
  public String name() {
    return "magnitude";
  }

  @Override
  public String citation() {
    return "baseline, no paper";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("of", of, "level", level);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    double[][] norms = new double[graph.writers().size()][experiment.examples()];
    for (int w = 0; w < norms.length; w++) {
      for (int i = 0; i < norms[w].length; i++) norms[w][i] = norm(measured(experiment, w, i));
    }
    if (level == Level.NODE) return new Scores.OfWriters(graph, norms);
    double[][] scores = new double[graph.edgeCount()][];
    for (int e = 0; e < scores.length; e++) scores[e] = norms[graph.writerOf(e)].clone();
    return new Scores.OfEdges(graph, scores);
  }

  private double[][] measured(Experiment experiment, int writer, int example) {
    return switch (of) {
      case DIFFERENCE -> Products.change(experiment, writer, example);
      case OUTPUT -> experiment.output(writer, example);
    };
  }

  private static double norm(double[][] values) {
    double squares = 0;
    for (double[] row : values) for (double v : row) squares += v * v;
    return Math.sqrt(squares);
  }
}
