package orrery.discovery;

import java.util.List;
import java.util.Map;
import orrery.circuit.Component;
import orrery.circuit.Component.Kind;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Point;

/**
 * PEAP: edge attribution patching that keeps positions apart, since effects of both signs cancel
 * when they are summed (Haklay et al. 2025).
 *
 * <p>{@link #score} has the edges of the residual stream, position by position; {@link #crossings}
 * those inside a head, from key to query. One backward pass each.
 */
public record PositionAwarePatching() implements Method {
  @Override
  public String name() {
    return "peap";
  }

  @Override
  public String citation() {
    return "Haklay et al. 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Scores score(Experiment experiment) {
    return new Scores.ByPosition(
        experiment.graph(),
        new Products(experiment, WeightedPoints.clean(), Backward.EXACT).ofEdgesByPosition());
  }

  /**
   * The edges from key to query inside every head: its key or value at one position is that of the
   * reference, and what the head writes at the query changes, exactly, times the gradient there.
   */
  public Crossings crossings(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    List<Component> heads = graph.writers().stream().filter(w -> w.kind() == Kind.HEAD).toList();
    double[][][][] keys = new double[heads.size()][experiment.examples()][][];
    double[][][][] values = new double[heads.size()][experiment.examples()][][];
    PatternGradients gradients = new PatternGradients(experiment);
    experiment.gradients(
        List.of(Point.clean()),
        Backward.EXACT,
        g -> {
          gradients.keep(g);
          for (int h = 0; h < heads.size(); h++) {
            for (int row = 0; row < g.rows(); row++) {
              values[h][g.example(row)] = written(experiment, g, heads.get(h), row);
            }
          }
        });
    for (int i = 0; i < experiment.examples(); i++) {
      Residual residual = Residual.of(experiment, i);
      for (int h = 0; h < heads.size(); h++) {
        cross(experiment, residual, heads.get(h), i, gradients, keys[h], values[h]);
      }
    }
    return new Crossings(heads, keys, values);
  }

  /** The gradient at what a head writes, pulled back to its z, {@code [query][dHead]}. */
  private static double[][] written(Experiment experiment, Gradients g, Component head, int row) {
    int writer = experiment.graph().writerId(head).orElseThrow();
    double[][] gradient = new double[g.positions()][experiment.weights().config().dModel()];
    for (int p = 0; p < gradient.length; p++) {
      for (int d = 0; d < gradient[p].length; d++) gradient[p][d] = g.atWriter(writer, row, p, d);
    }
    return Rows.times(
        gradient,
        experiment.weights().layers().get(head.layer()).heads().get(head.head()).wO().transpose());
  }

  /** Fills in both kinds of edges of one head on one example. */
  private static void cross(
      Experiment experiment,
      Residual residual,
      Component head,
      int example,
      PatternGradients gradients,
      double[][][] keys,
      double[][][] values) {
    ResidualGraph graph = experiment.graph();
    int reader = graph.readerId(new Reader(head, Port.K)).orElseThrow();
    double[][] change = residual.wholeChange(reader);
    HeadScores scores =
        new HeadScores(residual.weights(), head.layer(), head.head(), residual.stream(reader));
    double[][] gradient = gradients.of(graph.writerId(head).orElseThrow(), example);
    keys[example] = scores.keysApart(scores.byKeys(change), gradient);
    double[][] moved = Rows.timesTransposed(values[example], scores.valuesBy(change));
    double[][] pattern = experiment.pattern(head.layer(), head.head(), example);
    for (int q = 0; q < moved.length; q++) {
      for (int k = 0; k < moved.length; k++) moved[q][k] *= pattern[q][k];
    }
    values[example] = moved;
  }
}
