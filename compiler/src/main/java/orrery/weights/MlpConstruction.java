package orrery.weights;

import java.util.List;
import orrery.layout.Cell;
import orrery.layout.MlpPlan;
import orrery.layout.Reading;
import orrery.layout.ResidualLayout;
import orrery.model.Affine;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Vector;

/**
 * One layer's MLP from the plans of its unit groups.
 *
 * <p>A box over m conditions is ReLU(c₁ + … + cₘ − (m − 1)): 1 where all hold, 0 where one fails. A
 * step at threshold t in a gap g is ReLU(a(z − t) + ½) − ReLU(a(z − t) − ½) with a = 2/g times the
 * slope dial: exactly 0 below and 1 above, with a quarter of the gap to spare on either side. A
 * gate of m conditions subtracts (ar + 1)(m − c₁ − … − cₘ) from both, with r the farthest that the
 * statistic gets from the threshold, so that a closed gate holds both units at 0. Each threshold
 * has its own slope: one slope for all is why Tracr miscounts from 10 on (tracr issue 7). A
 * dimension is erased by −ReLU(x), and by ReLU(−x) where it may be negative.
 */
final class MlpConstruction {
  private final ResidualLayout layout;
  private final double slope;
  private final MatrixBuilder wIn;
  private final double[] bIn;
  private final MatrixBuilder wOut;
  private final double[] bOut;
  private int unit;

  private MlpConstruction(ResidualLayout layout, double slope, int units) {
    this.layout = layout;
    this.slope = slope;
    this.wIn = Matrix.builder(layout.width(), units);
    this.bIn = new double[units];
    this.wOut = Matrix.builder(units, layout.width());
    this.bOut = new double[layout.width()];
  }

  /** The MLP of these groups; one idle unit where they have a baseline only. */
  static Mlp build(
      List<MlpPlan> plans,
      List<ResidualLayout.Erasure> erasures,
      ResidualLayout layout,
      double slope) {
    int units =
        plans.stream().mapToInt(MlpPlan::units).sum()
            + erasures.stream().mapToInt(ResidualLayout.Erasure::units).sum();
    MlpConstruction c = new MlpConstruction(layout, slope, Math.max(1, units));
    for (MlpPlan plan : plans) {
      for (MlpPlan.Write w : plan.baseline()) {
        c.bOut[layout.dimension(plan.output(), w.dimension())] += w.weight();
      }
      for (MlpPlan.Box box : plan.boxes()) c.box(plan.output(), box);
      for (MlpPlan.Step step : plan.steps()) c.step(plan.output(), step);
    }
    erasures.forEach(c::erase);
    return new Mlp(
        new Affine(c.wIn.build(), Vector.of(c.bIn)), new Affine(c.wOut.build(), Vector.of(c.bOut)));
  }

  private void erase(ResidualLayout.Erasure e) {
    for (int sign = 1; sign >= (e.signed() ? -1 : 1); sign -= 2) {
      wIn.set(e.dimension(), unit, sign);
      wOut.add(unit, e.dimension(), -sign);
      unit++;
    }
  }

  private void box(Cell output, MlpPlan.Box box) {
    unit(output, box.conditions().plus(1.0 - box.count()), box.writes(), 1);
  }

  private void step(Cell output, MlpPlan.Step step) {
    double a = slope * 2 / step.gap();
    double closed = a * step.reach() + 1;
    Reading gated =
        step.statistic()
            .plus(-step.threshold())
            .times(a)
            .plus(step.gate().plus(-step.gates()).times(step.gates() == 0 ? 0 : closed));
    unit(output, gated.plus(0.5), step.writes(), 1);
    unit(output, gated.plus(-0.5), step.writes(), -1);
  }

  private void unit(Cell output, Reading pre, List<MlpPlan.Write> writes, int sign) {
    Columns.write(wIn, bIn, layout, pre, unit);
    for (MlpPlan.Write w : writes) {
      wOut.add(unit, layout.dimension(output, w.dimension()), sign * w.weight());
    }
    unit++;
  }
}
