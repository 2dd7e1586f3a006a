package orrery.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The certificate of a trained model: whether it answers as the program does, its components
 * compute what the circuit says, and nothing else matters.
 *
 * @param passed whether every required figure holds
 * @param terms what was asked for
 * @param reasons a sentence for each required figure that does not hold; empty if passed
 * @param coverage whether every ordered pair of held-out inputs was run, or a sample
 * @param inputs how many held-out inputs there are; {@link Kind#ACCURACY} says how many were run
 * @param figures one for each thing that was measured, by kind, in the order of computation
 */
public record Acceptance(
    boolean passed,
    Terms terms,
    List<String> reasons,
    Certificate.Coverage coverage,
    long inputs,
    List<Figure> figures)
    implements Evidence {
  public Acceptance {
    reasons = List.copyOf(reasons);
    figures = List.copyOf(figures);
  }

  /** What is measured. */
  public enum Kind {
    /** Answers on held-out inputs as they are. */
    ACCURACY,
    /** One node of the circuit has what it has on another input. */
    IIA,
    /** One node has that at one position only. */
    IIA_POSITION,
    /** A random set of nodes has it; of two nodes at least where there are two. */
    IIA_JOINT,
    /** The queries, the keys or the values of one head are what they are on another input. */
    IIA_PORT,
    /** One variable has, in the subspace in which it lives, what it has on another input. */
    IIA_SUBSPACE,
    /** One head or MLP outside of the circuit is replaced; the answers must stay. */
    STRICT,
    /** All heads and MLPs outside of the circuit are replaced at once. */
    STRICT_JOINT,
    /**
     * As {@link #STRICT_JOINT}, with all that nodes write outside of the subspaces of their
     * variables as well.
     */
    STRICT_SUBSPACE,
    /** Heads and MLPs that one reader of the circuit should not read are replaced for it alone. */
    EDGE_STRICT,
    /** The same for all readers of the circuit at once. */
    EDGE_STRICT_JOINT,
    /** As {@link #EDGE_STRICT_JOINT}, with the embeddings that a reader should not read as well. */
    EDGE_STRICT_EMBEDDINGS
  }

  /** What a component's output is replaced by. */
  public enum Ablation {
    /** Nothing is replaced. */
    NONE,
    /** What it is on another input. */
    RESAMPLE,
    /** Its mean over held-out inputs, by position. */
    MEAN,
    /** Zero. */
    ZERO
  }

  /**
   * What a model must do to be accepted, and on how much it is tried.
   *
   * @param threshold the share of answers that must be right in every required figure
   * @param kinds the figures that are required
   * @param ablations those under which they are required; {@link Kind#ACCURACY} has none
   * @param pairs how many pairs a figure has, where not all are run
   * @param exhaustive up to how many pairs of held-out inputs all are run; also, of how many inputs
   *     at most accuracy and means are taken
   * @param seed of everything that is drawn
   */
  public record Terms(
      double threshold,
      SortedSet<Kind> kinds,
      SortedSet<Ablation> ablations,
      int pairs,
      long exhaustive,
      long seed) {
    /** IllegalArgumentException unless the threshold is a share and the numbers are positive. */
    public Terms {
      if (!(threshold > 0 && threshold <= 1) || pairs < 1 || exhaustive < 0) {
        throw new IllegalArgumentException(
            "threshold %s, %d pairs, exhaustive up to %d".formatted(threshold, pairs, exhaustive));
      }
      kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
      ablations = Collections.unmodifiableSortedSet(new TreeSet<>(ablations));
    }

    /**
     * The usual terms: 99.5 per cent of accuracy, interchanges and strictness under resampling, on
     * 1,000 pairs a figure or all where there are at most 10,000.
     */
    public static Terms standard(long seed) {
      Set<Kind> kinds =
          Set.of(Kind.ACCURACY, Kind.IIA, Kind.IIA_JOINT, Kind.STRICT, Kind.STRICT_JOINT);
      return new Terms(
          0.995,
          new TreeSet<>(kinds),
          new TreeSet<>(Set.of(Ablation.RESAMPLE)),
          1000,
          10_000,
          seed);
    }

    /** The same terms, more figures required. */
    public Terms requiring(Kind... more) {
      SortedSet<Kind> all = new TreeSet<>(kinds);
      all.addAll(List.of(more));
      return new Terms(threshold, all, ablations, pairs, exhaustive, seed);
    }

    /** The same terms, under more ablations. */
    public Terms under(Ablation... more) {
      SortedSet<Ablation> all = new TreeSet<>(ablations);
      all.addAll(List.of(more));
      return new Terms(threshold, kinds, all, pairs, exhaustive, seed);
    }

    /** The same terms on other numbers of pairs. */
    public Terms on(int ofPairs, long exhaustiveUpTo) {
      return new Terms(threshold, kinds, ablations, ofPairs, exhaustiveUpTo, seed);
    }

    /** Whether these terms ask for a figure of this kind under this ablation. */
    public boolean require(Kind kind, Ablation ablation) {
      return kinds.contains(kind) && (ablation == Ablation.NONE || ablations.contains(ablation));
    }
  }

  /**
   * One measurement. An answer is a judged position of an output; it is right where the expected
   * class has the largest logit, alone, or the number is nearer to the expected one than half of
   * the smallest gap between two values of the output.
   *
   * @param kind what is measured
   * @param ablation what components' outputs are replaced by
   * @param name the node, component or reader; for joint figures how many there are, in words
   * @param pairs how many pairs of base and source (inputs, where there is no source) were run
   * @param tokens how many answers were judged
   * @param right how many of them were right
   * @param sequencesRight on how many pairs all of them were right
   * @param low the lower limit of the 95 per cent interval of Wilson (1927) for the share of such
   *     pairs among all that might be drawn
   * @param high the upper limit
   * @param informative the pairs that can tell: those in which the interchange changes the
   *     program's answers; for strict figures those whose source has other answers than the base
   * @param informativeRight on how many of these all answers were right
   * @param r2 the coefficient of determination of all numeric answers; empty without them
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
      OptionalDouble r2) {
    /** The share of answers that are right; 1 without any. */
    public double share() {
      return tokens == 0 ? 1 : (double) right / tokens;
    }

    /** The share of pairs on which all answers are right; 1 without any. */
    public double sequences() {
      return pairs == 0 ? 1 : (double) sequencesRight / pairs;
    }

    /** The same share of the informative pairs; 1 without any. */
    public double informed() {
      return informative == 0 ? 1 : (double) informativeRight / informative;
    }

    /**
     * Whether this figure reaches a threshold: so large a share of answers is right, and of
     * informative pairs at least 1 − n (1 − threshold), with n answers a pair: if errors are as
     * frequent among informative pairs as they may be among all, no more of these have one. Without
     * the second clause a node that seldom matters could be wrong whenever it does.
     */
    public boolean reaches(double threshold) {
      double answers = pairs == 0 ? 0 : (double) tokens / pairs;
      return share() >= threshold && informed() >= 1 - answers * (1 - threshold);
    }
  }

  /** The share of right answers that a required figure must have. */
  public double threshold() {
    return terms.threshold();
  }

  /** The seed of everything that was drawn. */
  public long seed() {
    return terms.seed();
  }

  /** The figures of one kind under one ablation. */
  public List<Figure> of(Kind kind, Ablation ablation) {
    return figures.stream().filter(f -> f.kind() == kind && f.ablation() == ablation).toList();
  }

  /** The smallest share of right answers in figures of one kind; empty where there are none. */
  public OptionalDouble worst(Kind kind, Ablation ablation) {
    return of(kind, ablation).stream().mapToDouble(Figure::share).min();
  }

  /** What could not be measured, in sentences, because there is nothing to measure it on. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (asked(Kind.STRICT) && of(Kind.STRICT, Ablation.RESAMPLE).isEmpty()) {
      remarks.add(
          "Every head and MLP belongs to the circuit: there is nothing to be strict about.");
    }
    if (asked(Kind.IIA_JOINT) && of(Kind.IIA_JOINT, Ablation.RESAMPLE).isEmpty()) {
      remarks.add("The circuit has one node: there are no two to interchange at once.");
    }
    figures.stream()
        .filter(f -> f.pairs() == 0)
        .map(f -> "%s of %s: the program has no answer on any pair.".formatted(f.kind(), f.name()))
        .forEach(remarks::add);
    return remarks;
  }

  private boolean asked(Kind kind) {
    return terms.require(kind, Ablation.RESAMPLE);
  }
}
