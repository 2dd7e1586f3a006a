package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;

/**
 * One differentiable pass of many rows through many models of one shape, some outputs of heads and
 * MLPs overwritten by those of a source pass.
 *
 * <p>Arrays are {@code [model, …, position, row]} with the row as the fastest axis: at the widths
 * of these models the rows are what there is most of, so every elementwise loop is long, a softmax
 * over keys is vectorised over rows, and a linear map is one product with all positions of all
 * rows. That is three to six times as fast as batched products of tiny matrices.
 */
final class StackedPass {
  /**
   * What goes in.
   *
   * @param oneHot {@code [model, dVocab + nCtx, position * row]} token and position of each column
   * @param unseen what is added to scores, broadcast to {@code [model, head, query, key, row]};
   *     empty where every position sees every other
   */
  record Inputs(NDArray oneHot, Optional<NDArray> unseen, int positions, int rows) {}

  /**
   * What heads and MLPs compute, by layer.
   *
   * @param qkv {@code [model, port * head * dHead, position * row]}
   * @param z {@code [model, head, dHead, position, row]}
   * @param mlp {@code [model, dModel, position, row]}, empty without MLPs
   * @param fixed whether what they add to another pass's stream has no gradient: neither to what
   *     they were computed from, nor to the matrices that write them
   */
  record Outputs(List<NDArray> qkv, List<NDArray> z, List<NDArray> mlp, boolean fixed) {
    /** The same values, through which no gradient flows. */
    Outputs detached() {
      return new Outputs(
          qkv.stream().map(NDArray::stopGradient).toList(),
          z.stream().map(NDArray::stopGradient).toList(),
          mlp.stream().map(NDArray::stopGradient).toList(),
          /* fixed= */ true);
    }
  }

  /** What is kept of an output, and what is taken of the source's: 0 or 1. */
  record Mask(NDArray keep, NDArray take) {}

  /**
   * What is overwritten. Rows stand in groups of as many as the source pass has, each group with
   * the same sources.
   *
   * @param heads {@code [model, head, 1, position or 1, group, source row]} a layer
   * @param mlps {@code [model, 1, position or 1, group, source row]} a layer
   * @param ports {@code [model, port * head, 1, position or 1, group, source row]} a layer:
   *     queries, keys and values; empty where none is overwritten
   * @param subspaces outputs that are overwritten in a subspace only
   */
  record Swaps(
      Outputs source,
      List<Mask> heads,
      List<Mask> mlps,
      List<Mask> ports,
      Optional<SubspaceSwaps> subspaces) {
    /** How many groups of rows there are. */
    private long groups() {
      Shape mask = heads.get(0).keep().getShape();
      return mask.get(mask.dimension() - 2);
    }
  }

  private static final double GELU_ROOT = 2 * Math.sqrt(2 / Math.PI); // tanh(u) = 2σ(2u) − 1
  private static final double GELU_CUBE = 0.044715 * GELU_ROOT;

  private final TransformerConfig config;
  private final Native memory;
  private final Parameters parameters;
  private final long models;

  StackedPass(TransformerConfig config, Native memory, Parameters parameters) {
    this.config = config;
    this.memory = memory;
    this.parameters = parameters;
    this.models = parameters.embed.getShape().get(0);
  }

  /**
   * What comes out.
   *
   * @param logits {@code [model, dVocabOut, position * row]}
   * @param outputs those that were computed, not those that overwrote them
   */
  record Result(NDArray logits, Outputs outputs) {}

  /** Runs every row, its outputs overwritten where swaps say so. */
  Result run(Inputs in, Optional<Swaps> swaps) {
    return run(in, swaps, Optional.empty());
  }

  /** Runs every row, its readers getting what a rewiring says. */
  Result rewired(Inputs in, Outputs source, Rewiring.Mask mask) {
    return run(in, Optional.empty(), Optional.of(new Rewiring(source, mask)));
  }

  private Result run(Inputs in, Optional<Swaps> swaps, Optional<Rewiring> rewiring) {
    List<NDArray> qkvs = new ArrayList<>();
    List<NDArray> zs = new ArrayList<>();
    List<NDArray> mlps = new ArrayList<>();
    NDArray x = product(parameters.embed, in.oneHot());
    for (int l = 0; l < config.nLayers(); l++) {
      Parameters.OfLayer layer = parameters.layers.get(l);
      NDArray qkv = rewiring.isPresent() && l > 0 ? qkv(l, x, rewiring.get()) : qkv(l, x);
      qkvs.add(qkv);
      NDArray z = mixed(ported(qkv, swaps, l, in), in);
      zs.add(z);
      if (rewiring.isPresent()) rewiring.get().heads(l, z, layer.o());
      long columns = (long) in.positions() * in.rows();
      x = x.add(written(layer.o(), z, swaps, l).add(layer.oBias()));
      Optional<SubspaceSwaps> subspaces = swaps.flatMap(Swaps::subspaces);
      if (subspaces.isPresent()) x = x.add(subspaces.get().heads(l, z, layer.o()));
      if (layer.mlp().isEmpty()) continue;
      NDArray read = rewiring.isPresent() ? rewiring.get().units(l, x) : x;
      NDArray mlp = mlp(layer, read).reshape(models, config.dModel(), in.positions(), in.rows());
      mlps.add(mlp);
      if (rewiring.isPresent()) rewiring.get().mlp(l, mlp);
      if (subspaces.isPresent()) x = x.add(subspaces.get().mlp(l, mlp));
      if (swaps.isPresent()) {
        mlp = swapped(mlp, swaps.get().source().mlp().get(l), swaps.get().mlps().get(l));
      }
      x = x.add(mlp.reshape(models, config.dModel(), columns));
    }
    if (rewiring.isPresent()) x = rewiring.get().logits(x);
    NDArray logits = product(parameters.unembed, normal(x)).add(parameters.unembedBias);
    return new Result(logits, new Outputs(qkvs, zs, mlps, /* fixed= */ false));
  }

