package orrery.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.model.Affine;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Weights;

/**
 * Makes logits look like a trained model's: scaled, and with a likeness between classes.
 *
 * <p>Where an output's logits are the one-hot of its class c they become scale · (e_c + smooth ·
 * S_c), with S symmetric, 0 on the diagonal and uniform on [0, 1) off it. Another class gets less
 * than scale · smooth, so the right one leads by more than scale · (1 − smooth). Logits that fall
 * off with the distance of numbers have their likeness already: they are scaled only, and so keep
 * their lead times scale. Regression outputs are left alone.
 *
 * @param scale what logits are multiplied by, above 0
 * @param smooth how alike classes may be, from 0 to below 1
 * @param seed of S
 */
public record Logits(double scale, double smooth, long seed) implements Pass {
  /** Checks the ranges. */
  public Logits {
    if (!(scale > 0) || Double.isInfinite(scale) || !(smooth >= 0 && smooth < 1)) {
      throw new IllegalArgumentException("scale " + scale + ", smooth " + smooth);
    }
  }

  @Override
  public String name() {
    return "logits";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "scale", Double.toString(scale),
            "smooth", Double.toString(smooth),
            "seed", Long.toString(seed)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Weights w = model.weights();
    double before = model.build().logitScale();
    Random random = new Random(seed);
    int n = w.config().dVocabOut();
    MatrixBuilder mix = Matrix.builder(n, n);
    List<String> smoothed = new ArrayList<>();
    for (OutputHead output : model.outputs()) {
      boolean oneHot = isOneHot(w, output, before);
      if (oneHot && smooth > 0) smoothed.add(output.output().name());
      mix(mix, output, oneHot, random);
    }
    Matrix m = mix.build();
    Affine unembed = new Affine(w.wU().times(m), w.bU().times(m));
    Weights mixed = new Weights(w.config(), w.wE(), w.wPos(), w.layers(), unembed);
    Map<String, String> settings = settings();
    settings.put("smoothed", String.join(" ", smoothed));
    return new Rewrite(model).weights(mixed).structuralOfWeights().done(this, settings);
  }

  private void mix(MatrixBuilder mix, OutputHead output, boolean oneHot, Random random) {
    int first = output.first();
    for (int i = 0; i < output.count(); i++) {
      mix.set(first + i, first + i, output.regression() ? 1 : scale);
      for (int j = 0; j < i && oneHot && smooth > 0; j++) {
        double likeness = scale * smooth * random.nextDouble();
        mix.set(first + i, first + j, likeness);
        mix.set(first + j, first + i, likeness);
      }
    }
  }

  /** Whether the logits are read off a one-hot or a flag, coordinate by coordinate. */
  private static boolean isOneHot(Weights w, OutputHead output, double scale) {
    if (output.regression()) return false;
    boolean[] fits = {true};
    int end = output.first() + output.count();
    w.wU()
        .forEach(
            (d, column, v) -> {
              if (column >= output.first() && column < end) fits[0] &= Math.abs(v) == scale;
            });
    for (int c = output.first(); c < end; c++) {
      double b = w.bU().get(c);
      fits[0] &= b == 0 || b == scale;
    }
    return fits[0];
  }
}
