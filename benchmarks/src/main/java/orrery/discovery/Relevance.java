package orrery.discovery;

import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Mlp;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * A part of an activation, followed through the model by the rules of contextual decomposition; the
 * rest is what the clean run has beside it.
 *
 * @param totals the clean run
 * @param splitBiases whether a bias is shared out by the magnitudes of the two parts; else all of
 *     it belongs to the rest
 * @param renormalise whether, where the two parts have opposite signs, the larger gets the total
 *     and the other nothing
 */
record Relevance(Weights weights, CleanTotals totals, boolean splitBiases, boolean renormalise) {
  /**
   * What a part of the stream has to do with the logits, {@code [position][dVocabOut]}.
   *
   * @param part of the stream after a time
   * @param time of {@link orrery.circuit.Component#time}: -1 embeddings, 2·layer, 2·layer + 1
   */
  double[][] atLogits(double[][] part, int time) {
    double[][] relevant = part;
    for (int l = Math.max(0, (time + 1) / 2); l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      double[][] middle = totals.layer(l).middle();
      if (2 * l > time) {
        relevant = settled(Rows.plus(relevant, heads(l, relevant)), middle);
      }
      if (layer.mlp().isPresent()) {
        relevant =
            settled(Rows.plus(relevant, mlp(l, layer.mlp().get(), relevant)), totals.before(l + 1));
      }
    }
    return logits(relevant);
  }

  /** The part of a layer's attention that a part of what it reads makes. */
  private double[][] heads(int l, double[][] part) {
    Layer layer = weights.layers().get(l);
    double[][] written = new double[part.length][weights.config().dModel()];
    for (int h = 0; h < layer.heads().size(); h++) {
      written = Rows.plus(written, head(l, h, part));
    }
    double[][] bare = totals.layer(l).bareAttention();
    return settled(biased(written, bare, layer.bO()), Rows.plusEveryRow(bare, layer.bO()));
  }

  /** The part of a head's output that a part of what its values read makes, without bO. */
  double[][] head(int l, int h, double[][] part) {
    Head head = weights.layers().get(l).heads().get(h);
    CleanTotals.OfHead total = totals.layer(l).heads().get(h);
    double[][] read = totals.normalised(part, totals.layer(l).before());
    double[][] values = biased(Rows.times(read, head.wV()), total.bareValues(), head.bV());
    double[][] z = settled(Rows.times(total.pattern(), values), total.z());
    return Rows.times(z, head.wO());
  }

  /** The part of an MLP's output that a part of what it reads makes. */
  double[][] mlp(int l, Mlp mlp, double[][] part) {
    CleanTotals.OfLayer total = totals.layer(l);
    double[][] read = totals.normalised(part, total.middle());
    double[][] pre =
        settled(biased(Rows.times(read, mlp.wIn()), total.barePre(), mlp.bIn()), total.pre());
    double[][] post = new double[pre.length][mlp.dMlp()];
    for (int p = 0; p < pre.length; p++) {
      for (int d = 0; d < post[p].length; d++) {
        double all = total.pre()[p][d];
        if (pre[p][d] != 0) post[p][d] = activated(all) - activated(all - pre[p][d]);
      }
    }
    double[][] written = biased(Rows.times(post, mlp.wOut()), total.bareOut(), mlp.bOut());
    return settled(written, Rows.plusEveryRow(total.bareOut(), mlp.bOut()));
  }

  private double activated(double x) {
    return weights.config().activation().apply(x);
  }

  double[][] logits(double[][] part) {
    double[][] read = totals.normalised(part, totals.before(weights.layers().size()));
    return biased(Rows.times(read, weights.wU()), totals.bareLogits(), weights.bU());
  }

  /** With its share of a bias. */
  private double[][] biased(double[][] part, double[][] bareTotal, Vector bias) {
    if (!splitBiases) return part;
    double[][] shared = Rows.copy(part);
    for (int p = 0; p < part.length; p++) {
      for (int d = 0; d < part[p].length; d++) {
        double own = Math.abs(part[p][d]);
        if (own == 0) continue;
        shared[p][d] += bias.get(d) * own / (own + Math.abs(bareTotal[p][d] - part[p][d]));
      }
    }
    return shared;
  }

  /** After parts of opposite signs have been settled. */
  private double[][] settled(double[][] part, double[][] total) {
    if (!renormalise) return part;
    double[][] settled = Rows.copy(part);
    for (int p = 0; p < part.length; p++) {
      for (int d = 0; d < part[p].length; d++) {
        double rest = total[p][d] - part[p][d];
        if (part[p][d] * rest < 0) {
          settled[p][d] = Math.abs(part[p][d]) >= Math.abs(rest) ? total[p][d] : 0;
        }
      }
    }
    return settled;
  }
}
