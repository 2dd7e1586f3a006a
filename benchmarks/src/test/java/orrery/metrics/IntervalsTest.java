package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Intervals cover what they say, nulls are where theory puts them, and seeds decide. */
class IntervalsTest {
  /** What DeLong's formula gives by its definition, one placement at a time. */
  @Test
  void theVarianceIsThatOfThePlacements() {
    RankingProperties.Sample s = RankingProperties.Sample.random(7);
    double[] hits = s.truth().stream().mapToDouble(i -> s.scores()[i]).toArray();
    double[] misses = s.others().stream().mapToDouble(i -> s.scores()[i]).toArray();

    double expected =
        variance(Arrays.stream(hits).map(x -> outranked(x, misses)).toArray()) / hits.length
            + variance(Arrays.stream(misses).map(y -> 1 - outranked(y, hits)).toArray())
                / misses.length;

    assertThat(DeLong.variance(s.ranking())).isCloseTo(expected, within(1e-12)).isPositive();
  }

  @Test
  void intervalsOfNormalScoresCoverTheTrueAuroc() {
    double truth = 0.7602499; // Φ(1/√2) of two unit normals one apart
    int delong = 0;
    int newcombe = 0;
    int bootstrap = 0;
    int trials = 400;
    RandomGenerator random = Resampling.generator(1);
    for (int t = 0; t < trials; t++) {
      double[] scores = new double[50];
      for (int i = 0; i < 50; i++) scores[i] = random.nextGaussian() + (i < 20 ? 1 : 0);
      BitSet first = new BitSet();
      first.set(0, 20);
      Ranking ranking = Ranking.of(scores, first);
      double area = RankScore.AUROC.of(ranking);
      if (DeLong.interval(ranking, 0.95).contains(truth)) delong++;
      if (Newcombe.interval(area, 20, 30, 0.95).contains(truth)) newcombe++;
      if (Bootstrap.ofItems(ranking, RankScore.AUROC, 0.95, 200, t).contains(truth)) bootstrap++;
    }
    assertThat(delong / (double) trials).isBetween(0.92, 0.99);
    assertThat(newcombe / (double) trials).isBetween(0.92, 0.99);
    assertThat(bootstrap / (double) trials).isBetween(0.90, 0.98);
  }

