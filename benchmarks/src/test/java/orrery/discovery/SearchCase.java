package orrery.discovery;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
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
record SearchCase(Engine engine, Task task) {
  static SearchCase of(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Weights weights = RandomWeights.tiny(random, 0.7);
    return of(weights, new SlowEngine(weights), random);
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
    Weights weights = RandomWeights.full(config, random, 1);
    return of(weights, new JavaEngine(weights, 1), random);
  }

  private static SearchCase of(Weights weights, Engine engine, RandomGenerator random) {
    int[][] clean = RandomWeights.tokens(random, weights.config(), 3);
    int[][] corrupt = new int[clean.length][];
    for (int i = 0; i < clean.length; i++) {
      corrupt[i] = random.ints(clean[i].length, 0, weights.config().dVocab()).toArray();
    }
    Prompts prompts = new Prompts(clean, corrupt);
    Task task = new Task(prompts, new Reference.Resample(), new Answers(clean));
    return new SearchCase(engine, task);
  }

  /** The same with a metric of another size. */
  SearchCase times(double factor) {
    Metric metric = new Scaled(task.metric(), factor);
    return new SearchCase(engine, new Task(task.prompts(), task.reference(), metric));
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

  private record Scaled(Metric metric, double factor) implements Metric {
    @Override
    public String name() {
      return metric.name();
    }

    @Override
    public double value(int example, Logits logits) {
      return factor * metric.value(example, logits);
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      metric.gradient(example, logits, (p, i, slope) -> visit.add(p, i, factor * slope));
    }

    @Override
    public boolean reads(int example, int position) {
      return metric.reads(example, position);
    }
  }
}
