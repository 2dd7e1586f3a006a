package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Acceptance.Figure;
import orrery.verify.Acceptance.Kind;
import orrery.verify.Acceptance.Terms;

/** When a figure is good enough, and how sure it is. */
class FigureTest {
  @Test
  void oneAnswerInTwoHundredMayBeWrong() {
    assertThat(figure(2000, 1990, 400, 400).reaches(0.995)).isTrue();
    assertThat(figure(2000, 1989, 400, 400).reaches(0.995)).isFalse();
  }

  @Test
  void aNodeThatSeldomMattersMustNotBeWrongWheneverItDoes() {
    assertThat(figure(2000, 1996, 4, 0).reaches(0.995)).isFalse();
    // at 5 answers a pair, 1 in 200 wrong answers spoils 1 pair in 40 at most
    assertThat(figure(2000, 1990, 400, 390).reaches(0.995)).isTrue();
    assertThat(figure(2000, 1990, 400, 389).reaches(0.995)).isFalse();
  }

  @Test
  void aFigureWithoutAPairReachesEverything() {
    Figure none =
        new Figure(
            Kind.IIA, Ablation.RESAMPLE, "a0.h0", 0, 0, 0, 0, 0, 1, 0, 0, OptionalDouble.empty());
    assertThat(none.reaches(1)).isTrue();
  }

  private static Figure figure(long tokens, long right, long informative, long informed) {
    return new Figure(
        Kind.IIA,
        Ablation.RESAMPLE,
        "a0.h0",
        400,
        tokens,
        right,
        390,
        0.95,
        1,
        informative,
        informed,
        OptionalDouble.empty());
  }

  @Test
  void theIntervalIsThatOfWilson() {
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I
    assertThat(FigureTally.wilson(81 / 263.0, 263, -1)).isCloseTo(0.2553, within(5e-5));
    assertThat(FigureTally.wilson(81 / 263.0, 263, 1)).isCloseTo(0.3662, within(5e-5));
    assertThat(FigureTally.wilson(0, 20, -1)).isZero();
    assertThat(FigureTally.wilson(0, 20, 1)).isCloseTo(0.1611, within(5e-5));
    assertThat(FigureTally.wilson(1, 29, 1)).isEqualTo(1);
    assertThat(FigureTally.wilson(1, 29, -1)).isCloseTo(0.8830, within(5e-5));
    assertThat(FigureTally.wilson(1, 0, -1)).isZero();
  }

  @Test
  void termsAreChecked() {
    assertThatThrownBy(() -> Terms.standard(1).on(0, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Terms(0, new TreeSet<>(), new TreeSet<>(), 1, 1, /* seed= */ 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Terms.standard(1).require(Kind.STRICT, Ablation.RESAMPLE)).isTrue();
    assertThat(Terms.standard(1).require(Kind.STRICT, Ablation.ZERO)).isFalse();
    assertThat(Terms.standard(1).under(Ablation.ZERO).require(Kind.STRICT, Ablation.ZERO)).isTrue();
    assertThat(Terms.standard(1).requiring(Kind.EDGE_STRICT).kinds()).contains(Kind.EDGE_STRICT);
  }
}
