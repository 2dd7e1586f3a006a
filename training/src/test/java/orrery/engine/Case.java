package orrery.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Logits;
import orrery.intervention.Mask;
import orrery.intervention.Metric;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Normalization;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** A random model and a task on it. */
record Case(Weights weights, ResidualGraph graph, Task task) {
  /** Three layers of four heads, any normalisation, activation and direction. */
  static Case of(long seed) {
    Random random = new Random(seed);
    return of(random, 3, 4, 24, 20, 6);
  }

  /** So small that calls cost next to nothing. */
  static Case tiny(long seed) {
    return of(new Random(seed), 1, 2, 4, 2, 1);
  }

  private static Case of(
      Random random, int layers, int heads, int dModel, int prompts, int lengths) {
    TransformerConfig config =
        new TransformerConfig(
            layers,
            heads,
            dModel,
            dModel / heads,
            2 * dModel,
            7,
            11,
            5,
            one(random, ActivationFunction.values()),
            one(random, AttentionDirection.values()),
            one(random, Normalization.values()));
    Weights weights = RandomWeights.full(config, random, 0.9);
    int[][] clean = new int[prompts][];
    int[][] corrupt = new int[prompts][];
    for (int i = 0; i < prompts; i++) {
      int length = 2 + random.nextInt(lengths);
      clean[i] = random.ints(length, 0, 11).toArray();
      corrupt[i] = random.ints(length, 0, 11).toArray();
    }
    Task task =
        new Task(new Prompts(clean, corrupt), new Reference.Resample(), new LastDifference(clean));
    return new Case(weights, ResidualGraph.of(weights), task);
  }

  private static <T> T one(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** Some masks, of both kinds. */
  List<Mask> masks(long seed) {
    Random random = new Random(seed);
    List<Mask> masks = new ArrayList<>();
    for (int m = 0; m < 4; m++) {
      BitSet kept = new BitSet();
      for (int e = 0; e < graph.edgeCount(); e++) kept.set(e, random.nextDouble() < 0.7);
      masks.add(Mask.of(graph, kept));
    }
    masks.add(masks.get(0).byPosition(3).without(1, 2).without(graph.edgeCount() - 1, 1));
    return masks;
  }

  /** Soft masks. */
  double[][] keep(long seed) {
    return new double[][] {new Random(seed).doubles(graph.edgeCount()).toArray()};
  }

  /** A difference of two logits at the last position, squared so that its slope changes. */
  private record LastDifference(int[][] prompts) implements Metric {
    @Override
    public String name() {
      return "squared-difference";
    }

    private double difference(int example, Logits logits) {
      int last = prompts[example].length - 1;
      return logits.get(last, example % 5) - logits.get(last, (example + 2) % 5);
    }

    @Override
    public double value(int example, Logits logits) {
      double difference = difference(example, logits);
      return difference * difference / 2;
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      double difference = difference(example, logits);
      visit.add(prompts[example].length - 1, example % 5, difference);
      visit.add(prompts[example].length - 1, (example + 2) % 5, -difference);
    }

    @Override
    public boolean reads(int example, int position) {
      return position == prompts[example].length - 1;
    }
  }

  /** Sums of all edges' products over positions at a point, {@code [edge][example]}. */
  static double[][] attribution(
      Experiment experiment, orrery.intervention.Point point, orrery.intervention.Backward rules) {
    double[][] scores = new double[experiment.graph().edgeCount()][experiment.examples()];
    experiment.gradients(
        List.of(point),
        rules,
        g -> {
          double[][] products = g.edgeProducts();
          IntStream.range(0, scores.length)
              .forEach(
                  e -> {
                    for (int i = 0; i < products[e].length; i++) {
                      scores[e][g.example(i % g.rows())] += products[e][i];
                    }
                  });
        });
    return scores;
  }
}
