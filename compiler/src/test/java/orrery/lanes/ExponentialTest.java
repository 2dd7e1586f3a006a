package orrery.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.model.ActivationFunction;

/** The exponential against forty digits of it. */
class ExponentialTest {
  private static final MathContext DIGITS = new MathContext(40);

  private static BigDecimal exp(double x) {
    BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int i = 1; i < 40; i++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(1024, DIGITS);
  }

  private static double[] points(double low, double high) {
    return new Random(5).doubles(1_000, low, high).toArray();
  }

  private static double ulps(BigDecimal exact, double computed) {
    double unit = Math.ulp(exact.doubleValue());
    return exact.subtract(new BigDecimal(computed)).abs().doubleValue() / unit;
  }

  private static double of(Unary operation, double x) {
    double[] out = new double[9]; // one in a vector, one outside
    double[] in = new double[9];
    java.util.Arrays.fill(in, x);
    operation.apply(out, in, 9);
    assertThat(out).containsOnly(out[0]);
    return out[0];
  }

  private interface Unary {
    void apply(double[] out, double[] in, int n);
  }

  private static double expOf(double x) {
    return of((out, in, n) -> Arithmetic.best().exp(out, 0, in, 0, n), x);
  }

  private static double tanhOf(double x) {
    return of((out, in, n) -> Arithmetic.best().tanh(out, 0, in, 0, n), x);
  }

  @Test
  void isWithinOneUnitInTheLastPlace() {
    for (double x : points(-708, 709.7)) assertThat(ulps(exp(x), expOf(x))).isLessThan(1);
    for (double x : points(-1, 1)) assertThat(ulps(exp(x), expOf(x))).isLessThan(1);
    for (double x : points(-745, -708)) {
      assertThat(ulps(exp(x), expOf(x))).as("rounded twice").isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-0.0, 1",
    "-Infinity, 0",
    "Infinity, Infinity",
    "NaN, NaN",
    "709.782712893384, 1.7976931348622732E308",
    "709.9, Infinity",
    "1e300, Infinity",
    "-745.1, 4.9E-324",
    "-746, 0",
    "-1e300, 0"
  })
  void hasItsLimits(double x, double expected) {
    assertThat(expOf(x)).isEqualTo(Double.valueOf(expected));
  }

  @Test
  void theTangentIsWithinThreeUnitsInTheLastPlace() {
    for (double high : new double[] {1e-5, 1, 25}) {
      for (double x : points(-high, high)) {
        BigDecimal square = exp(2 * x);
        BigDecimal exact =
            square.subtract(BigDecimal.ONE).divide(square.add(BigDecimal.ONE), DIGITS);
        assertThat(ulps(exact, tanhOf(x))).isLessThan(3);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-Infinity, -1", "Infinity, 1", "NaN, NaN", "19.5, 1", "-1e300, -1"})
  void theTangentHasItsLimits(double x, double expected) {
    assertThat(tanhOf(x)).isEqualTo(Double.valueOf(expected));
  }

  @Test
  void geluIsTheModelsOwn() {
    Arithmetic arithmetic = Arithmetic.best();
    for (double x : points(-9, 9)) {
      assertThat(of((out, in, n) -> arithmetic.gelu(out, 0, in, 0, n), x))
          .isEqualTo(ActivationFunction.GELU.apply(x), within(1e-14));
      Unary slope =
          (out, in, n) -> {
            java.util.Arrays.fill(out, 2);
            arithmetic.geluSlopes(out, 0, in, 0, n);
          };
      assertThat(of(slope, x)).isEqualTo(2 * ActivationFunction.GELU.slope(x), within(1e-13));
    }
  }

  @Test
  void softmaxGivesNothingToWhatIsMaskedAndIsZeroWhereAllIs() {
    double none = Double.NEGATIVE_INFINITY;
    double[][] x = new double[2][9];
    for (int j = 0; j < 9; j++) {
      x[0][j] = j == 4 ? none : j;
      x[1][j] = j % 2 == 0 ? none : j + Math.log(3);
    }
    Arithmetic.best().softmax(x, 0, 2, 9);
    for (int j = 0; j < 9; j++) {
      assertThat(x[0][j]).isEqualTo(j == 4 ? 0 : j % 2 == 0 ? 1 : 0.25, within(1e-15));
      assertThat(x[1][j]).isEqualTo(j % 2 == 0 ? 0 : 0.75, within(1e-15));
    }
  }
}
