package orrery.truth;

import java.util.Locale;
import orrery.intervention.Task;
import orrery.task.Fingerprint;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;

/**
 * An intervention semantics Σ: what replaces, from which distribution, at which granularity, by
 * which metric and where the outputs are judged.
 *
 * <p>The same weights have other functional edges under another Σ, so that no truth and no score is
 * asked for without one. It is made from the task itself, so that it cannot say anything else.
 *
 * @param replacement what a cut piece carries, a name of {@link orrery.intervention.Reference}
 * @param distribution of the prompts
 * @param granularity what is cut at once
 * @param metric what is measured, as a loss
 * @param outputs where the outputs are judged, such as {@code next at last}
 */
public record Semantics(
    String replacement,
    Distribution distribution,
    Granularity granularity,
    TaskOptions.Metric metric,
    String outputs) {
  /** What is cut at once. */
  public enum Granularity {
    /** All that a component writes. */
    NODE,
    /** One edge, at all positions. */
    EDGE,
    /** One edge, at one position of its reader. */
    EDGE_BY_POSITION;

    /** The name in options and reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** From where to where a run is changed. */
  public enum Direction {
    /** A clean run, a piece of which is replaced: finds what is necessary. */
    NOISING,
    /** A counterfactual run, a piece of which is restored: finds what is sufficient. */
    DENOISING;

    /** The name in options and reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Which prompts.
   *
   * @param counterfactual how the other half of a pair is made
   * @param direction which half is run, and which replaces
   * @param prompts how many pairs
   * @param effective how many of them have different answers
   * @param seed of the draw
   * @param programHash SHA-256 of the program's text and parameters
   * @param taskHash SHA-256 of program, pairs, replacement and metric
   */
  public record Distribution(
      TaskOptions.Counterfactual counterfactual,
      Direction direction,
      int prompts,
      int effective,
      long seed,
      String programHash,
      String taskHash) {}

  /** The semantics of a task, at some granularity. */
  public static Semantics of(MadeTask made, Granularity granularity) {
    return of(made, made.task(), granularity, Direction.NOISING);
  }

  /** The semantics of a task turned round by {@link Task#denoising}. */
  public static Semantics denoising(MadeTask made, Granularity granularity) {
    return of(made, made.task().denoising(), granularity, Direction.DENOISING);
  }

  private static Semantics of(
      MadeTask made, Task task, Granularity granularity, Direction direction) {
    Distribution distribution =
        new Distribution(
            made.options().counterfactual(),
            direction,
            made.size(),
            made.effectiveSize(),
            made.options().seed(),
            made.programHash(),
            Fingerprint.of(made.programHash(), task));
    return new Semantics(
        made.options().reference(),
        distribution,
        granularity,
        made.options().metric(),
        made.outputs());
  }

  /** The same at another granularity. */
  public Semantics at(Granularity other) {
    return new Semantics(replacement, distribution, other, metric, outputs);
  }

  /**
   * Whether what replaces is nothing, or something that the writer itself writes somewhere, so that
   * only wired edges can act. Noise and optimal constants are not: they have directions that no
   * weight of the writer reaches, and whoever reads those feels them.
   */
  public boolean replacesByOutputs() {
    return !replacement.equals("noise") && !replacement.equals("optimal");
  }

  /** Throws an IllegalArgumentException unless this is the semantics of a task. */
  void require(Task task) {
    if (!Fingerprint.of(distribution.programHash(), task).equals(distribution.taskHash())) {
      throw new IllegalArgumentException("Σ is that of another task: " + label());
    }
  }

  /** A few words: {@code resample of edges, 100 random pairs, logit-diff of next at last}. */
  public String label() {
    String pieces =
        switch (granularity) {
          case NODE -> "nodes";
          case EDGE -> "edges";
          case EDGE_BY_POSITION -> "edges by position";
        };
    String direction = distribution.direction() == Direction.NOISING ? "" : ", denoising";
    return "%s of %s, %d %s pairs%s, %s of %s"
        .formatted(
            replacement,
            pieces,
            distribution.prompts(),
            distribution.counterfactual().label(),
            direction,
            metric.label(),
            outputs);
  }
}
