package orrery.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import orrery.model.Site.Kind;

/**
 * One head in float32. Dimensions of q, k, v and z that are always zero are skipped where no hook
 * can fill them.
 */
final class HeadKernel {
  private final Kernel q;
  private final Kernel k;
  private final Kernel v;
  private final Kernel o;
  private final int[] allDims;
  private final int[] scoreDims; // where q and k may both be other than zero
  private final int[] valueDims; // where v may be other than zero
  private final int[] unfedDims; // where v is zero and wO is not
  private final float scale;
  private final AttentionDirection direction;
  private final int layer;
  private final int number;

  HeadKernel(Head head, TransformerConfig config, int layer, int number) {
    this.q = new Kernel(head.q());
    this.k = new Kernel(head.k());
    this.v = new Kernel(head.v());
    this.o = new Kernel(Affine.of(head.wO()));
    this.allDims = IntStream.range(0, config.dHead()).toArray();
    this.scoreDims = Arrays.stream(allDims).filter(d -> q.isActive(d) && k.isActive(d)).toArray();
    this.valueDims = v.active();
    this.unfedDims =
        Arrays.stream(allDims)
            .filter(
                d -> !v.isActive(d) && Arrays.stream(head.wO().rowToArray(d)).anyMatch(x -> x != 0))
            .toArray();
    this.scale = (float) config.attnScale();
    this.direction = config.attentionDirection();
    this.layer = layer;
    this.number = number;
  }

  /** The dimensions of the stream that this head can write. */
  int[] written() {
    return o.active();
  }

  /** Whether it can write something, or somebody watches it. */
  boolean matters(Pass pass) {
    return written().length > 0
        || Arrays.stream(Kind.values())
            .anyMatch(kind -> kind.inHead() && pass.watches(kind, layer, number));
  }

  /** Computes this head's result, in all dimensions of the stream or in {@link #written} only. */
  void run(Workspace w, Pass pass, boolean everywhere) {
    Batch batch = pass.batch();
    boolean hookedQk = pass.watches(Kind.Q, layer, number) || pass.watches(Kind.K, layer, number);
    int[] dims = hookedQk ? allDims : scoreDims;
    q.applyByPosition(w.normal, w.q, dims, w.scratch, batch);
    pass.show(Kind.Q, layer, number, w.q, allDims.length);
    k.applyByPosition(w.normal, w.k, dims, w.scratch, batch);
    pass.show(Kind.K, layer, number, w.k, allDims.length);

    boolean hookedVz = pass.watches(Kind.V, layer, number) || pass.watches(Kind.Z, layer, number);
    int[] values = hookedVz ? allDims : valueDims;
    v.applyByPosition(w.normal, w.v, values, w.scratch, batch);
    pass.show(Kind.V, layer, number, w.v, allDims.length);

    scores(w, dims, batch);
    pass.show(Kind.SCORES, layer, number, w.scores, batch.positions());
    boolean unmasked = pass.watches(Kind.SCORES, layer, number);
    softmax(w, batch, unmasked);
    pass.show(Kind.PATTERN, layer, number, w.pattern, batch.positions());
    unmasked |= pass.watches(Kind.PATTERN, layer, number);

    mix(w, values, batch, unmasked);
    if (!hookedVz) {
      clearUnfed(w, batch);
    }
    pass.show(Kind.Z, layer, number, w.z, allDims.length);
    o.apply(w.z, w.result, everywhere ? o.all() : o.active(), batch.lanes());
    pass.show(Kind.RESULT, layer, number, w.result, o.all().length);
  }

  private void scores(Workspace w, int[] dims, Batch batch) {
    int n = batch.size();
    for (int key = 0; key < batch.positions(); key++) {
      for (int query = 0; query < batch.positions(); query++) {
        float[] score = w.scores[key][query];
        if (!direction.sees(query, key)) {
          Lanes.fill(score, Float.NEGATIVE_INFINITY, n);
          continue;
        }
        Lanes.fill(score, 0, n);
        int i = 0;
        for (; i + 2 <= dims.length; i += 2) {
          int d = dims[i];
          int e = dims[i + 1];
          Lanes.addProduct2(score, w.q[d][query], w.k[d][key], w.q[e][query], w.k[e][key], n);
        }
        for (; i < dims.length; i++) {
          Lanes.addProduct(score, w.q[dims[i]][query], w.k[dims[i]][key], n);
        }
        Lanes.divide(score, scale, n);
      }
    }
  }

  private void softmax(Workspace w, Batch batch, boolean unmasked) {
    int n = batch.size();
    for (int query = 0; query < batch.positions(); query++) {
      int keys = keys(query, batch, unmasked);
      Lanes.fill(w.max, Float.NEGATIVE_INFINITY, n);
      Lanes.fill(w.sum, 0, n);
      for (int key = 0; key < keys; key++) {
        Lanes.max(w.max, w.scores[key][query], n);
      }
      for (int key = 0; key < keys; key++) {
        Lanes.expBelow(w.pattern[key][query], w.scores[key][query], w.max, w.sum, n);
      }
      for (int key = 0; key < keys; key++) {
        Lanes.share(w.pattern[key][query], w.sum, n);
      }
      for (int key = keys; key < batch.positions(); key++) {
        Lanes.fill(w.pattern[key][query], 0, n);
      }
    }
  }

  private void mix(Workspace w, int[] dims, Batch batch, boolean unmasked) {
    int n = batch.size();
    for (int d : dims) {
      for (int query = 0; query < batch.positions(); query++) {
        float[] z = w.scratch;
        Lanes.fill(z, 0, n);
        int keys = keys(query, batch, unmasked);
        int key = 0;
        for (; key + 2 <= keys; key += 2) {
          Lanes.addProduct2(
              z, w.pattern[key][query], w.v[d][key], w.pattern[key + 1][query], w.v[d][key + 1], n);
        }
        for (; key < keys; key++) {
          Lanes.addProduct(z, w.pattern[key][query], w.v[d][key], n);
        }
        System.arraycopy(z, 0, w.z[d], query * n, n);
      }
    }
  }

  /** Zeroes what wO reads but no value reaches: an earlier head may have left something there. */
  private void clearUnfed(Workspace w, Batch batch) {
    for (int d : unfedDims) {
      Lanes.fill(w.z[d], 0, batch.lanes());
    }
  }

  /** How many keys, from the first, can have attention. */
  private int keys(int query, Batch batch, boolean unmasked) {
    return switch (direction) {
      case CAUSAL -> unmasked ? batch.positions() : query + 1;
      case BIDIRECTIONAL -> batch.positions();
    };
  }
}
