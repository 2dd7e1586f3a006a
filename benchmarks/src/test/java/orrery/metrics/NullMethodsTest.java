package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Methods that know nothing are found better than random no more often than is said. */
class NullMethodsTest {
  private static final int METHODS = 1000;

  @Test
  void aThousandMethodsThatKnowNothingPassAsOftenAsTheLevelSays() {
    RandomGenerator random = Resampling.generator(12);
    double level = 0.05;
    double bound = level + 2 * Math.sqrt(level * (1 - level) / METHODS);
    for (RankScore score :
        List.of(RankScore.AUROC, RankScore.AVERAGE_PRECISION, RankScore.PRECISION_AT_TRUTH)) {
      int passed = 0;
      for (int m = 0; m < METHODS; m++) {
        if (pValue(methodOf(random, 0), score, 199, m) <= level) passed++;
      }
      assertThat(passed / (double) METHODS).as(score.label()).isLessThanOrEqualTo(bound);
      if (score == RankScore.AUROC) assertThat(passed).as("not idle").isGreaterThan(20);
    }
  }

  @Test
  void ofTheMethodsCalledBetterNoMoreAreWrongThanIsSaid() {
    RandomGenerator random = Resampling.generator(13);
    double q = 0.1;
    int suites = 50;
    double proportions = 0;
    double found = 0;
    List<Double> perSuite = new ArrayList<>();
    for (int suite = 0; suite < suites; suite++) {
      double[] p = new double[20];
      for (int m = 0; m < p.length; m++) {
        p[m] = pValue(methodOf(random, m < 15 ? 0 : 2), RankScore.AUROC, 999, 100L * suite + m);
      }
      double[] adjusted = Adjustment.BENJAMINI_HOCHBERG.apply(p);
      int wrong = 0;
      int called = 0;
      for (int m = 0; m < p.length; m++) {
        if (adjusted[m] > q) continue;
        called++;
        if (m < 15) wrong++;
      }
      perSuite.add(called == 0 ? 0.0 : wrong / (double) called);
      proportions += perSuite.get(suite);
      found += (called - wrong) / 5.0;
    }
    double mean = proportions / suites;
    double variance =
        perSuite.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (suites - 1);
    assertThat(mean).isLessThanOrEqualTo(q + 2 * Math.sqrt(variance / suites));
    assertThat(found / suites).as("power").isGreaterThan(0.9);
  }

  /** A method's scores of 60 edges, rounded so that some tie; the 8 true ones moved up. */
  private static Ranking methodOf(RandomGenerator random, double shift) {
    double[] scores = new double[60];
    BitSet truth = new BitSet();
    truth.set(0, 8);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.round(4 * (random.nextGaussian() + (i < 8 ? shift : 0))) / 4.0;
    }
    return Ranking.of(scores, truth);
  }

  private static double pValue(Ranking ranking, RankScore score, int draws, long seed) {
    return NullDistribution.permuted(ranking, score, draws, seed).pValue(score.of(ranking));
  }
}
