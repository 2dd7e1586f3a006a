package orrery.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import orrery.model.Site.Kind;

/**
 * One block in float32. Dimensions of the stream that it cannot write are left alone, and so are
 * heads and units that write nothing and that nobody watches.
 */
final class LayerKernel {
  /** The two matrices of an MLP, and the units whose writing weights are not all zero. */
  private record MlpKernel(Kernel in, Kernel out, int[] writing) {
    static MlpKernel of(Mlp mlp) {
      int[] writing =
          IntStream.range(0, mlp.dMlp())
              .filter(u -> Arrays.stream(mlp.wOut().rowToArray(u)).anyMatch(x -> x != 0))
              .toArray();
      return new MlpKernel(new Kernel(mlp.in()), new Kernel(mlp.out()), writing);
    }
  }

  private final int layer;
  private final int dModel;
  private final ActivationFunction activation;
  private final Normalization normalization;
  private final List<HeadKernel> heads = new ArrayList<>();
  private final float[] bO;
  private final int[] written; // by attention
  private final int[] everything;
  private final Optional<MlpKernel> mlp;

  LayerKernel(Layer from, TransformerConfig config, int layer) {
    this.layer = layer;
    this.dModel = config.dModel();
    this.activation = config.activation();
    this.normalization = config.normalization();
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
    this.mlp = from.mlp().map(MlpKernel::of);
  }

  void run(Workspace w, Pass pass) {
    pass.show(Kind.RESID_PRE, layer, w.stream, dModel);
    normalization.apply(w.stream, w.normal, pass.batch().lanes());
    attention(w, pass);
    pass.show(Kind.RESID_MID, layer, w.stream, dModel);
    if (mlp.isPresent()) {
      normalization.apply(w.stream, w.normal, pass.batch().lanes());
      mlp(mlp.get(), w, pass);
    }
    pass.show(Kind.RESID_POST, layer, w.stream, dModel);
  }

  private void attention(Workspace w, Pass pass) {
    boolean everywhere = pass.watches(Kind.ATTN_OUT, layer);
    for (int h = 0; h < heads.size(); h++) {
      everywhere |= pass.watches(Kind.RESULT, layer, h);
    }
    int[] dimensions = everywhere ? everything : written;
    int lanes = pass.batch().lanes();
    for (int d : dimensions) {
      Lanes.fill(w.added[d], bO[d], lanes);
    }
    for (HeadKernel head : heads) {
      if (!everywhere && !head.matters(pass)) {
        continue;
      }
      head.run(w, pass, everywhere);
      add(w.result, w.added, everywhere ? everything : head.written(), lanes);
    }
    pass.show(Kind.ATTN_OUT, layer, w.added, dModel);
    add(w.added, w.stream, dimensions, lanes);
  }

  private void mlp(MlpKernel kernel, Workspace w, Pass pass) {
    int lanes = pass.batch().lanes();
    boolean hooked = pass.watches(Kind.MLP_PRE, layer) || pass.watches(Kind.MLP_POST, layer);
    int units = kernel.in().all().length;
    int[] needed = hooked ? kernel.in().all() : kernel.writing();
    kernel.in().apply(w.normal, w.pre, needed, lanes);
    pass.show(Kind.MLP_PRE, layer, w.pre, units);
    for (int u : needed) {
      switch (activation) {
        case RELU -> Lanes.relu(w.post[u], w.pre[u], lanes);
        case GELU -> Lanes.map(w.post[u], w.pre[u], activation::apply, lanes);
      }
    }
    pass.show(Kind.MLP_POST, layer, w.post, units);
    int[] dimensions =
        pass.watches(Kind.MLP_OUT, layer) ? kernel.out().all() : kernel.out().active();
    kernel.out().apply(w.post, w.added, dimensions, lanes);
    pass.show(Kind.MLP_OUT, layer, w.added, dModel);
    add(w.added, w.stream, dimensions, lanes);
  }

  private static void add(float[][] from, float[][] to, int[] dimensions, int lanes) {
    for (int d : dimensions) {
      Lanes.add(to[d], from[d], lanes);
    }
  }
}
