package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.components.Architecture;
import orrery.engine.Processor;
import orrery.engine.Torch;
import orrery.model.ActivationFunction;
import orrery.model.Normalization;
import orrery.model.Weights;

/** The loss of a step and its gradient are those of the definition. */
class StepLossTest {
  /** Of a parameter in the definition's finite differences, which are in float64. */
  private static final double STEP = 0x1p-11;

  /**
   * A slope in float32 is a sum of some hundred products, each rounded by 6e-8: 1e-5 of the
   * largest, and as much again for the finite difference (h²/6 = 4e-8 times a third derivative).
   */
  private static final double TOLERANCE = 5e-5;

  private record Computed(double loss, float[] slopes, StepLoss.Parts parts) {}

  private static Recipe recipe() {
    return Recipe.DEFAULT
        .with("batch", "3")
        .with("held-out-pairs", "2")
        .with("behaviour", "0.7")
        .with("iit", "1.5")
        .with("strict", "0.6")
        .with("edge-strict", "0.8")
        .with("zeros", "0.3");
  }

  private static Job job(String program, Normalization normalization, Recipe recipe) {
    CompiledModel compiled = Pupils.compiled(program);
    Architecture shape = Pupils.tiny(ActivationFunction.GELU, normalization);
    return Pupils.job(compiled, shape, recipe, 11);
  }

  private static Computed computed(Job job, Lesson lesson) {
    Weights weights = job.model().weights();
    ParameterLayout layout = new ParameterLayout(weights.config());
    try (NDManager owner = Torch.start(Processor.CPU);
        Native memory = new Native(owner)) {
      NDArray leaf = memory.leaf(memory.array(layout.flat(weights), 1, layout.size()));
      memory.record();
      StackedPass pass = new StackedPass(weights.config(), memory, new Parameters(layout, leaf));
      StepLoss loss = new StepLoss(List.of(job), List.of(lesson));
      NDArray total = loss.total(memory, pass);
      float[] slopes = memory.gradient(total, leaf).toFloatArray();
      return new Computed(total.toFloatArray()[0], slopes, loss.parts().get(0));
    }
  }

  /** The definition's slope at a parameter. */
  private static double slope(Job job, Lesson lesson, float[] flat, int parameter) {
    ParameterLayout layout = new ParameterLayout(job.model().weights().config());
    float[] more = flat.clone();
    float[] less = flat.clone();
    more[parameter] = (float) (flat[parameter] + STEP);
    less[parameter] = (float) (flat[parameter] - STEP);
    double up = loss(job, lesson, layout.weights(more));
    double down = loss(job, lesson, layout.weights(less));
    return (up - down) / ((double) more[parameter] - less[parameter]);
  }

  private static double loss(Job job, Lesson lesson, Weights weights) {
    Weights fixed = job.recipe().detach() ? job.model().weights() : weights;
    return Slow.loss(job, lesson, weights, fixed);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  false, NONE,       0",
    "false, false, NONE,       0",
    "true,  true,  NONE,       0.5",
    "false, true,  LAYER_NORM, 0",
    "true,  false, RMS,        0.5"
  })
  void slopesAreThoseOfTheDefinition(
      boolean numbers, boolean detach, Normalization normalization, double shares) {
    String program = numbers ? Pupils.FRACTION : Pupils.IS_X;
    Recipe recipe =
        recipe()
            .with("detach", Boolean.toString(detach))
            .with("positions", Double.toString(shares))
            .with("ports", Double.toString(shares))
            .with("subspaces", Double.toString(shares));
    Job job = job(program, normalization, recipe);
    assertThat(job.model().outputs().stream().anyMatch(OutputHead::regression)).isEqualTo(numbers);
    Lesson lesson = uneven(job);
    float[] flat = new ParameterLayout(job.model().weights().config()).flat(job.model().weights());

    Computed computed = computed(job, lesson);

    assertThat(computed.loss()).isCloseTo(loss(job, lesson, job.model().weights()), within(1e-5));
    double[] slopes = new double[flat.length];
    Arrays.setAll(slopes, i -> slope(job, lesson, flat, i));
    double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
    assertThat(largest).isGreaterThan(0.01);
    for (int i = 0; i < slopes.length; i++) {
      assertThat((double) computed.slopes()[i])
          .as("parameter %d", i)
          .isCloseTo(slopes[i], within(TOLERANCE * Math.max(1, largest)));
    }
  }

  /**
   * A lesson in which some source is of another length than its base, and of what a recipe may ask
   * for there is something.
   */
  private static Lesson uneven(Job job) {
    return IntStream.range(0, 1000)
        .mapToObj(step -> job.lessons().at(step))
        .filter(Lesson::isUneven)
        .filter(lesson -> job.recipe().ports() == 0 || exchangesParts(job, lesson))
        .findFirst()
        .orElseThrow();
  }

  private static boolean exchangesParts(Job job, Lesson lesson) {
    return Arrays.stream(lesson.nodes()).anyMatch(n -> !job.places().portsOf(n).isEmpty())
        && Arrays.stream(lesson.nodes()).anyMatch(n -> !job.places().variablesOf(n).isEmpty())
        && Arrays.stream(lesson.beside()).anyMatch(n -> !n.isEmpty());
  }

  @Test
  void theLossIsTheWeightedSumOfItsParts() {
    Job job = job(Pupils.FRACTION, Normalization.NONE, recipe());
    Computed computed = computed(job, job.lessons().at(0));

    StepLoss.Parts parts = computed.parts();
    assertThat(
            0.7 * parts.behaviour()
                + 1.5 * parts.iit()
                + 0.6 * parts.strict()
                + 0.8 * parts.edgeStrict())
        .isCloseTo(computed.loss(), within(1e-5));
  }

  /** The largest slope among the output matrices of components outside the circuit. */
  private static double silentSlope(Job job, float[] slopes) {
    ParameterLayout layout = new ParameterLayout(job.model().weights().config());
    Weights asWeights = layout.weights(slopes);
    BitSet silent = job.places().silent;
    double largest = 0;
    for (int c = silent.nextSetBit(0); c >= 0; c = silent.nextSetBit(c + 1)) {
      var component = job.places().component(c);
      var layer = asWeights.layers().get(component.layer());
      var written =
          switch (component.kind()) {
            case HEAD -> layer.heads().get(component.head()).wO();
            default -> layer.mlp().orElseThrow().wOut();
          };
      for (int row = 0; row < written.rows(); row++) {
        for (double x : written.rowToArray(row)) largest = Math.max(largest, Math.abs(x));
      }
    }
    return largest;
  }

  /** Why the published recipe's models are only silent one component at a time. */
  @Test
  void strictRowsTeachWhatSilentComponentsWriteUnlessTheSourceIsDetached() {
    Recipe strictOnly =
        recipe()
            .with("behaviour", "0")
            .with("iit", "0")
            .with("edge-strict", "0")
            .with("zeros", "0")
            .with("sampling", "all");
    for (String program : List.of(Pupils.IS_X, Pupils.FRACTION)) {
      Job through = job(program, Normalization.NONE, strictOnly);
      Job detached = job(program, Normalization.NONE, strictOnly.with("detach", "true"));
      Lesson lesson = through.lessons().at(0);

      assertThat(silentSlope(through, computed(through, lesson).slopes())).isGreaterThan(1e-3);
      assertThat(silentSlope(detached, computed(detached, lesson).slopes())).isZero();
    }
  }
}
