package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** How scores agree with effects. */
class AgreementProperties {
  @Property(tries = 200)
  void rankCorrelationsAreThoseOfTheRanks(@ForAll long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[] a = random.doubles(20).toArray();
    double[] b = random.doubles(20).map(x -> Math.floor(x * 4)).toArray();
    double[] moved = Arrays.stream(a).map(x -> Math.exp(5 * x)).toArray();
    double[] negative = Arrays.stream(a).map(x -> -x).toArray();
    if (Arrays.stream(b).distinct().count() == 1) return;

    double rho = Spearman.of(a, b).getAsDouble();
    double tau = Kendall.of(a, b).getAsDouble();

    assertThat(rho).isBetween(-1.0, 1.0).isEqualTo(Spearman.of(moved, b).getAsDouble());
    assertThat(tau).isBetween(-1.0, 1.0).isEqualTo(Kendall.of(moved, b).getAsDouble());
    assertThat(Spearman.of(negative, b).getAsDouble()).isCloseTo(-rho, within(1e-12));
    assertThat(Kendall.of(negative, b).getAsDouble()).isCloseTo(-tau, within(1e-12));
    assertThat(Spearman.of(a, moved).getAsDouble()).isCloseTo(1, within(1e-12));
    assertThat(Kendall.of(a, moved).getAsDouble()).isCloseTo(1, within(1e-12));
    assertThat(Spearman.interval(a, b, 0.95).orElseThrow().contains(rho)).isTrue();
    assertThat(Kendall.interval(a, b, 0.95).orElseThrow().contains(tau)).isTrue();
  }

  @Example
  void withoutTiesBothAreTheTextbooksFormulas() {
    double[] mathematics = {7, 4, 3, 10, 6, 2, 9, 8, 1, 5};
    double[] music = {5, 7, 3, 10, 1, 9, 6, 2, 8, 4};
    double concordance = 0;
    double squares = 0;
    for (int i = 0; i < 10; i++) {
      squares += Math.pow(mathematics[i] - music[i], 2);
      for (int j = 0; j < i; j++) {
        concordance += Math.signum((mathematics[i] - mathematics[j]) * (music[i] - music[j]));
      }
    }

    assertThat(Kendall.of(mathematics, music).getAsDouble())
        .isCloseTo(concordance / 45, within(1e-12));
    assertThat(Spearman.of(mathematics, music).getAsDouble())
        .isCloseTo(1 - 6 * squares / 990, within(1e-12));
  }

  @Example
  void tiesShareTheirRank() {
    double[] a = {1, 2, 2, 3};
    double[] b = {1, 2, 3, 4};

    // n0 = 6, n1 = 1, concordant 5: 5/√(5·6); ranks 1, 2.5, 2.5, 4
    assertThat(Kendall.of(a, b).getAsDouble()).isCloseTo(5 / Math.sqrt(30), within(1e-12));
    assertThat(Spearman.of(a, b).getAsDouble()).isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
  }

  @Example
  void aConstantHasNoCorrelation() {
    assertThat(Spearman.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isEmpty();
    assertThat(Kendall.of(new double[] {1, 2, 3}, new double[] {1, 1, 1})).isEmpty();
    assertThat(Spearman.interval(new double[] {1, 2, 3}, new double[] {1, 3, 2}, 0.9)).isEmpty();
    assertThatThrownBy(() -> Kendall.of(new double[] {1, 2}, new double[] {1, Double.NaN}))
        .hasMessageContaining("score 1 is not a number");
  }

  @Example
  void zerosAndSigns() {
    double[] effects = {1, -1, 0.5, 0, 1e-9, -0.2};
    double[] scores = {2, 1, 0, 3, 0, -1e-3};

    assertThat(Agreement.falseZeros(scores, effects)).isEqualTo(new Proportion(1, 4));
    assertThat(Agreement.signs(scores, effects)).isEqualTo(new Proportion(2, 3));
  }

  @Example
  void tiesAtTheCutCountByTheirChance() {
    double[] a = {3, 2, 1, 0};
    double[] flat = {1, 1, 1, 1};

    assertThat(Agreement.topOverlap(a, a, 2)).isEqualTo(1);
    assertThat(Agreement.topOverlap(a, flat, 2)).isEqualTo(0.5);
    assertThat(Agreement.topOverlap(a, new double[] {0, 1, 2, 3}, 2)).isZero();
    assertThat(Agreement.topOverlap(flat, flat, 4)).isEqualTo(1);
  }

  @Property(tries = 100)
  void clopperAndPearsonCoverAtLeastWhatTheySay(
      @ForAll @IntRange(min = 1, max = 40) int trials, @ForAll @IntRange(max = 1000) int mille) {
    double p = mille / 1000.0;
    double covered = 0;
    for (int k = 0; k <= trials; k++) {
      if (new Proportion(k, trials).interval(0.9).contains(p)) {
        covered +=
            org.apache.commons.statistics.distribution.BinomialDistribution.of(trials, p)
                .probability(k);
      }
    }
    assertThat(covered).isGreaterThanOrEqualTo(0.9 - 1e-9);
  }

  @Example
  void aProportionWithoutACaseSaysNothing() {
    assertThat(new Proportion(0, 0).value()).isEmpty();
    assertThat(new Proportion(0, 0).interval(0.9).width()).isEqualTo(1);
  }

  @Example
  void scoresThatAgreeOverExamplesAreStableAndNoiseIsNot() {
    RandomGenerator random = Resampling.generator(5);
    double[][] steady = new double[50][30];
    double[][] noise = new double[50][30];
    for (int i = 0; i < 50; i++) {
      for (int j = 0; j < 30; j++) {
        steady[i][j] = 50 - i;
        noise[i][j] = random.nextGaussian();
      }
    }

    Stability same = Stability.of(steady, UnaryOperator.identity(), 10, 20, 1);
    Stability random10 = Stability.of(noise, Floor::magnitudes, 10, 20, 1);

    assertThat(same.mean()).isEqualTo(1);
    assertThat(same.least()).isEqualTo(1);
    assertThat(random10.mean()).isBetween(0.1, 0.6);
    assertThat(random10.least()).isLessThan(random10.mean());
    assertThat(random10.range().contains(random10.mean())).isTrue();
  }

  @Example
  void aCircuitIsNotFilledUpWithZeros() {
    double[][] once = new double[5][4];
    once[0][1] = 1; // the first item would be the one to fill up with

    assertThat(Stability.of(once, UnaryOperator.identity(), 1, 20, 1).least()).isZero();
  }
}
