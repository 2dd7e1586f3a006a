package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** What ranks is the order, ties included, and nothing else. */
class RankingProperties {
  @Property
  void aurocIsWhatComparingEveryPairGives(@ForAll long seed) {
    Sample s = Sample.random(seed);

    double won = 0;
    for (int i = 0; i < s.scores.length; i++) {
      for (int j = 0; j < s.scores.length; j++) {
        if (s.truth.get(i) && !s.truth.get(j)) {
          won += s.scores[i] > s.scores[j] ? 1 : s.scores[i] == s.scores[j] ? 0.5 : 0;
        }
      }
    }
    double expected = won / s.positives() / (s.scores.length - s.positives());

    assertThat(RankScore.AUROC.of(s.ranking())).isCloseTo(expected, within(1e-12));
  }

  @Property
  void aurocIsMannWhitneysStatistic(@ForAll long seed) {
    Sample s = Sample.random(seed);
    double[] hits = s.truth.stream().mapToDouble(i -> s.scores[i]).toArray();
    double[] misses = s.others().stream().mapToDouble(i -> s.scores[i]).toArray();

    double u = MannWhitneyUTest.withDefaults().statistic(hits, misses);

    assertThat(RankScore.AUROC.of(s.ranking()))
        .isCloseTo(u / hits.length / misses.length, within(1e-12));
  }

  @Property
  void theTrapezoidUnderTheCurveIsMannWhitney(@ForAll long seed) {
    Ranking ranking = Sample.random(seed).ranking();

    List<Roc.Point> points = Roc.points(ranking);

    assertThat(points.get(0)).isEqualTo(new Roc.Point(0, 0));
    assertThat(points.get(points.size() - 1)).isEqualTo(new Roc.Point(1, 1));
    assertThat(Roc.area(points)).isCloseTo(RankScore.AUROC.of(ranking), within(1e-12));
  }

  @Property
  void aMonotoneTransformChangesNothing(@ForAll long seed) {
    Sample s = Sample.random(seed);
    double[] moved = Arrays.stream(s.scores).map(x -> x * x * x + 5 * x).toArray();

    for (RankScore score : RankScore.values()) {
      assertThat(score.of(Ranking.of(moved, s.truth)))
          .as(score.label())
          .isEqualTo(score.of(s.ranking()));
    }
  }

  @Property
  void theOrderOfTheItemsChangesNothing(@ForAll long seed) {
    Sample s = Sample.random(seed);
    int[] order = Resampling.permutation(s.scores.length, Resampling.generator(seed));
    double[] scores = Arrays.stream(order).mapToDouble(i -> s.scores[i]).toArray();
    BitSet truth = new BitSet();
    for (int i = 0; i < order.length; i++) truth.set(i, s.truth.get(order[i]));

    for (RankScore score : RankScore.values()) {
      assertThat(score.of(Ranking.of(scores, truth))).isEqualTo(score.of(s.ranking()));
    }
  }

  @Property
  void turningTheScoresRoundTurnsAurocRound(@ForAll long seed) {
    Sample s = Sample.random(seed);
    double[] negative = Arrays.stream(s.scores).map(x -> -x).toArray();

    assertThat(RankScore.AUROC.of(Ranking.of(negative, s.truth)))
        .isCloseTo(1 - RankScore.AUROC.of(s.ranking()), within(1e-12));
  }

