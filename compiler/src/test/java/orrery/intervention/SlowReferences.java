package orrery.intervention;

import java.util.ArrayList;
import java.util.List;
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
        all[i] = mean(i, outputs(mean.prompts()), false);
      } else if (reference instanceof Reference.MeanByPosition mean) {
        all[i] = mean(i, outputs(mean.prompts()), true);
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

  private List<double[][][]> outputs(int[][] prompts) {
    List<double[][][]> outputs = new ArrayList<>();
    for (int[] tokens : prompts) outputs.add(outputs(tokens));
    return outputs;
  }

  private double[][][] zeros(int example) {
    int positions = prompts.clean()[example].length;
    return new double[graph.writers().size()][positions][weights.config().dModel()];
  }

  /** Every output of every prompt at a position, or at all of them, averaged anew. */
  private double[][][] mean(int example, List<double[][][]> outputs, boolean byPosition) {
    double[][][] mean = zeros(example);
    for (int u = 0; u < mean.length; u++) {
      for (int p = 0; p < mean[u].length; p++) {
        double count = 0;
        for (double[][][] ofPrompt : outputs) {
          for (int from = 0; from < ofPrompt[u].length; from++) {
            if (byPosition && from != p) continue;
            count++;
            add(mean[u][p], ofPrompt[u][from]);
          }
        }
        for (int d = 0; d < mean[u][p].length; d++) mean[u][p][d] /= count;
      }
    }
    return mean;
  }

  private static void add(double[] sum, double[] values) {
    for (int d = 0; d < sum.length; d++) sum[d] += values[d];
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
