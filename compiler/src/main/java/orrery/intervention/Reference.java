package orrery.intervention;

import java.util.List;
import java.util.Map;
import orrery.circuit.Component;
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
