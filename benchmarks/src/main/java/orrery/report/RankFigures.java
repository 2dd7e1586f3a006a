package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orrery.metrics.Agreement;
import orrery.metrics.Bootstrap;
import orrery.metrics.Confusion;
import orrery.metrics.DeLong;
import orrery.metrics.Floor;
import orrery.metrics.Interval;
import orrery.metrics.NullDistribution;
import orrery.metrics.PessimisticAuc;
import orrery.metrics.Proportion;
import orrery.metrics.RankScore;
import orrery.metrics.Ranking;
import orrery.metrics.Roc;
import orrery.metrics.Spearman;
import orrery.report.Scorecard.Figure;
import orrery.report.Scorecard.Measure;

/** How well scores of edges rank the truth and agree with exact effects. */
final class RankFigures {
  static final double LEVEL = 0.95;
  private static final int DRAWS = 1000;

  private final int[] writerOf;
  private final BitSet truth;
  private final BitSet judged;
  private final BitSet unembedded;
  private final BitSet program;
  private final BitSet all;
  private final BitSet trueWriters = new BitSet();
  private final BitSet writers = new BitSet();
  private final double[] effects;
  private final Detail detail;
  private final long seed;

  /** How much is computed. */
  enum Detail {
    /** Values alone, as for one of many random draws. */
    VALUES,
    /** Values with intervals and p-values. */
    INTERVALS
  }

  RankFigures(Frame frame, Detail detail, long seed) {
    this.detail = detail;
    this.writerOf = frame.writers();
    this.truth = frame.truth();
    this.judged = frame.judged();
    this.all = frame.all();
    this.program = frame.program();
    this.effects = frame.effects();
    this.seed = seed;
    this.unembedded = frame.unembedded();
    truth.stream().forEach(e -> trueWriters.set(writerOf[e]));
    for (int w : writerOf) writers.set(w);
  }

  /** The figures of some scores, {@code [edge]}. */
  List<Figure> of(double[] scores) {
    List<Figure> figures = new ArrayList<>();
    double[] sizes = Floor.magnitudes(scores);
    ranking(sizes, truth, judged).ifPresent(r -> against(r, figures));
    double[] floored = Floor.apply(scores);
    double[] exact = Floor.apply(effects);
    Spearman.of(floored, exact)
        .ifPresent(rho -> figures.add(correlation(rho, Spearman.interval(floored, exact, LEVEL))));
    share(Measures.FALSE_ZEROS, Agreement.falseZeros(scores, effects)).ifPresent(figures::add);
    share(Measures.SIGNS, Agreement.signs(scores, effects)).ifPresent(figures::add);
    auroc(Measures.NODES, ofWriters(sizes), trueWriters, writers).ifPresent(figures::add);
    auroc(Measures.NO_EMBEDDINGS, sizes, truth, unembedded).ifPresent(figures::add);
    auroc(Measures.PROGRAM, sizes, program, all).ifPresent(figures::add);
    Confusion own = Confusion.of(Confusion.above(sizes, 0), truth, judged);
    figures.add(figure(Measures.F1, own.f1()));
    return figures;
  }

  private void against(Ranking r, List<Figure> figures) {
    double auroc = RankScore.AUROC.of(r);
    figures.add(figure(Measures.AUROC, auroc, () -> DeLong.interval(r, LEVEL)));
    figures.add(bootstrapped(Measures.AVERAGE_PRECISION, RankScore.AVERAGE_PRECISION, r));
    figures.add(bootstrapped(Measures.PRECISION, RankScore.PRECISION_AT_TRUTH, r));
    figures.add(figure(Measures.TPR, RankScore.TPR_AT_1_PERCENT_FPR.of(r)));
    figures.add(figure(Measures.PESSIMISTIC, PessimisticAuc.of(Roc.points(r))));
    if (detail == Detail.VALUES) return;
    NullDistribution chance =
        NullDistribution.permuted(r, RankScore.AUROC, NullDistribution.DRAWS, seed);
    figures.add(figure(Measures.P_VALUE, chance.pValue(auroc)));
  }

  /** The ROC of some scores; nothing where the truth cannot be ranked against. */
  List<Scorecard.Point> roc(double[] scores) {
    return ranking(Floor.magnitudes(scores), truth, judged)
        .map(r -> Roc.points(r).stream().map(p -> new Scorecard.Point(p.fpr(), p.tpr(), List.of())))
        .map(s -> s.toList())
        .orElse(List.of());
  }

  private static Optional<Ranking> ranking(double[] sizes, BitSet truth, BitSet among) {
    BitSet own = (BitSet) truth.clone();
    own.and(among);
    return Ranking.isPossible(own, among)
        ? Optional.of(Ranking.of(sizes, own, among))
        : Optional.empty();
  }

  private Optional<Figure> auroc(Measure measure, double[] sizes, BitSet truth, BitSet among) {
    return ranking(sizes, truth, among)
        .map(r -> figure(measure, RankScore.AUROC.of(r), () -> DeLong.interval(r, LEVEL)));
  }

  private Figure bootstrapped(Measure measure, RankScore score, Ranking ranking) {
    return figure(
        measure, score.of(ranking), () -> Bootstrap.ofItems(ranking, score, LEVEL, DRAWS, seed));
  }

  private static Figure correlation(double rho, Optional<Interval> interval) {
    return interval
        .map(i -> figure(Measures.SPEARMAN, rho, i))
        .orElse(figure(Measures.SPEARMAN, rho));
  }

  private Optional<Figure> share(Measure measure, Proportion share) {
    return share.value().isEmpty()
        ? Optional.empty()
        : Optional.of(figure(measure, share.value().getAsDouble(), () -> share.interval(LEVEL)));
  }

  private double[] ofWriters(double[] sizes) {
    double[] largest = new double[writers.length()];
    for (int e = 0; e < sizes.length; e++) {
      int writer = writerOf[e];
      largest[writer] = Math.max(largest[writer], sizes[e]);
    }
    return largest;
  }

  private Figure figure(Measure measure, double value, Supplier<Interval> interval) {
    return detail == Detail.VALUES
        ? figure(measure, value)
        : figure(measure, value, interval.get());
  }

  static Figure figure(Measure measure, double value) {
    return new Figure(measure.id(), value, List.of());
  }

  static Figure figure(Measure measure, double value, Interval interval) {
    return new Figure(measure.id(), value, List.of(interval.low(), interval.high()));
  }
}