  @Property
  void everyScoreLiesBetween0And1AndThePerfectRankingHas1(@ForAll long seed) {
    Sample s = Sample.random(seed);
    double[] perfect = new double[s.scores.length];
    for (int i = 0; i < perfect.length; i++) perfect[i] = s.truth.get(i) ? 1 : 0;

    for (RankScore score : RankScore.values()) {
      assertThat(score.of(s.ranking())).as(score.label()).isBetween(0.0, 1 + 1e-12);
      assertThat(score.of(Ranking.of(perfect, s.truth)))
          .as(score.label())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Property
  void equalScoresKnowNothing(
      @ForAll @IntRange(min = 2, max = 60) int items, @ForAll @IntRange(max = 1000) int some) {
    int positives = 1 + some % (items - 1);
    BitSet truth = new BitSet();
    truth.set(0, positives);

    Ranking ranking = Ranking.of(new double[items], truth);

    double share = positives / (double) items;
    assertThat(RankScore.AUROC.of(ranking)).isEqualTo(0.5);
    assertThat(RankScore.AVERAGE_PRECISION.of(ranking)).isCloseTo(share, within(1e-12));
    assertThat(RankScore.PRECISION_AT_TRUTH.of(ranking)).isCloseTo(share, within(1e-12));
    assertThat(RankScore.TPR_AT_1_PERCENT_FPR.of(ranking)).isZero();
  }

  @Property(tries = 40)
  void expectedAveragePrecisionIsTheMeanOverOrdersOfTies(@ForAll long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[] scores = random.doubles(6).map(x -> Math.floor(x * 2)).toArray();
    BitSet truth = Sample.truth(6, random.nextInt(1, 6), random);

    double[] sum = {0, 0};
    permute(
        new int[6],
        0,
        order -> {
          double[] distinct = new double[6];
          for (int i = 0; i < 6; i++) distinct[i] = 10 + 100 * scores[i] + order[i];
          sum[0] += RankScore.AVERAGE_PRECISION.of(Ranking.of(distinct, truth));
          sum[1]++;
        });

    assertThat(RankScore.EXPECTED_AVERAGE_PRECISION.of(Ranking.of(scores, truth)))
        .isCloseTo(sum[0] / sum[1], within(1e-12));
  }

  @Property
  void withoutTiesBothAveragePrecisionsAgree(@ForAll long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[] scores = random.doubles(30).map(x -> x + 0.1).toArray();
    Ranking ranking = Ranking.of(scores, Sample.truth(30, random.nextInt(1, 30), random));

    assertThat(RankScore.EXPECTED_AVERAGE_PRECISION.of(ranking))
        .isCloseTo(RankScore.AVERAGE_PRECISION.of(ranking), within(1e-12));
  }

  @Property
  void dustIsNoKnowledge(@ForAll @IntRange(min = 7, max = 300) int digits) {
    double dust = Math.pow(10, -digits);
    double[] scores = {1, -1, dust, 0, -dust, 0};
    BitSet truth = BitSet.valueOf(new long[] {0b000101});

    Ranking ranking = Ranking.of(scores, truth);

    assertThat(ranking.groups()).isEqualTo(3);
    assertThat(ranking.size(1)).isEqualTo(4);
  }

  @Example
  void infinitiesRankFirstAndLastAndSetNoFloor() {
    double[] scores = {Double.NEGATIVE_INFINITY, 1e-3, Double.POSITIVE_INFINITY, 0};

    Ranking ranking = Ranking.of(scores, BitSet.valueOf(new long[] {0b0110}));

    assertThat(ranking.groups()).isEqualTo(4);
    assertThat(RankScore.AUROC.of(ranking)).isEqualTo(1);
  }

  @Example
  void whatIsNoNumberIsRefusedWithItsPlace() {
    assertThatThrownBy(
            () -> Ranking.of(new double[] {0, Double.NaN}, BitSet.valueOf(new long[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score 1 of 2 is not a number");
  }

  @Example
  void aTruthOfNothingOrEverythingCannotBeRanked() {
    BitSet all = BitSet.valueOf(new long[] {0b11});
    for (BitSet truth : List.of(new BitSet(), all)) {
      assertThat(Ranking.isPossible(truth, all)).isFalse();
      assertThatThrownBy(() -> Ranking.of(new double[] {1, 2}, truth))
          .hasMessageContaining("ranking needs some in it and some outside");
    }
    assertThat(Ranking.isPossible(BitSet.valueOf(new long[] {0b10}), all)).isTrue();
  }

  @Example
  void itemsThatDoNotCountDoNotCount() {
    double[] scores = {9, 3, 2, 1};
    BitSet truth = BitSet.valueOf(new long[] {0b0010});
    BitSet among = BitSet.valueOf(new long[] {0b1110});

    assertThat(RankScore.AUROC.of(Ranking.of(scores, truth))).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(RankScore.AUROC.of(Ranking.of(scores, truth, among))).isEqualTo(1);
  }

  @Example
  void aWorkedExampleOfFourItems() {
    // sorted: true, false, true, false
    Ranking ranking = Ranking.of(new double[] {4, 3, 2, 1}, BitSet.valueOf(new long[] {0b0101}));

    assertThat(RankScore.AUROC.of(ranking)).isEqualTo(0.75);
    assertThat(RankScore.AVERAGE_PRECISION.of(ranking)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(RankScore.PRECISION_AT_TRUTH.of(ranking)).isEqualTo(0.5);
    assertThat(RankScore.TPR_AT_1_PERCENT_FPR.of(ranking)).isEqualTo(0.5);
  }

  private static void permute(int[] order, int used, java.util.function.Consumer<int[]> visit) {
    if (used == order.length) {
      visit.accept(order);
      return;
    }
    for (int i = 1; i <= order.length; i++) {
      int value = i;
      if (Arrays.stream(order, 0, used).anyMatch(o -> o == value)) continue;
      order[used] = value;
      permute(order, used + 1, visit);
    }
  }

  /** Scores with many ties and a truth. */
  record Sample(double[] scores, BitSet truth) {
    static Sample random(long seed) {
      RandomGenerator random = Resampling.generator(seed);
      int size = random.nextInt(2, 40);
      int levels = random.nextInt(1, 12);
      double[] scores = random.ints(size, -levels, levels + 1).asDoubleStream().toArray();
      return new Sample(scores, truth(size, random.nextInt(1, size), random));
    }

    static BitSet truth(int size, int positives, RandomGenerator random) {
      BitSet truth = new BitSet();
      for (int i : Resampling.subset(size, positives, random)) truth.set(i);
      return truth;
    }

    Ranking ranking() {
      return Ranking.of(scores, truth);
    }

    int positives() {
      return truth.cardinality();
    }

    BitSet others() {
      BitSet others = (BitSet) truth.clone();
      others.flip(0, scores.length);
      return others;
    }
  }
}
