package orrery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import orrery.model.Site.Kind;

/** One block in float32. Dimensions of the stream that it cannot write are left alone. */
final class LayerKernel {
  /** The two matrices of an MLP. */
  private record MlpKernel(Kernel in, Kernel out) {}

  private final int layer;
  private final int dModel;
  private final ActivationFunction activation;
  private final List<HeadKernel> heads = new ArrayList<>();
  private final float[] bO;
  private final int[] written; // by attention
  private final int[] everything;
  private final Optional<MlpKernel> mlp;

  LayerKernel(Layer from, TransformerConfig config, int layer) {
    this.layer = layer;
    this.dModel = config.dModel();
    this.activation = config.activation();
    this.bO = new float[dModel];
    TreeSet<Integer> dimensions = new TreeSet<>();
    for (int d = 0; d < dModel; d++) {
      bO[d] = (float) from.bO().get(d);
      if (bO[d] != 0) {
        dimensions.add(d);
      }
    }
    for (Head head : from.heads()) {
      HeadKernel kernel = new HeadKernel(head, config, layer, heads.size());
      heads.add(kernel);
      IntStream.of(kernel.written()).forEach(dimensions::add);
    }
    this.written = dimensions.stream().mapToInt(d -> d).toArray();
    this.everything = IntStream.range(0, dModel).toArray();
    this.mlp = from.mlp().map(m -> new MlpKernel(new Kernel(m.in()), new Kernel(m.out())));
  }

  void run(Workspace w, Pass pass) {
    pass.show(Kind.RESID_PRE, layer, w.stream, dModel);
    attention(w, pass);
    pass.show(Kind.RESID_MID, layer, w.stream, dModel);
    mlp.ifPresent(kernel -> mlp(kernel, w, pass));
    pass.show(Kind.RESID_POST, layer, w.stream, dModel);
  }

  private void attention(Workspace w, Pass pass) {
    boolean everywhere = pass.watches(Kind.ATTN_OUT, layer);
    for (int h = 0; h < heads.size(); h++) {
      everywhere |= pass.watches(Kind.RESULT, layer, h);
    }
    int[] dimensions = everywhere ? everything : written;
    for (int d : dimensions) {
      for (int p = 0; p < pass.batch().positions(); p++) {
        Lanes.fill(w.added[d][p], bO[d], pass.batch().size());
      }
    }
    for (HeadKernel head : heads) {
      head.run(w, pass, everywhere);
      add(w.result, w.added, everywhere ? everything : head.written(), pass.batch());
    }
    pass.show(Kind.ATTN_OUT, layer, w.added, dModel);
    add(w.added, w.stream, dimensions, pass.batch());
  }

  private void mlp(MlpKernel kernel, Workspace w, Pass pass) {
    Batch batch = pass.batch();
    int units = kernel.in().all().length;
    kernel.in().apply(w.stream, w.pre, kernel.in().all(), batch);
    pass.show(Kind.MLP_PRE, layer, w.pre, units);
    for (int u = 0; u < units; u++) {
      for (int p = 0; p < batch.positions(); p++) {
        switch (activation) {
          case RELU -> Lanes.relu(w.post[u][p], w.pre[u][p], batch.size());
        }
      }
    }
    pass.show(Kind.MLP_POST, layer, w.post, units);
    int[] dimensions =
        pass.watches(Kind.MLP_OUT, layer) ? kernel.out().all() : kernel.out().active();
    kernel.out().apply(w.post, w.added, dimensions, batch);
    pass.show(Kind.MLP_OUT, layer, w.added, dModel);
    add(w.added, w.stream, dimensions, batch);
  }

  private static void add(float[][][] from, float[][][] to, int[] dimensions, Batch batch) {
    for (int d : dimensions) {
      for (int p = 0; p < batch.positions(); p++) {
        Lanes.add(to[d][p], from[d][p], batch.size());
      }
    }
  }
}
