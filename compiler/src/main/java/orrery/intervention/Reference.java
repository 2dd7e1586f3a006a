package orrery.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import orrery.circuit.Component;
import orrery.model.Matrix;
import orrery.model.Vector;

/**
 * What a cut edge carries instead of its writer's output: the replacement in an intervention
 * semantics.
 *
 * <p>Sources: Zhang and Nanda 2024 (resampling, Gaussian noise), Wang et al. 2023 (means), Li and
 * Janson 2024 (optimal constants). Symmetric token replacement is {@link Resample} on
 * counterfactuals that are made so.
 */
public sealed interface Reference {
  /** The name in reports: {@code resample}, {@code mean}, … */
  String name();

  /** The writer's output on the counterfactual of the same example (interchange). */
  record Resample() implements Reference {
    @Override
    public String name() {
      return "resample";
    }
  }

  /** Nothing. */
  record Zero() implements Reference {
    @Override
    public String name() {
      return "zero";
    }
  }

  /**
   * The writer's mean output over clean prompts and all their positions.
   *
   * @param prompts {@code [example][position]} over which the mean is taken
   */
  record Mean(int[][] prompts) implements Reference {
    @Override
    public String name() {
      return "mean";
    }
  }

  /**
   * The writer's mean output at the same position, over those prompts that have the position.
   *
   * @param prompts {@code [example][position]} over which the mean is taken
   */
  record MeanByPosition(int[][] prompts) implements Reference {
    @Override
    public String name() {
      return "mean-positional";
    }
  }

  /**
   * A constant for each writer; the loss-optimal one where somebody has found it.
   *
   * @param values by writer, {@code [dModel]}; a writer that is missing is never replaced
   */
  record Constant(Map<Component, Vector> values) implements Reference {
    @Override
    public String name() {
      return "optimal";
    }
  }

  /**
   * The writer's output when Gaussian noise is added to the token embeddings of the clean prompt.
   *
   * @param scale of the standard deviation, in those of the embedding matrix's entries; 3 is usual
   * @param seed of the noise
   */
  record Noise(double scale, long seed) implements Reference {
    /**
     * What is added to token embeddings, {@code [example][position][dModel]}: one draw each, in
     * this order.
     *
     * @param prompts {@code [example][position]}
     * @param wE {@code [dVocab, dModel]} the embedding matrix
     */
    public double[][][] draw(int[][] prompts, Matrix wE) {
      Random random = new Random(seed);
      double deviation = scale * deviation(wE);
      return Arrays.stream(prompts)
          .map(
              prompt ->
                  IntStream.range(0, prompt.length)
                      .mapToObj(p -> draw(random, wE.columns(), deviation))
                      .toArray(double[][]::new))
          .toArray(double[][][]::new);
    }

    private static double[] draw(Random random, int n, double deviation) {
      double[] values = new double[n];
      for (int d = 0; d < n; d++) values[d] = random.nextGaussian() * deviation;
      return values;
    }

    /** The standard deviation of all entries. */
    private static double deviation(Matrix m) {
      double n = (double) m.rows() * m.columns();
      double[] sums = new double[2];
      m.forEach(
          (row, column, v) -> {
            sums[0] += v;
            sums[1] += v * v;
          });
      return Math.sqrt(Math.max(0, sums[1] / n - (sums[0] / n) * (sums[0] / n)));
    }

    @Override
    public String name() {
      return "noise";
    }
  }

  /** The names of all kinds. */
  static List<String> names() {
    return List.of("resample", "zero", "mean", "mean-positional", "optimal", "noise");
  }
}