  @Test
  void aPerfectRankingStillHasAWidth() {
    BitSet first = new BitSet();
    first.set(0, 3);
    double[] scores = {1, 1, 1, 0, 0, 0, 0, 0, 0, 0};

    Interval interval = DeLong.interval(Ranking.of(scores, first), 0.95);

    assertThat(interval.method()).isEqualTo("newcombe");
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.4, 0.9);
  }

  @Test
  void randomScoresHaveTheirMeanAtAHalfAndAtTheShareOfTheTruth() {
    NullDistribution auroc = NullDistribution.random(200, 10, RankScore.AUROC, 2000, 3);
    NullDistribution precision =
        NullDistribution.random(200, 10, RankScore.PRECISION_AT_TRUTH, 2000, 3);

    assertThat(auroc.mean()).isCloseTo(0.5, within(0.01));
    assertThat(precision.mean()).isCloseTo(0.05, within(0.005));
    double sd = Math.sqrt(201 / (12.0 * 10 * 190)); // of U/(PQ) without ties
    assertThat(auroc.interval(0.95).width()).isCloseTo(2 * 1.96 * sd, within(0.03));
  }

  @Test
  void thePermutationPIsThatOfMannWhitney() {
    double[] scores = new double[30];
    BitSet truth = new BitSet();
    RandomGenerator random = Resampling.generator(11);
    for (int i = 0; i < scores.length; i++) {
      truth.set(i, i % 3 == 0);
      scores[i] = random.nextGaussian() + (truth.get(i) ? 0.6 : 0);
    }
    Ranking ranking = Ranking.of(scores, truth);
    double exact =
        org.apache.commons.statistics.inference.MannWhitneyUTest.withDefaults()
            .with(org.apache.commons.statistics.inference.AlternativeHypothesis.GREATER_THAN)
            .test(
                truth.stream().mapToDouble(i -> scores[i]).toArray(),
                java.util.stream.IntStream.range(0, 30)
                    .filter(i -> !truth.get(i))
                    .mapToDouble(i -> scores[i])
                    .toArray())
            .getPValue();

    double p =
        NullDistribution.permuted(ranking, RankScore.AUROC, 20_000, 5)
            .pValue(RankScore.AUROC.of(ranking));

    assertThat(exact).isBetween(0.001, 0.3);
    assertThat(p).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 20_000) + 1e-3));
  }

  @Test
  void aPValueIsNever0AndOf1WhereNothingIsSmaller() {
    NullDistribution none = new NullDistribution(new double[] {0.3, 0.1, 0.2});

    assertThat(none.pValue(0.4)).isEqualTo(0.25);
    assertThat(none.pValue(0.2)).isEqualTo(0.75);
    assertThat(none.pValue(0.0)).isEqualTo(1);
  }

  @Test
  void aSeedDecidesAndAnotherDecidesOtherwise() {
    double[] scores = Resampling.generator(4).doubles(60).toArray();
    BitSet first = new BitSet();
    first.set(0, 20);
    Ranking ranking = Ranking.of(scores, first);

    Interval one = Bootstrap.ofItems(ranking, RankScore.AVERAGE_PRECISION, 0.9, 100, 1);

    assertThat(Bootstrap.ofItems(ranking, RankScore.AVERAGE_PRECISION, 0.9, 100, 1)).isEqualTo(one);
    assertThat(Bootstrap.ofItems(ranking, RankScore.AVERAGE_PRECISION, 0.9, 100, 2))
        .isNotEqualTo(one);
  }

  @Test
  void theBootstrapOfAMeanHasTheStandardErrorOfTheMean() {
    double[] values = Resampling.generator(2).doubles(400).toArray();

    Interval interval =
        Bootstrap.ofUnits(
            400,
            drawn -> Arrays.stream(drawn).mapToDouble(i -> values[i]).average().orElseThrow(),
            0.95,
            2000,
            3);

    assertThat(interval.width())
        .isCloseTo(2 * 1.96 * Math.sqrt(variance(values) / 400), within(0.006));
  }

  @Test
  void quantilesLieLinearlyBetweenValues() {
    double[] sorted = {0, 10, 20};

    assertThat(Interval.quantile(sorted, 0.25)).isEqualTo(5);
    assertThat(Interval.quantile(sorted, 1)).isEqualTo(20);
    assertThat(new Interval(-1, 2, 0.9, "x").clipped(0, 1)).isEqualTo(new Interval(0, 1, 0.9, "x"));
    assertThatThrownBy(() -> new Interval(1, 0, 0.9, "x")).hasMessageContaining("from 1.0 to 0.0");
    assertThatThrownBy(() -> new Interval(0, 1, 95, "x")).hasMessageContaining("level 95");
  }

  @Test
  void aConfusionCountsWhatCounts() {
    BitSet found = BitSet.valueOf(new long[] {0b0111});
    BitSet truth = BitSet.valueOf(new long[] {0b1110});

    Confusion all = Confusion.of(found, truth, 6);

    assertThat(all).isEqualTo(new Confusion(2, 1, 1, 2));
    assertThat(all.precision()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(all.f1()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(all.jaccard()).isEqualTo(0.5);
    assertThat(all.fpr()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(Confusion.of(found, truth, BitSet.valueOf(new long[] {0b0110})).f1()).isEqualTo(1);
    assertThat(Confusion.of(new BitSet(), new BitSet(), 3).jaccard()).isEqualTo(1);
    assertThat(Confusion.above(new double[] {1, 1e-9, 0, -1}, 0))
        .isEqualTo(BitSet.valueOf(new long[] {0b0001}));
  }

  private static double outranked(double x, double[] others) {
    return Arrays.stream(others).map(y -> x > y ? 1 : x == y ? 0.5 : 0).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
