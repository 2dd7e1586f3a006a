package orrery.discovery;

import java.util.Random;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Logits;
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

/** A tiny random model and a task on it, with prompts of different lengths. */
record RandomTask(Weights weights, ResidualGraph graph, Task task) {
  /** Any normalisation, direction, activation and reference. */
  static RandomTask of(long seed) {
    Random random = new Random(seed);
    Normalization[] all = Normalization.values();
    ActivationFunction[] activations = ActivationFunction.values();
    ActivationFunction activation = activations[random.nextInt(activations.length)];
    return of(random, all[random.nextInt(all.length)], activation, 1 + random.nextInt(2));
  }

  /** A model with no kinks, and none of the steep places that a normalisation has near 0. */
  static RandomTask smooth(long seed) {
    return of(new Random(seed), Normalization.NONE, ActivationFunction.GELU, 2);
  }

  /** Attention is uniform, without queries and keys, and nothing is normalised. */
  static RandomTask withoutAttention(long seed) {
    Random random = new Random(seed);
    RandomTask any = of(random, Normalization.NONE, ActivationFunction.RELU, 2);
    return any.with(Surgery.withoutQueries(any.weights));
  }

  private static RandomTask of(
      Random random, Normalization normalization, ActivationFunction activation, int layers) {
    AttentionDirection[] directions = AttentionDirection.values();
    TransformerConfig config =
        new TransformerConfig(
            layers,
            2,
            4,
            2,
            3,
            4,
            5,
            3,
            activation,
            directions[random.nextInt(directions.length)],
            normalization);
    return of(RandomWeights.full(config, random, 0.9), random);
  }

  static RandomTask of(Weights weights, Random random) {
    int[][] clean = new int[2 + random.nextInt(2)][];
    int[][] corrupt = new int[clean.length][];
    for (int i = 0; i < clean.length; i++) {
      int length = 1 + random.nextInt(weights.config().nCtx());
      clean[i] = random.ints(length, 0, weights.config().dVocab()).toArray();
      corrupt[i] = random.ints(length, 0, weights.config().dVocab()).toArray();
    }
    Reference reference =
        switch (random.nextInt(4)) {
          case 0 -> new Reference.Zero();
          case 1 -> new Reference.Mean(corrupt);
          default -> new Reference.Resample();
        };
    Metric metric = new Curved(random.nextLong(), 0.5);
    Task task = new Task(new Prompts(clean, corrupt), reference, metric);
    return new RandomTask(weights, ResidualGraph.of(weights), task);
  }

  RandomTask with(Reference reference) {
    return new RandomTask(weights, graph, new Task(task.prompts(), reference, task.metric()));
  }

  /** The same model with sharper attention. */
  RandomTask sharpened(double factor) {
    return with(Surgery.sharpened(weights, factor));
  }

  /** The same without MLPs. */
  RandomTask withoutMlps() {
    return with(Surgery.withoutMlps(weights));
  }

  /** The same with a metric that is linear in the logits. */
  RandomTask withLinearMetric() {
    return new RandomTask(
        weights, graph, new Task(task.prompts(), task.reference(), new Curved(1, 0)));
  }

  RandomTask with(Weights other) {
    return new RandomTask(other, ResidualGraph.of(other), task);
  }

  /** Σ a·x + b·x² over all logits, with random a of each example, position and index. */
  record Curved(long seed, double b) implements Metric {
    @Override
    public String name() {
      return "curved";
    }

    private double a(int example, int position, int index) {
      return new Random(seed + 31L * example + 7L * position + index).nextGaussian();
    }

    @Override
    public double value(int example, Logits logits) {
      double sum = 0;
      for (int p = 0; p < logits.positions(); p++) {
        for (int i = 0; i < logits.width(); i++) {
          double x = logits.get(p, i);
          sum += a(example, p, i) * x + b * x * x;
        }
      }
      return sum;
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      for (int p = 0; p < logits.positions(); p++) {
        for (int i = 0; i < logits.width(); i++) {
          visit.add(p, i, a(example, p, i) + 2 * b * logits.get(p, i));
        }
      }
    }

    @Override
    public boolean reads(int example, int position) {
      return true;
    }
  }
}
