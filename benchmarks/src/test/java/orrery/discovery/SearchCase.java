package orrery.discovery;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.Logits;
import orrery.intervention.Metric;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.SlowEngine;
import orrery.intervention.Task;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Normalization;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** A tiny random model with a resampling task on it, all from one seed. */
record SearchCase(Weights weights, Engine engine, Task task) {
  static SearchCase of(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    return of(RandomWeights.tiny(random, 0.7), random);
  }

  /** Two layers of two heads and, if it has any units, an MLP. */
  static SearchCase full(long seed, int units, Normalization normalization) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    TransformerConfig config =
        new TransformerConfig(
            2,
            2,
            4,
            2,
            units,
            4,
            4,
            3,
            ActivationFunction.RELU,
            AttentionDirection.CAUSAL,
            normalization);
    return of(RandomWeights.full(config, random, 1), random);
  }

  private static SearchCase of(Weights weights, RandomGenerator random) {
    int[][] clean = RandomWeights.tokens(random, weights.config(), 3);
    int[][] corrupt = new int[clean.length][];
    for (int i = 0; i < clean.length; i++) {
      corrupt[i] = random.ints(clean[i].length, 0, weights.config().dVocab()).toArray();
    }
    Prompts prompts = new Prompts(clean, corrupt);
    Task task = new Task(prompts, new Reference.Resample(), new Answers(clean));
    return new SearchCase(weights, new SlowEngine(weights), task);
  }

  ResidualGraph graph() {
    return engine.graph();
  }

  Experiment experiment() {
    return engine.prepare(task);
  }

  /** Half the squared distance of every last logit from a target that the prompt sets. */
  private record Answers(int[][] prompts) implements Metric {
    @Override
    public String name() {
      return "half-squared-error";
    }

    private double off(int example, Logits logits, int index) {
      int[] prompt = prompts[example];
      return logits.get(prompt.length - 1, index) - (prompt[0] + index) % 3;
    }

    @Override
    public double value(int example, Logits logits) {
      double sum = 0;
      for (int i = 0; i < logits.width(); i++) {
        sum += off(example, logits, i) * off(example, logits, i) / 2;
      }
      return sum;
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      for (int i = 0; i < logits.width(); i++) {
        visit.add(prompts[example].length - 1, i, off(example, logits, i));
      }
    }

    @Override
    public boolean reads(int example, int position) {
      return position == prompts[example].length - 1;
    }
  }
}
