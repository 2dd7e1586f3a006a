package orrery.intervention;

import java.util.Map;
import java.util.Random;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.model.Matrix;
import orrery.model.Vector;
import orrery.model.Weights;

/** What replaces each writer's output, by the definitions in {@link Reference}. */
final class SlowReferences {
  private final Weights weights;
  private final ResidualGraph graph;
  private final Prompts prompts;

  SlowReferences(Weights weights, Prompts prompts) {
    this.weights = weights;
    this.graph = ResidualGraph.of(weights);
    this.prompts = prompts;
  }

  /** {@code [example][writer][position][dModel]}. */
  double[][][][] of(Reference reference) {
    if (reference instanceof Reference.Noise noise) return noise(noise);
    double[][][][] all = new double[prompts.size()][][][];
    for (int i = 0; i < all.length; i++) {
      if (reference instanceof Reference.Resample) {
        all[i] = outputs(prompts.corrupt()[i]);
      } else if (reference instanceof Reference.Zero) {
        all[i] = zeros(i);
      } else if (reference instanceof Reference.Mean mean) {
        all[i] = mean(i, mean.prompts());
      } else if (reference instanceof Reference.MeanByPosition mean) {
        all[i] = meanByPosition(i, mean.prompts());
      } else if (reference instanceof Reference.Constant constant) {
        all[i] = constant(i, constant.values());
      } else {
        throw new AssertionError(reference);
      }
    }
    return all;
  }

  private double[][][] outputs(int... tokens) {
    return new SlowPass(weights, tokens, Backward.EXACT, Intervention.NONE).outputs();
  }

  private double[][][] zeros(int example) {
    int positions = prompts.clean()[example].length;
    return new double[graph.writers().size()][positions][weights.config().dModel()];
  }

  private double[][][] mean(int example, int[][] over) {
    double[][][] mean = zeros(example);
    double count = 0;
    for (int[] tokens : over) count += tokens.length;
    for (int[] tokens : over) {
      double[][][] outputs = outputs(tokens);
      for (int u = 0; u < mean.length; u++) {
        for (double[] at : mean[u]) {
          for (double[] output : outputs[u]) addScaled(at, output, 1 / count);
        }
      }
    }
    return mean;
  }

  private double[][][] meanByPosition(int example, int[][] over) {
    double[][][] mean = zeros(example);
    for (int p = 0; p < prompts.clean()[example].length; p++) {
      double count = 0;
      for (int[] tokens : over) if (p < tokens.length) count++;
      for (int[] tokens : over) {
        if (p >= tokens.length) continue;
        double[][][] outputs = outputs(tokens);
        for (int u = 0; u < mean.length; u++) addScaled(mean[u][p], outputs[u][p], 1 / count);
      }
    }
    return mean;
  }

  private static void addScaled(double[] sum, double[] values, double factor) {
    for (int d = 0; d < sum.length; d++) sum[d] += values[d] * factor;
  }

  private double[][][] constant(int example, Map<Component, Vector> values) {
    double[][][] constant = outputs(prompts.clean()[example]);
    values.forEach(
        (component, value) -> {
          double[][] everywhere = constant[graph.writerId(component).orElseThrow()];
          for (int p = 0; p < everywhere.length; p++) everywhere[p] = value.toArray();
        });
    return constant;
  }

  /** One generator for the whole task: examples, then positions, then dimensions in order. */
  private double[][][][] noise(Reference.Noise noise) {
    Random random = new Random(noise.seed());
    double deviation = noise.scale() * standardDeviation(weights.wE());
    int embed = graph.writerId(Component.EMBED).orElseThrow();
    double[][][][] all = new double[prompts.size()][][][];
    for (int i = 0; i < all.length; i++) {
      Intervention add =
          new Intervention() {
            @Override
            public Dual[][] written(int writer, Dual[][] computed) {
              if (writer != embed) return computed;
              for (Dual[] at : computed) {
                for (int d = 0; d < at.length; d++) {
                  at[d] = at[d].plus(random.nextGaussian() * deviation);
                }
              }
              return computed;
            }
          };
      all[i] = new SlowPass(weights, prompts.clean()[i], Backward.EXACT, add).outputs();
    }
    return all;
  }

  private static double standardDeviation(Matrix matrix) {
    double count = (double) matrix.rows() * matrix.columns();
    double mean = 0;
    double squares = 0;
    for (int r = 0; r < matrix.rows(); r++) {
      for (double x : matrix.rowToArray(r)) mean += x / count;
    }
    for (int r = 0; r < matrix.rows(); r++) {
      for (double x : matrix.rowToArray(r)) squares += (x - mean) * (x - mean) / count;
    }
    return Math.sqrt(squares);
  }
}
