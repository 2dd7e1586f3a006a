package orrery.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.intervention.Logits;
import orrery.intervention.Metric;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;

/** What is measured is what the names say, and the slopes are the slopes of it. */
class MetricsProperties {
  /** A class, a number, and judged at one position only. */
  private static final CompiledModel MIXED =
      Samples.compiled(
          """
          program mixed;
          input tokens[2..4] : "a".."c";
          is_a = tokens == "a";
          output copied = shift(tokens, 1, "c") at last;
          output share : num = mean(full, is_a);
          """);

  /** The step of central differences; their error is of the order of its square. */
  private static final double STEP = 1e-5;

  @Property(tries = 60)
  void slopesAreThoseOfTheValue(
      @ForAll TaskOptions.Metric kind, @ForAll TaskOptions.Counterfactual how, @ForAll long seed) {
    MadeTask made = Tasks.of(MIXED, new TaskOptions(6, seed, how, "zero", kind));
    Metric metric = made.task().metric();
    Random random = new Random(seed);
    for (int example = 0; example < made.size(); example++) {
      double[][] logits = new double[made.task().prompts().clean()[example].length][];
      for (int p = 0; p < logits.length; p++) {
        logits[p] = random.doubles(width(), -2, 2).toArray();
      }
      double[][] slopes = slopes(metric, example, logits);
      for (int p = 0; p < logits.length; p++) {
        for (int i = 0; i < logits[p].length; i++) {
          double number = numeric(metric, example, logits, p, i);
          double expected = kind == TaskOptions.Metric.ERROR_RATE ? 0 : number;
          assertThat(slopes[p][i]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
          if (!metric.reads(example, p)) assertThat(number).isEqualTo(0);
        }
      }
    }
  }

  @Property(tries = 40)
  void metricsReadWhatIsJudgedAndNothingElse(@ForAll TaskOptions.Metric kind, @ForAll long seed) {
    TaskOptions options =
        new TaskOptions(8, seed, TaskOptions.Counterfactual.RANDOM, "resample", kind);
    MadeTask made = Tasks.of(MIXED, options);
    for (int example = 0; example < made.size(); example++) {
      List<Judgement> judged = made.examples().get(example).judged();
      for (int p = 0; p < made.task().prompts().clean()[example].length; p++) {
        int position = p;
        boolean counts =
            judged.stream()
                .filter(j -> j.position() == position)
                .anyMatch(j -> kind != TaskOptions.Metric.LOGIT_DIFF || j.differs());
        assertThat(made.task().metric().reads(example, p)).isEqualTo(counts);
      }
      assertThat(made.task().metric().reads(example, 0)).as("BOS").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TaskOptions.Metric.class)
  void aCleanRunLosesNothingThatItsMetricCanKnow(TaskOptions.Metric kind) {
    MadeTask made = made(kind);
    for (int example = 0; example < made.size(); example++) {
      double clean = value(made, example, made.task().prompts().clean()[example]);
      double other = value(made, example, made.task().prompts().corrupt()[example]);
      switch (kind) {
        case KL, SQUARED_ERROR, ERROR_RATE -> assertThat(clean).isCloseTo(0, within(1e-12));
        case LOGIT_DIFF -> assertThat(clean).isLessThan(1e-6);
        case CROSS_ENTROPY, PROBABILITY -> assertThat(clean).isBetween(0.0, 1.0);
      }
      if (made.examples().get(example).isEffective()) {
        assertThat(other).as("further from the clean answers").isGreaterThan(clean);
      } else {
        assertThat(other).isCloseTo(clean, within(1e-9));
      }
    }
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    double[] logits = {1, 3, 0};
    double z = Math.exp(1) + Math.exp(3) + 1;
    assertThat(new Loss.LogitDifference(1, 0).value(logits)).isEqualTo(-2);
    assertThat(new Loss.CrossEntropy(0).value(logits)).isCloseTo(Math.log(z) - 1, within(1e-12));
    assertThat(new Loss.Improbability(0).value(logits))
        .isCloseTo(1 - Math.exp(1) / z, within(1e-12));
    assertThat(new Loss.SquaredError(new double[] {1, 1, 1}).value(logits))
        .isCloseTo(5 / 3.0, within(1e-12));
    assertThat(new Loss.WrongClass(1).value(logits)).isEqualTo(0);
    assertThat(new Loss.WrongClass(0).value(logits)).isEqualTo(1);
    double third = Math.log(1 / 3.0);
    double kl = Math.log(z) - 4 / 3.0 + third;
    assertThat(new Loss.Divergence(new double[] {third, third, third}).value(logits))
        .isCloseTo(kl, within(1e-12));
    assertThat(new Loss.Movement(2, 4).value(new double[] {2.5})).isEqualTo(0.25);
    assertThat(new Loss.Gaussian(1, 0.5).value(new double[] {2})).isEqualTo(2);
    assertThat(new Loss.GaussianComplement(new Loss.Gaussian(1, 0.5)).value(new double[] {2}))
        .isCloseTo(1 - Math.exp(-2), within(1e-12));
    double[] numbers = {0, 1, 2};
    assertThat(new Loss.WrongNumber(numbers, 1).value(new double[] {1.4})).isEqualTo(0);
    assertThat(new Loss.WrongNumber(numbers, 1).value(new double[] {1.5})).isEqualTo(1);
  }

  private static MadeTask made(TaskOptions.Metric kind) {
    return Tasks.of(
        MIXED, new TaskOptions(20, 1, TaskOptions.Counterfactual.RANDOM, "resample", kind));
  }

  private static double value(MadeTask made, int example, int[] tokens) {
    Matrix logits = new ReferenceTransformer(MIXED.weights()).run(tokens).logits();
    double[][] rows = new double[logits.rows()][];
    for (int p = 0; p < rows.length; p++) rows[p] = logits.rowToArray(p);
    return made.task().metric().value(example, new Rows(rows));
  }

  private static int width() {
    return MIXED.outputs().stream().mapToInt(OutputHead::count).sum();
  }

  private static double numeric(Metric metric, int example, double[][] logits, int p, int i) {
    double at = logits[p][i];
    logits[p][i] = at + STEP;
    double above = metric.value(example, new Rows(logits));
    logits[p][i] = at - STEP;
    double below = metric.value(example, new Rows(logits));
    logits[p][i] = at;
    return (above - below) / (2 * STEP);
  }

  private static double[][] slopes(Metric metric, int example, double[][] logits) {
    double[][] slopes =
        Arrays.stream(logits).map(r -> new double[r.length]).toArray(double[][]::new);
    metric.gradient(example, new Rows(logits), (p, i, slope) -> slopes[p][i] += slope);
    return slopes;
  }

  private record Rows(double[][] values) implements Logits {
    @Override
    public int positions() {
      return values.length;
    }

    @Override
    public int width() {
      return values[0].length;
    }

    @Override
    public double get(int position, int index) {
      return values[position][index];
    }
  }
}
