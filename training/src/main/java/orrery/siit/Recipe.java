package orrery.siit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every setting of a training run but the architecture and the seeds.
 *
 * <p>Defaults are ours: one Adam step a batch on the weighted sum, gradients through the source
 * run, non-circuit nodes resampled many at once. {@link #published()} is InterpBench's later recipe
 * (Gupta et al. 2024, repository {@code circuits-benchmark}), kept to reproduce what it does.
 *
 * @param batch pairs a step; each pair gives one row to every objective
 * @param steps the most steps
 * @param rate the largest step size
 * @param finalRate the step size at the end, see {@link Schedule}
 * @param schedule how the step size falls
 * @param beta1 Adam's decay of the mean
 * @param beta2 Adam's decay of the mean square
 * @param decay decoupled weight decay
 * @param clip the largest norm of a gradient
 * @param outputScale what the initial output matrices of heads and MLPs are multiplied by: the
 *     smaller, the less there is to silence
 * @param behaviour weight of the behaviour loss
 * @param iit weight of the interchange loss on circuit nodes
 * @param strict weight of the strict loss on non-circuit nodes
 * @param edgeStrict weight of the strict loss on edges that are no edges of the circuit
 * @param sampling which non-circuit nodes are resampled together, and for which readers of the
 *     circuit at once what they should not read
 * @param detach whether no gradient flows through the source run
 * @param sets share of interchange rows that exchange a random set of nodes, not one
 * @param positions share of interchange rows that exchange at random positions, not at all
 * @param ports share of interchange rows that exchange what one head's queries, keys or values
 *     bring to it, not what heads and MLPs write
 * @param subspaces share of the other interchange rows that exchange one variable in the subspace
 *     in which it is to live; above 0, strict rows resample what is beside the subspaces as well
 * @param zeros share of strict rows whose nodes are set to zero instead of resampled
 * @param threshold figure, from 0 to 1, that every quantity must reach on held-out pairs to stop
 * @param evaluateEvery steps between two looks at held-out pairs
 * @param heldOutPairs pairs that a look takes
 */
public record Recipe(
    int batch,
    int steps,
    double rate,
    double finalRate,
    Schedule schedule,
    double beta1,
    double beta2,
    double decay,
    double clip,
    double outputScale,
    double behaviour,
    double iit,
    double strict,
    double edgeStrict,
    Sampling sampling,
    boolean detach,
    double sets,
    double positions,
    double ports,
    double subspaces,
    double zeros,
    double threshold,
    int evaluateEvery,
    int heldOutPairs) {

  /** How the step size falls. */
  public enum Schedule {
    /** Not at all. */
    CONSTANT,
    /** In a straight line from the first step to the last. */
    LINEAR,
    /** Along half a period of a cosine. */
    COSINE
  }

  /** Which non-circuit nodes one strict row resamples. */
  public enum Sampling {
    /** One, drawn uniformly; the first published models. */
    INDIVIDUAL,
    /** Each with probability one half; the later published models. */
    SAMPLE_ALL,
    /** All of them. */
    ALL,
    /** All in one row of two, each with probability one half in the other. */
    MIXED;

    /** The setting's value: {@code individual}, {@code sample-all}, … */
    public String label() {
      return Settings.name(this);
    }
  }

  /** Our recipe. */
  public static final Recipe DEFAULT =
      new Recipe(
          128,
          6_000,
          1e-2,
          1e-3,
          Schedule.COSINE,
          0.9,
          0.99,
          0,
          10,
          0.1,
          1,
          1,
          1,
          1,
          Sampling.MIXED,
          false,
          0.5,
          0,
          0,
          0,
          0.1,
          0.999,
          100,
          256);

  public Recipe {
    require(batch >= 1 && steps >= 1, "there must be a pair and a step");
    require(rate > 0, "rate must be above 0");
    require(
        finalRate >= 0 && finalRate <= rate,
        "final-rate=%s: must be from 0 to rate=%s".formatted(finalRate, rate));
    require(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, "decays must be in [0, 1)");
    require(decay >= 0 && clip > 0, "decay must be 0 or more and clip above 0");
    require(outputScale >= 0, "the scale of outputs must be 0 or more");
    require(
        behaviour >= 0 && iit >= 0 && strict >= 0 && edgeStrict >= 0,
        "weights of losses must be 0 or more");
    require(behaviour + iit + strict + edgeStrict > 0, "some loss must have a weight");
    require(
        share(sets) && share(positions) && share(ports) && share(subspaces) && share(zeros),
        "shares must be from 0 to 1");
    require(threshold > 0 && threshold <= 1, "the threshold must be above 0 and at most 1");
    require(evaluateEvery >= 1 && heldOutPairs >= 1, "there must be something to look at");
  }

  private static boolean share(double x) {
    return x >= 0 && x <= 1;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) throw new IllegalArgumentException(sentence);
  }

  /**
   * The later published recipe: sources detached, each non-circuit node resampled with probability
   * one half, one interchanged node at a time, weights 1, 0.4 and 0.16 (the strict weight was
   * applied twice), β2 = 0.9, clip 0.1.
   */
  public static Recipe published() {
    return DEFAULT
        .with("batch", "256")
        .with("rate", "1e-3")
        .with("final-rate", "2e-4")
        .with("schedule", "linear")
        .with("beta2", "0.9")
        .with("clip", "0.1")
        .with("output-scale", "1")
        .with("behaviour", "0.4")
        .with("strict", "0.16")
        .with("edge-strict", "0")
        .with("sampling", "sample-all")
        .with("detach", "true")
        .with("sets", "0")
        .with("zeros", "0");
  }

  /** How many groups of rows the second pass of a step has. */
  int groups() {
    return (iit > 0 ? 1 : 0) + (strict > 0 ? 1 : 0);
  }

  Adam.Settings optimiser() {
    return new Adam.Settings(beta1, beta2, decay, clip);
  }

  /** The step size at a step, counted from 0. */
  double rateAt(long step) {
    double done = Math.min(1, (double) step / steps);
    return switch (schedule) {
      case CONSTANT -> rate;
      case LINEAR -> rate + (finalRate - rate) * done;
      case COSINE ->
          finalRate + (rate - finalRate) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    };
  }

  /** Every setting by name, as text. */
  public Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("batch", Integer.toString(batch));
    all.put("steps", Integer.toString(steps));
    all.put("rate", Double.toString(rate));
    all.put("final-rate", Double.toString(finalRate));
    all.put("schedule", name(schedule));
    all.put("beta1", Double.toString(beta1));
    all.put("beta2", Double.toString(beta2));
    all.put("decay", Double.toString(decay));
    all.put("clip", Double.toString(clip));
    all.put("output-scale", Double.toString(outputScale));
    all.put("behaviour", Double.toString(behaviour));
    all.put("iit", Double.toString(iit));
    all.put("strict", Double.toString(strict));
    all.put("edge-strict", Double.toString(edgeStrict));
    all.put("sampling", name(sampling));
    all.put("detach", Boolean.toString(detach));
    all.put("sets", Double.toString(sets));
    all.put("positions", Double.toString(positions));
    all.put("ports", Double.toString(ports));
    all.put("subspaces", Double.toString(subspaces));
    all.put("zeros", Double.toString(zeros));
    all.put("threshold", Double.toString(threshold));
    all.put("evaluate-every", Integer.toString(evaluateEvery));
    all.put("held-out-pairs", Integer.toString(heldOutPairs));
    return all;
  }

  /**
   * The same recipe but for one setting.
   *
   * @throws IllegalArgumentException with a sentence where there is no such setting or it cannot be
   *     so
   */
  public Recipe with(String name, String value) {
    return with(Map.of(name, value));
  }

  /**
   * The same recipe but for some settings, which need to fit together only when all are there.
   *
   * @throws IllegalArgumentException as {@link #with(String, String)} does
   */
  public Recipe with(Map<String, String> others) {
    Map<String, String> all = settings();
    others.forEach(
        (name, value) -> {
          if (all.replace(name, value) != null) return;
          throw new IllegalArgumentException(
              "`%s` is no setting; the settings are %s"
                  .formatted(name, String.join(", ", all.keySet())));
        });
    return of(all);
  }

  /**
   * The recipe of these settings, as {@link #settings} gives them.
   *
   * @throws IllegalArgumentException with a sentence where one is missing or cannot be so
   */
  public static Recipe of(Map<String, String> settings) {
    Settings s = new Settings(settings);
    return new Recipe(
        s.whole("batch"),
        s.whole("steps"),
        s.number("rate"),
        s.number("final-rate"),
        s.choice("schedule", Schedule.class),
        s.number("beta1"),
        s.number("beta2"),
        s.number("decay"),
        s.number("clip"),
        s.number("output-scale"),
        s.number("behaviour"),
        s.number("iit"),
        s.number("strict"),
        s.number("edge-strict"),
        s.choice("sampling", Sampling.class),
        s.truth("detach"),
        s.number("sets"),
        s.number("positions"),
        s.number("ports"),
        s.number("subspaces"),
        s.number("zeros"),
        s.number("threshold"),
        s.whole("evaluate-every"),
        s.whole("held-out-pairs"));
  }

  private static String name(Enum<?> choice) {
    return Settings.name(choice);
  }
}
