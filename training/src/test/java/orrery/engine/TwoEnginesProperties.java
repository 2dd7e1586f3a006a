package orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Point;

/** Both engines say the same on models that are too large for the oracle. */
class TwoEnginesProperties {
  /** Relative to the largest number of an answer, and to 1. */
  private static final double FLOAT64 = 1e-9;

  /** 24 bits, and a few thousand operations on the way. */
  private static final double FLOAT32 = 2e-3;

  @Property(tries = 6)
  void inFloat64(@ForAll long seed) {
    compare(seed, Precision.FLOAT64, FLOAT64);
  }

  @Property(tries = 6)
  void inFloat32UpToItsRounding(@ForAll long seed) {
    compare(seed, Precision.FLOAT32, FLOAT32);
  }

  private static void compare(long seed, Precision precision, double tolerance) {
    Case c = Case.of(seed);
    Experiment should = new JavaEngine(c.weights(), 1).prepare(c.task());
    try (DjlEngine engine = new DjlEngine(c.weights(), precision, Processor.CPU)) {
      Experiment is = engine.prepare(c.task());

      close(is.run(c.masks(seed)), should.run(c.masks(seed)), tolerance);
      close(is.inject(c.masks(seed)), should.inject(c.masks(seed)), tolerance);
      close(is.edgeEffects(), should.edgeEffects(), tolerance);
      close(is.writerEffects(), should.writerEffects(), tolerance);
      close(
          is.maskGradients(c.keep(seed)).slopes(),
          should.maskGradients(c.keep(seed)).slopes(),
          tolerance);
      for (Backward rules : List.of(Backward.EXACT, Backward.RELP, Backward.GIM)) {
        close(
            Case.attribution(is, new Point.Inputs(0.5), rules),
            Case.attribution(should, new Point.Inputs(0.5), rules),
            tolerance);
      }
    }
  }

  private static void close(double[][] is, double[][] should, double tolerance) {
    double scale = 1;
    for (double[] row : should) for (double x : row) scale = Math.max(scale, Math.abs(x));
    assertThat(is.length).isEqualTo(should.length);
    for (int i = 0; i < is.length; i++) {
      for (int j = 0; j < is[i].length; j++) {
        assertThat(is[i][j]).isCloseTo(should[i][j], within(tolerance * scale));
      }
    }
  }
}