  /** What the heads of a layer add, some of them overwritten, {@code [model, dModel, column]}. */
  private NDArray written(NDArray o, NDArray z, Optional<Swaps> swaps, int layer) {
    if (swaps.isEmpty()) return product(o, wide(z));
    NDArray source = swaps.get().source().z().get(layer);
    Mask mask = swaps.get().heads().get(layer);
    if (!swaps.get().source().fixed()) return product(o, wide(swapped(z, source, mask)));
    NDArray own = product(o, wide(kept(z, source, mask)));
    return own.add(product(o.stopGradient(), wide(taken(source, mask))));
  }

  /** All heads one above the other, {@code [model, head * dHead, column]}. */
  private NDArray wide(NDArray z) {
    return z.reshape(models, (long) config.nHeads() * config.dHead(), -1);
  }

  /** A linear map of every column. The product belongs to this step, whoever owns the weights. */
  private static NDArray product(NDArray weights, NDArray columns) {
    return weights.matMul(columns);
  }

  /** The mixed values of all heads, {@code [model, head, dHead, position, row]}. */
  private NDArray mixed(NDArray qkv, Inputs in) {
    long heads = config.nHeads();
    long size = config.dHead();
    long t = in.positions();
    long r = in.rows();
    NDList ports = qkv.split(new long[] {heads * size, 2 * heads * size}, 1);
    NDArray scale = memory.number(1 / config.attnScale());
    NDArray q = ports.get(0).mul(scale).reshape(models, heads, size, t, 1, r);
    NDArray k = ports.get(1).reshape(models, heads, size, 1, t, r);
    NDArray v = ports.get(2).reshape(models, heads, size, 1, t, r);
    NDArray scores = q.mul(k).sum(new int[] {2});
    if (in.unseen().isPresent()) scores = scores.add(in.unseen().get());
    NDArray pattern = scores.softmax(3).reshape(models, heads, 1, t, t, r);
    return pattern.mul(v).sum(new int[] {4});
  }

  /** Queries, keys and values, some of them overwritten. */
  private NDArray ported(NDArray qkv, Optional<Swaps> swaps, int layer, Inputs in) {
    if (swaps.isEmpty() || swaps.get().ports().isEmpty()) return qkv;
    NDArray source = swaps.get().source().qkv().get(layer);
    long each = config.dHead();
    long rows = in.rows() / swaps.get().groups();
    return swapped(
            qkv.reshape(models, -1, each, in.positions(), in.rows()),
            source.reshape(models, -1, each, in.positions(), rows),
            swaps.get().ports().get(layer))
        .reshape(qkv.getShape());
  }

  private NDArray qkv(int l, NDArray x) {
    Parameters.OfLayer layer = parameters.layers.get(l);
    return product(layer.qkv(), normal(x)).add(layer.qkvBias());
  }

  /** Queries, keys and values, each port of each head reading a stream of its own. */
  private NDArray qkv(int l, NDArray x, Rewiring rewiring) {
    Parameters.OfLayer layer = parameters.layers.get(l);
    long ports = 3L * config.nHeads();
    NDArray own = rewiring.ports(l, x).reshape(models * ports, config.dModel(), -1);
    NDArray weights = layer.qkv().reshape(models * ports, config.dHead(), config.dModel());
    return product(weights, normal(own))
        .reshape(models, ports * config.dHead(), -1)
        .add(layer.qkvBias());
  }

  private NDArray mlp(Parameters.OfLayer layer, NDArray x) {
    NDArray pre = product(layer.mlp().get(0), normal(x)).add(layer.mlp().get(1));
    return product(layer.mlp().get(2), activated(pre)).add(layer.mlp().get(3));
  }

  private NDArray activated(NDArray pre) {
    return switch (config.activation()) {
      case RELU -> Activation.relu(pre);
      case GELU -> {
        NDArray slope = pre.square().mul(memory.number(GELU_CUBE)).add(memory.number(GELU_ROOT));
        yield Activation.sigmoid(slope.mul(pre)).mul(pre);
      }
    };
  }

  private NDArray normal(NDArray x) {
    if (config.normalization() == Normalization.NONE) return x;
    int[] width = {1};
    boolean centred = config.normalization() == Normalization.LAYER_NORM;
    NDArray about = centred ? x.sub(x.mean(width, true)) : x;
    NDArray variance = about.square().mean(width, true);
    return about.div(variance.add(memory.number(Normalization.EPSILON)).sqrt());
  }

  /** keep · out + take · source, the rows taken group by group. */
  private static NDArray swapped(NDArray out, NDArray source, Mask mask) {
    return kept(out, source, mask).add(taken(source, mask)).reshape(out.getShape());
  }

  /** keep · out, {@code […, group, source row]}. */
  private static NDArray kept(NDArray out, NDArray source, Mask mask) {
    long[] shape = out.getShape().getShape();
    int axes = shape.length;
    long rows = source.getShape().get(axes - 1);
    long[] apart = Arrays.copyOf(shape, axes + 1);
    apart[axes - 1] = shape[axes - 1] / rows;
    apart[axes] = rows;
    return out.reshape(apart).mul(mask.keep());
  }

  /** take · source, {@code […, group, source row]}. */
  private static NDArray taken(NDArray source, Mask mask) {
    return source.expandDims(source.getShape().dimension() - 1).mul(mask.take());
  }
}
