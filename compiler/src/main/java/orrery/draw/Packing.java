package orrery.draw;

import java.util.List;

/**
 * Places the slots of a layer as near as possible to where their neighbours want them.
 *
 * <p>With the order fixed, the least squares under the distances that must be kept are an isotonic
 * regression, solved by pooling adjacent violators (Barlow et al. 1972).
 */
final class Packing {
  private static final int SWEEPS = 24;
  private static final double STRAIGHT = 8; // how much more a long edge wants to be straight

  private Packing() {}

  /** Moves every slot; {@code gap} is kept between two nodes, a third of it elsewhere. */
  static void pack(List<List<Slot>> layers, double gap) {
    for (List<Slot> layer : layers) {
      double[] offsets = offsets(layer, gap);
      double middle = offsets[offsets.length - 1] / 2;
      for (int i = 0; i < offsets.length; i++) layer.get(i).moveTo(offsets[i] - middle);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < layers.size(); i++) {
        settle(layers.get(sweep % 2 == 0 ? i : layers.size() - 1 - i), gap);
      }
    }
  }

  /** The place of every slot when packed tightly, the first at 0. */
  private static double[] offsets(List<Slot> layer, double gap) {
    double[] offsets = new double[layer.size()];
    for (int i = 1; i < offsets.length; i++) {
      Slot a = layer.get(i - 1);
      Slot b = layer.get(i);
      double between = a.node().isPresent() && b.node().isPresent() ? gap : gap / 3;
      offsets[i] = offsets[i - 1] + a.size() / 2 + between + b.size() / 2;
    }
    return offsets;
  }

  private static void settle(List<Slot> layer, double gap) {
    double[] offsets = offsets(layer, gap);
    int n = offsets.length;
    double[] means = new double[n]; // of each pool
    double[] weights = new double[n];
    int[] ends = new int[n]; // one past the last slot of each pool
    int pools = 0;
    for (int i = 0; i < n; i++) {
      double[] wish = wish(layer.get(i));
      means[pools] = wish[0] - offsets[i];
      weights[pools] = wish[1];
      ends[pools++] = i + 1;
      while (pools > 1 && means[pools - 2] >= means[pools - 1]) {
        double weight = weights[pools - 2] + weights[pools - 1];
        means[pools - 2] =
            (means[pools - 2] * weights[pools - 2] + means[pools - 1] * weights[pools - 1])
                / weight;
        weights[pools - 2] = weight;
        ends[pools - 2] = ends[pools - 1];
        pools--;
      }
    }
    int slot = 0;
    for (int p = 0; p < pools; p++) {
      for (; slot < ends[p]; slot++) layer.get(slot).moveTo(means[p] + offsets[slot]);
    }
  }

  /** Where a slot wants to be, and how much. */
  private static double[] wish(Slot slot) {
    double sum = 0;
    double weight = 0;
    for (List<Slot> side : List.of(slot.before(), slot.after())) {
      for (Slot other : side) {
        double w = slot.node().isEmpty() && other.node().isEmpty() ? STRAIGHT : 1;
        sum += w * other.at();
        weight += w;
      }
    }
    return weight == 0 ? new double[] {slot.at(), 0.1} : new double[] {sum / weight, weight};
  }
}
