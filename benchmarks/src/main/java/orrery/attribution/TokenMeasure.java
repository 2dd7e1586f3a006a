package orrery.attribution;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import orrery.metrics.Floor;
import orrery.metrics.Kendall;
import orrery.metrics.RankScore;
import orrery.metrics.Ranking;
import orrery.metrics.Spearman;

/**
 * A number that says how well scores of one question's tokens agree with one truth about them. Only
 * tokens that the answer can see count; against a set magnitudes are ranked, against Shapley values
 * the scores with their signs; dust counts as 0 ({@link Floor}).
 */
public enum TokenMeasure {
  /** AUROC of {@link Provenance}. */
  AUROC_PROVENANCE("AUROC prov", Truth.PROVENANCE),
  /** NDCG of it. */
  NDCG_PROVENANCE("NDCG prov", Truth.PROVENANCE),
  /** AUROC of the tokens of {@link Sensitivity}. */
  AUROC_SENSITIVITY("AUROC sens", Truth.SENSITIVITY),
  /** NDCG of them. */
  NDCG_SENSITIVITY("NDCG sens", Truth.SENSITIVITY),
  /** AUROC of that one of the {@link SufficientSets} which the scores find best. */
  AUROC_SUFFICIENT("AUROC suff", Truth.SUFFICIENT),
  /** NDCG of the same kind. */
  NDCG_SUFFICIENT("NDCG suff", Truth.SUFFICIENT),
  /** Spearman's ρ with the exact {@link Shapley} values of the answer's chances. */
  SPEARMAN_SHAPLEY("ρ Shapley", Truth.SHAPLEY),
  /** Kendall's τ-b with them. */
  KENDALL_SHAPLEY("τ Shapley", Truth.SHAPLEY);

  /** The truths that a measure may be about. */
  enum Truth {
    PROVENANCE,
    SENSITIVITY,
    SUFFICIENT,
    SHAPLEY
  }

  private final String label;
  private final Truth truth;

  TokenMeasure(String label, Truth truth) {
    this.label = label;
    this.truth = truth;
  }

  /** The name in files: {@code auroc-provenance}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The heading of a column. */
  public String label() {
    return label;
  }

  /**
   * The measure of some scores; empty where the truth leaves nothing to rank. Scores that are all
   * equal correlate with nothing and get 0.
   *
   * @param scores {@code [token]}
   */
  public OptionalDouble of(double[] scores, TokenTruth about) {
    return switch (this) {
      case AUROC_PROVENANCE, AUROC_SENSITIVITY, AUROC_SUFFICIENT ->
          best(scores, about, RankScore.AUROC);
      case NDCG_PROVENANCE, NDCG_SENSITIVITY, NDCG_SUFFICIENT -> best(scores, about, Ndcg::of);
      case SPEARMAN_SHAPLEY, KENDALL_SHAPLEY -> correlation(scores, about);
    };
  }

  /** The truth itself as scores; empty where it is not known. */
  Optional<double[]> oracle(TokenTruth about) {
    int tokens = about.sensitivity().shares().length;
    if (truth == Truth.SHAPLEY) return about.worth().map(TokenTruth.Worth::shapley);
    return sets(about).stream().findFirst().map(set -> indicator(set, tokens));
  }

  /** 1 for the members of a set, 0 for other tokens. */
  static double[] indicator(BitSet set, int tokens) {
    double[] scores = new double[tokens];
    set.stream().forEach(t -> scores[t] = 1);
    return scores;
  }

  private List<BitSet> sets(TokenTruth about) {
    return switch (truth) {
      case PROVENANCE -> List.of(about.provenance());
      case SENSITIVITY -> List.of(about.sensitivity().tokens());
      case SUFFICIENT -> about.worth().map(w -> w.sufficient().minimal()).orElse(List.of());
      case SHAPLEY -> List.of();
    };
  }

  private OptionalDouble best(double[] scores, TokenTruth about, ToDoubleFunction<Ranking> score) {
    double[] magnitudes = Floor.magnitudes(scores);
    return sets(about).stream()
        .filter(set -> Ranking.isPossible(set, about.visible()))
        .mapToDouble(set -> score.applyAsDouble(Ranking.of(magnitudes, set, about.visible())))
        .max();
  }

  private OptionalDouble correlation(double[] scores, TokenTruth about) {
    if (about.worth().isEmpty()) return OptionalDouble.empty();
    int[] visible = about.visible().stream().toArray();
    double[] truths = pick(Floor.apply(about.worth().get().shapley()), visible);
    double[] own = pick(Floor.apply(scores), visible);
    if (visible.length < 2 || isConstant(truths)) return OptionalDouble.empty();
    if (isConstant(own)) return OptionalDouble.of(0);
    return this == SPEARMAN_SHAPLEY ? Spearman.of(own, truths) : Kendall.of(own, truths);
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]);
  }

  private static double[] pick(double[] values, int[] which) {
    return Arrays.stream(which).mapToDouble(t -> values[t]).toArray();
  }
}
