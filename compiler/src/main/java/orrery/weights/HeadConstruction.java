package orrery.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import orrery.layout.HeadPlan;
import orrery.layout.Reading;
import orrery.layout.ResidualLayout;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Vector;

/**
 * One attention head from its plan: averaging, moving and counting are the same construction.
 *
 * <p>Scores are a sum over channels of a query functional times a key functional; channels with one
 * query functional are one. Every key functional is made 0 at BOS, by subtracting along the BOS
 * dimension what it reads there ({@link BosColumn} knows), so that BOS scores only through its own
 * channel: at every query β/2 below a selected key, or level with it where the head counts. PAD
 * scores below everything. The value of BOS is the result where nothing is selected.
 *
 * <p>TransformerLens divides scores by √dHead; wQ carries that factor.
 */
final class HeadConstruction {
  private final HeadPlan plan;
  private final ResidualLayout layout;
  private final BosColumn bos;
  private final Sharpness sharpness;
  private final Map<Reading, Reading> keyOfQuery = new LinkedHashMap<>();
  private final int most;
  private final double factor;
  private final double ceiling;

  HeadConstruction(HeadPlan plan, ResidualLayout layout, BosColumn bos, Sharpness sharpness) {
    this.plan = plan;
    this.layout = layout;
    this.bos = bos;
    this.sharpness = sharpness;
    this.most = plan.bonuses().stream().mapToInt(HeadPlan.Bonus::most).sum();
    this.factor = sharpness.factor(most);
    this.ceiling = plan.factors().size() * factor + sharpness.rank() * most;
    keyOfQuery.put(Reading.constant(1), Reading.constant(0));
    for (HeadPlan.Factor f : plan.factors()) {
      for (HeadPlan.Channel c : f.channels()) add(c.query(), c.key().times(factor));
    }
    for (HeadPlan.Bonus b : plan.bonuses()) {
      add(Reading.constant(1), b.key().times(sharpness.rank()));
    }
  }

  private void add(Reading query, Reading key) {
    keyOfQuery.merge(query, key, Reading::plus);
  }

  /** The width that the head needs: of its query–key form and of what it moves. */
  int width() {
    return Math.max(1 + keyOfQuery.size(), plan.values().size());
  }

  Head build(int dHead) {
    int dModel = layout.width();
    MatrixBuilder wQ = Matrix.builder(dModel, dHead);
    MatrixBuilder wK = Matrix.builder(dModel, dHead);
    double[] bQ = new double[dHead];
    double[] bK = new double[dHead];
    double scale = Math.sqrt(dHead);
    bosChannel(wQ, wK, bQ, scale);
    int channel = 1;
    for (Map.Entry<Reading, Reading> entry : keyOfQuery.entrySet()) {
      Columns.write(wQ, bQ, layout, entry.getKey().times(scale), channel);
      Columns.write(wK, bK, layout, entry.getValue(), channel);
      wK.add(layout.bos(), channel, -bos.read(entry.getValue()));
      channel++;
    }
    wK.add(layout.pad(), 1, -2 * (ceiling + factor + sharpness.beta()));
    MatrixBuilder wV = Matrix.builder(dModel, dHead);
    MatrixBuilder wO = Matrix.builder(dHead, dModel);
    double[] bV = new double[dHead];
    for (int v = 0; v < plan.values().size(); v++) {
      HeadPlan.Value value = plan.values().get(v);
      Columns.write(wV, bV, layout, value.value(), v);
      wV.add(layout.bos(), v, value.otherwise() - bos.read(value.value()));
      wO.set(v, layout.dimension(plan.output(), value.dimension()), 1);
    }
    return new Head(
        new Affine(wQ.build(), Vector.of(bQ)),
        new Affine(wK.build(), Vector.of(bK)),
        new Affine(wV.build(), Vector.of(bV)),
        wO.build());
  }

  /** Channel 0: what BOS scores at a token, and that at BOS it outscores everything. */
  private void bosChannel(MatrixBuilder wQ, MatrixBuilder wK, double[] bQ, double scale) {
    double beta = sharpness.beta();
    double level = plan.factors().size() * factor - (plan.counting() ? 0 : beta / 2);
    wK.set(layout.bos(), 0, beta);
    bQ[0] = scale * level / beta;
    wQ.set(layout.bos(), 0, scale * 2 * (ceiling + factor + beta) / beta);
  }
}
