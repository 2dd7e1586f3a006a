package orrery.verify;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The certificate of a trained model: how far it computes the program, and how far it does so by
 * the program's circuit and by nothing else, on inputs that were not trained on.
 *
 * @param passed whether every figure reached the threshold
 * @param threshold share that every figure must reach, from 0 to 1
 * @param reasons for a failure, sentences; empty where it passed
 * @param seed of all that is drawn
 * @param inputs how many held-out inputs there are
 * @param coverage whether all held-out pairs were run, or a sample
 * @param figures what was measured
 */
public record Acceptance(
    boolean passed,
    double threshold,
    List<String> reasons,
    long seed,
    long inputs,
    Certificate.Coverage coverage,
    List<Figure> figures)
    implements Evidence {
  /** The share that is asked of every figure unless another is given. */
  public static final double THRESHOLD = 0.995;

  /** What is measured. */
  public enum Kind {
    /** Answers without any intervention. */
    ACCURACY,
    /** One node of the circuit gets its value on another input. */
    IIA,
    /** Random sets of nodes do. */
    IIA_JOINT,
    /** One node outside the circuit is replaced. */
    STRICT,
    /** All nodes outside the circuit at once are. */
    STRICT_JOINT,
    /** What nodes outside the circuit bring to one reader of the circuit is replaced. */
    EDGE_STRICT,
    /** What they bring to all readers at once is. */
    EDGE_STRICT_JOINT
  }

  /** What replaces a node's output. */
  public enum Ablation {
    /** Nothing is replaced, or what is exchanged is part of the question. */
    NONE,
    /** What it is on another input. */
    RESAMPLE,
    /** Its mean. */
    MEAN,
    /** Zero. */
    ZERO
  }

  /**
   * One measurement.
   *
   * @param name the node, reader or output; empty where it is of all
   * @param pairs how many pairs of inputs were run
   * @param tokens how many answers were compared
   * @param right how many of them were right
   * @param sequencesRight pairs with every answer right
   * @param low lower end of the 95 % interval of the share of right answers
   * @param high upper end
   * @param informative answers that the intervention ought to change, or could have
   * @param informativeRight how many of them were right
   * @param r2 share of variance that is explained, for a number
   */
  public record Figure(
      Kind kind,
      Ablation ablation,
      String name,
      long pairs,
      long tokens,
      long right,
      long sequencesRight,
      double low,
      double high,
      long informative,
      long informativeRight,
      OptionalDouble r2) {}
}
