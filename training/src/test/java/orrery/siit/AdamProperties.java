package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.engine.Processor;
import orrery.engine.Torch;

/** The optimiser is the published one, for each of its models by itself. */
class AdamProperties {
  private static final int MODELS = 3;
  private static final int SIZE = 7;
  private static final int STEPS = 25;

  /** Algorithm 1 of Kingma and Ba 2015 in float64, one model, with AdamW's decay and a clip. */
  private static final class Plain {
    private final Adam.Settings settings;
    private final double[] parameters;
    private final double[] mean = new double[SIZE];
    private final double[] square = new double[SIZE];

    Plain(Adam.Settings settings, double[] parameters) {
      this.settings = settings;
      this.parameters = parameters;
    }

    void step(int t, float[] gradient, double rate) {
      double norm = 0;
      for (float g : gradient) norm += (double) g * g;
      double shrink = Math.min(1, settings.clip() / Math.sqrt(norm));
      for (int i = 0; i < SIZE; i++) {
        double g = gradient[i] * shrink;
        mean[i] = settings.beta1() * mean[i] + (1 - settings.beta1()) * g;
        square[i] = settings.beta2() * square[i] + (1 - settings.beta2()) * g * g;
        double m = mean[i] / (1 - Math.pow(settings.beta1(), t));
        double v = square[i] / (1 - Math.pow(settings.beta2(), t));
        parameters[i] -= rate * (settings.decay() * parameters[i] + m / (Math.sqrt(v) + 1e-8));
      }
    }
  }

  @Property(tries = 40)
  void everyModelTakesTheStepsOfThePlainAlgorithm(@ForAll long seed) {
    Random random = new Random(seed);
    Adam.Settings settings =
        new Adam.Settings(
            random.nextDouble(0, 0.95),
            random.nextDouble(0.5, 0.999),
            random.nextBoolean() ? 0 : random.nextDouble(0, 0.1),
            random.nextDouble(0.1, 3));
    float[] start = floats(random, MODELS * SIZE, 1);
    Plain[] plain = new Plain[MODELS];
    for (int m = 0; m < MODELS; m++) plain[m] = new Plain(settings, part(start, m));
    try (NDManager owner = Torch.start(Processor.CPU)) {
      try (Adam adam = new Adam(settings, owner, start, MODELS)) {
        for (int t = 1; t <= STEPS; t++) {
          // Of very different lengths: one model's clip must not touch another's.
          float[] gradient = floats(random, MODELS * SIZE, (float) Math.pow(10, t % 3 - 1));
          for (int i = 0; i < SIZE; i++) gradient[i] *= 20;
          float[] rates = floats(random, MODELS, 0.01f);
          for (int m = 0; m < MODELS; m++) {
            rates[m] = Math.abs(rates[m]);
            float[] own = new float[SIZE];
            System.arraycopy(gradient, m * SIZE, own, 0, SIZE);
            plain[m].step(t, own, rates[m]);
          }
          try (Native memory = new Native(owner)) {
            adam.step(memory, memory.array(gradient, MODELS, SIZE), rates);
          }
        }
        float[] is = adam.parameters.toFloatArray();
        for (int m = 0; m < MODELS; m++) {
          for (int i = 0; i < SIZE; i++) {
            // Float32 rounds each step by 6e-8 of a parameter near 1, and each update by some
            // roundings of itself, which √v near zero enlarges.
            assertThat((double) is[m * SIZE + i])
                .as("%s, model %d, parameter %d", settings, m, i)
                .isCloseTo(plain[m].parameters[i], within(2e-5));
          }
        }
      }
    }
  }

  private static float[] floats(Random random, int count, float scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = scale * (float) random.nextGaussian();
    return values;
  }

  private static double[] part(float[] all, int model) {
    double[] part = new double[SIZE];
    for (int i = 0; i < SIZE; i++) part[i] = all[model * SIZE + i];
    return part;
  }
}
