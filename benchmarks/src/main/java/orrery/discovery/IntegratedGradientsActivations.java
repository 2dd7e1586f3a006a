package orrery.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import orrery.circuit.Component;
import orrery.circuit.Component.Kind;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Riemann.Sample;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Point;

/**
 * EAP-IG, activations: for each writer u, the mean gradient at its readers while u's own output,
 * and nothing else, moves along a straight line to its reference (Marks et al. 2024; for edges
 * Hanna, Pezzelle and Belinkov 2024).
 *
 * <p>The code published with EAP-IG lets every writer's line add to the edges of all writers; here
 * a line counts for the edges of the writers that move on it only.
 *
 * @param steps how many steps m of each line
 * @param rule which samples; {@link Riemann#RIGHT} is that of Marks et al., with the clean run
 * @param together which writers move at once
 */
public record IntegratedGradientsActivations(int steps, Riemann rule, Together together)
    implements Method {
  /** Which writers move along one line. */
  public enum Together {
    /** Each on its own: N·m forward and backward passes. */
    WRITER,
    /**
     * The two embeddings, the heads of one layer, an MLP: (2L + 1)·m passes. Heads of one layer do
     * not read each other, so only their joint effect on later non-linearities differs.
     */
    LAYER
  }

  /** Writers that move at once. */
  private record Group(List<Integer> writers, DoubleFunction<Point> at) {}

  /** Checks that there is a step. */
  public IntegratedGradientsActivations {
    rule.samples(steps);
  }

  @Override
  public String name() {
    return "eap-ig-activations";
  }

  @Override
  public String citation() {
    return "Marks et al. 2024; Hanna, Pezzelle and Belinkov 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("steps", steps, "rule", rule, "together", together);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    List<Group> groups = groups(graph);
    List<Sample> samples = rule.samples(steps);
    List<Point> points = new ArrayList<>();
    for (Group group : groups) samples.forEach(s -> points.add(group.at.apply(s.share())));
    double[][] sums = new double[graph.edgeCount()][experiment.examples()];
    experiment.gradients(
        points,
        Backward.EXACT,
        g -> {
          double weight = samples.get(g.point() % samples.size()).weight();
          for (int writer : groups.get(g.point() / samples.size()).writers) {
            add(experiment, g, writer, weight, sums);
          }
        });
    return new Scores.OfEdges(graph, sums);
  }

  private List<Group> groups(ResidualGraph graph) {
    List<Group> groups = new ArrayList<>();
    for (int w = 0; w < graph.writers().size(); w++) {
      int writer = w;
      if (together == Together.WRITER) {
        groups.add(new Group(List.of(w), share -> new Point.Output(writer, 1 - share)));
      } else if (graph.writer(w).time() != (w == 0 ? -2 : graph.writer(w - 1).time())) {
        groups.add(layer(graph, graph.writer(w)));
      }
    }
    return groups;
  }

  /** All writers that compute when this one does. */
  private static Group layer(ResidualGraph graph, Component first) {
    List<Integer> writers = new ArrayList<>();
    for (int w = 0; w < graph.writers().size(); w++) {
      if (graph.writer(w).time() == first.time()) writers.add(w);
    }
    boolean mlp = first.kind() == Kind.MLP;
    return first.layer() < 0
        ? new Group(writers, Point.Inputs::new)
        : new Group(writers, share -> new Point.LayerOutputs(first.layer(), mlp, 1 - share));
  }

  /** Adds the products of one writer's edges. */
  private static void add(
      Experiment experiment, Gradients g, int writer, double weight, double[][] sums) {
    ResidualGraph graph = experiment.graph();
    for (int row = 0; row < g.rows(); row++) {
      double[][] change = Products.change(experiment, writer, g.example(row));
      for (int v = graph.readers().size() - 1; v >= 0 && writer < graph.writersOf(v); v--) {
        double sum = 0;
        for (int p = 0; p < change.length; p++) {
          for (int d = 0; d < change[p].length; d++) {
            if (change[p][d] != 0) sum += change[p][d] * g.atReader(v, row, p, d);
          }
        }
        sums[graph.edge(writer, v)][g.example(row)] += weight * sum;
      }
    }
  }
}
