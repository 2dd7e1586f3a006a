package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/** Methods beside one another, many tests at once, and figures beside their calibration. */
class ComparisonProperties {
  @Property(tries = 100)
  void withoutTiesWilcoxonIsTheLibrarys(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int n) {
    RandomGenerator random = Resampling.generator(seed);
    double[] a = random.doubles(n).toArray();
    double[] b = random.doubles(n).toArray();

    Wilcoxon ours = Wilcoxon.test(a, b);

    WilcoxonSignedRankTest.Result theirs =
        WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT).test(a, b);
    assertThat(ours.statistic()).isEqualTo(theirs.getStatistic());
    assertThat(ours.pValue()).isCloseTo(theirs.getPValue(), within(1e-12));
    assertThat(ours.used()).isEqualTo(n);
  }

  @Property(tries = 100)
  void withTiesWilcoxonIsTheShareOfAllSigns(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int n) {
    RandomGenerator random = Resampling.generator(seed);
    double[] d = random.ints(n, -3, 4).asDoubleStream().toArray();
    double[] used = Arrays.stream(d).filter(x -> x != 0).toArray();

    Wilcoxon test = Wilcoxon.test(d, new double[n]);

    double observed = Math.abs(signedRank(used, used));
    int extreme = 0;
    for (int signs = 0; signs < 1 << used.length; signs++) {
      double[] flipped = used.clone();
      for (int i = 0; i < flipped.length; i++) {
        flipped[i] = Math.abs(used[i]) * ((signs >> i & 1) == 0 ? 1 : -1);
      }
      if (Math.abs(signedRank(flipped, used)) >= observed - 1e-9) extreme++;
    }
    assertThat(test.used()).isEqualTo(used.length);
    assertThat(test.pValue()).isCloseTo(extreme / (double) (1 << used.length), within(1e-12));
  }

  /** Σ sign · mean rank of the magnitude, by counting. */
  private static double signedRank(double[] signed, double[] all) {
    double sum = 0;
    for (double x : signed) {
      double rank = 0.5;
      for (double y : all) {
        rank += Math.abs(y) < Math.abs(x) ? 1 : Math.abs(y) == Math.abs(x) ? 0.5 : 0;
      }
      sum += Math.signum(x) * rank;
    }
    return sum;
  }

  @Example
  void manyDifferencesAreApproximated() {
    RandomGenerator random = Resampling.generator(3);
    double[] a = random.doubles(60).toArray();
    double[] b = Arrays.stream(a).map(x -> x + random.nextGaussian() * 0.3 - 0.05).toArray();
    double[] first = Arrays.copyOf(a, 50);

    assertThat(Wilcoxon.test(a, b).pValue())
        .isCloseTo(
            WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT).test(a, b).getPValue(),
            within(0.01));
    assertThat(Wilcoxon.test(first, first)).isEqualTo(new Wilcoxon(0, 0, 1));
  }

  @Example
  void signsAndMcNemarCountOnlyDifferences() {
    double[] a = {3, 3, 3, 3, 3, 1, 0};
    double[] b = {1, 1, 1, 1, 1, 2, 0};

    SignTest test = SignTest.of(a, b);

    assertThat(test.wins()).isEqualTo(5);
    assertThat(test.losses()).isEqualTo(1);
    assertThat(test.ties()).isEqualTo(1);
    assertThat(test.pValue()).isCloseTo(14 / 64.0, within(1e-12));
    SignTest right =
        SignTest.mcNemar(
            new boolean[] {true, true, true, false, true},
            new boolean[] {false, false, false, false, true});
    assertThat(right).isEqualTo(new SignTest(3, 0, 2, 0.25));
    assertThat(SignTest.of(a, a).pValue()).isEqualTo(1);
  }

  @Property(tries = 100)
  void theEffectSizeIsTheAurocOfTheSamples(@ForAll long seed) {
    RankingProperties.Sample s = RankingProperties.Sample.random(seed);
    double[] hits = s.truth().stream().mapToDouble(i -> s.scores()[i]).toArray();
    double[] others = s.others().stream().mapToDouble(i -> s.scores()[i]).toArray();

    VarghaDelaney effect = VarghaDelaney.of(hits, others);

    assertThat(effect.value()).isCloseTo(RankScore.AUROC.of(s.ranking()), within(1e-12));
    assertThat(VarghaDelaney.of(others, hits).value()).isCloseTo(1 - effect.value(), within(1e-12));
    assertThat(effect.interval(0.95).contains(effect.value())).isTrue();
  }

  @Example
  void adjustmentsHaveTheirTextbookValues() {
    double[] p = {0.01, 0.04, 0.03, 0.005};

    assertThat(Adjustment.BONFERRONI.apply(p))
        .containsExactly(new double[] {0.04, 0.16, 0.12, 0.02}, within(1e-12));
    assertThat(Adjustment.HOLM.apply(p))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(Adjustment.BENJAMINI_HOCHBERG.apply(p))
        .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-12));
    assertThat(Adjustment.BENJAMINI_YEKUTIELI.apply(p)[1]).isCloseTo(0.04 * 25 / 12, within(1e-12));
    assertThatThrownBy(() -> Adjustment.HOLM.apply(new double[] {0.5, Double.NaN}))
        .hasMessageContaining("a p-value of NaN");
  }

  @Property(tries = 200)
  void adjustmentsKeepTheOrderAndStandInTheirs(@ForAll long seed) {
    double[] p = Resampling.generator(seed).doubles(12).toArray();

    double[] bonferroni = Adjustment.BONFERRONI.apply(p);
    double[] holm = Adjustment.HOLM.apply(p);
    double[] fdr = Adjustment.BENJAMINI_HOCHBERG.apply(p);
    double[] any = Adjustment.BENJAMINI_YEKUTIELI.apply(p);

    for (int i = 0; i < p.length; i++) {
      assertThat(fdr[i]).isBetween(p[i] - 1e-12, any[i]);
      assertThat(holm[i]).isBetween(fdr[i] - 1e-12, bonferroni[i] + 1e-12);
      for (int j = 0; j < p.length; j++) {
        if (p[i] < p[j]) {
          assertThat(holm[i]).isLessThanOrEqualTo(holm[j]);
          assertThat(fdr[i]).isLessThanOrEqualTo(fdr[j]);
        }
      }
    }
  }

  @Example
  void aFigureIsWorthWhatItsCalibrationSays() {
    NullDistribution none = new NullDistribution(new double[] {0.4, 0.5, 0.6});

    Calibrated half = calibrated(0.75, 1, none);
    Calibrated distance = calibrated(0.25, 0, none); // smaller is better
    Calibrated wrong = calibrated(1.2, 1, none);
    Calibrated void_ = calibrated(0.7, 0.5, none);

    assertThat(half.nu().getAsDouble()).isCloseTo(0.5, within(1e-12));
    assertThat(half.anomaly()).isEmpty();
    assertThat(distance.nu().getAsDouble()).isCloseTo(0.5, within(1e-12));
    assertThat(wrong.anomaly()).contains("better than the truth");
    assertThat(calibrated(1, 1, none).anomaly()).isEmpty();
    assertThat(void_.nu()).isEmpty();
    assertThat(void_.anomaly()).contains("the truth scores like chance");
    assertThatThrownBy(() -> calibrated(Double.NaN, 1, none)).hasMessage("value is NaN");
  }

  private static Calibrated calibrated(double value, double oracle, NullDistribution none) {
    return Calibrated.of(value, oracle, none, 0.95, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
