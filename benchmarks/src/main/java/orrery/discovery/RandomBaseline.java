package orrery.discovery;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;

/**
 * Scores drawn from (0, 1) alike for all edges: what a method is worth that knows nothing.
 *
 * @param seed of the draw
 */
public record RandomBaseline(long seed) implements Method {
  /** How many draws make a null distribution. */
  public static final int DRAWS = 1000;

  /** Many draws, seeds 0, 1, 2, …; for the distribution of any figure under chance. */
  public static Stream<Scores.OfEdges> draws(ResidualGraph graph, int count) {
    return IntStream.range(0, count).mapToObj(seed -> new RandomBaseline(seed).draw(graph));
  }

  /** The scores, which depend on the seed and on the number of edges only. */
  public Scores.OfEdges draw(ResidualGraph graph) {
    Random random = new Random(seed);
    double[][] values = new double[graph.edgeCount()][1];
    for (double[] value : values) value[0] = random.nextDouble();
    return new Scores.OfEdges(graph, values);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String citation() {
    return "none; the baseline of Mueller et al. 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("seed", seed);
  }

  @Override
  public Scores.OfEdges score(Experiment experiment) {
    return draw(experiment.graph());
  }
}
