package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** The distributions that masks are drawn from, and the optimiser that moves them. */
class HardConcreteProperties {
  private static final double STEP = 1e-5;

  @Property
  void slopesAreDifferences(
      @ForAll @DoubleRange(min = -6, max = 6) double a,
      @ForAll @DoubleRange(min = -4, max = 4) double noise) {
    double up = HardConcrete.value(a + STEP, noise);
    double down = HardConcrete.value(a - STEP, noise);
    boolean kink = (up == 0 || up == 1) != (down == 0 || down == 1);

    if (!kink) {
      assertThat(HardConcrete.slope(a, noise)).isCloseTo((up - down) / (2 * STEP), within(1e-8));
    }
    double kept = (HardConcrete.kept(a + STEP) - HardConcrete.kept(a - STEP)) / (2 * STEP);
    assertThat(HardConcrete.keptSlope(a)).isCloseTo(kept, within(1e-8));
  }

  @Example
  void anEntryIsZeroAsOftenAsItSays() {
    Random random = new Random(5);
    for (double a : new double[] {-2, 0, 1.5}) {
      int kept = 0;
      for (int n = 0; n < 20_000; n++) {
        if (HardConcrete.value(a, HardConcrete.noise(random)) > 0) kept++;
      }
      assertThat(kept / 20_000.0).isCloseTo(HardConcrete.kept(a), within(0.015));
    }
  }

  @Example
  void theStartIsThePublishedOne() {
    assertThat(HardConcrete.parameter(0.9)).isCloseTo(1.6094, within(1e-4));
  }

  @Example
  void aUniformShareIsDrawnAsOftenAsItsWindowIsWide() {
    Random random = new Random(5);
    double theta = 1;
    double p = HardConcrete.sigmoid(theta);
    double w = p * (1 - p);
    int whole = 0;
    int inside = 0;
    double sum = 0;
    for (int n = 0; n < 20_000; n++) {
      double share = UniformGradientSampling.share(theta, random.nextDouble());
      if (share == 1) whole++;
      if (share > 0 && share < 1) {
        inside++;
        sum += share;
      }
    }

    assertThat(whole / 20_000.0).isCloseTo(p - w / 2, within(0.015));
    assertThat(inside / 20_000.0).isCloseTo(w, within(0.015));
    assertThat(sum / inside).isCloseTo(0.5, within(0.02));
  }

  @Example
  void adamsFirstTwoStepsAreThoseOfThePaper() {
    double[] x = {1, -1};
    Adam adam = new Adam(2, 0.1);

    adam.descend(x, new double[] {2, -0.5});
    assertThat(x).containsExactly(new double[] {0.9, -0.9}, within(1e-7));

    adam.descend(x, new double[] {-1, -0.5});
    // m = 0.9·0.2 − 0.1 = 0.08, v = 0.999·0.004 + 0.001 = 0.004996; corrected by 0.19, 0.001999
    double step = 0.1 * (0.08 / 0.19) / Math.sqrt(0.004996 / 0.001999);
    assertThat(x[0]).isCloseTo(0.9 - step, within(1e-7));
    assertThat(x[1]).isCloseTo(-0.8, within(1e-7));
  }
}
