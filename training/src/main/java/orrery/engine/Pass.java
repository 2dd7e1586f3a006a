package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * A differentiable forward pass in which every reader may have an input of its own, with everything
 * it computed.
 */
final class Pass {
  /** What readers read, attention's biases included and before normalisation. */
  interface Inputs {
    /** Queries, keys and values of a layer. */
    Ports heads(TorchLayer layer, Written written);

    /** {@code [row, position, dModel]}. */
    NDArray mlp(TorchLayer layer, Written written);

    /** {@code [row, position, dModel]}. */
    NDArray logits(Written written);
  }

  /**
   * The inputs of a layer's heads: shared by all, {@code [row, position, dModel]}, or each with its
   * own, {@code [head, row, position, dModel]}.
   */
  record Ports(NDArray q, NDArray k, NDArray v) {}

  /** May change what is computed on its way. */
  interface Change {
    /** What the writers from a number on write, {@code [writer, row, position, dModel]}. */
    default NDArray written(int firstWriter, NDArray outputs) {
      return outputs;
    }

    /** The attention of a layer's heads, {@code [head, row, query, key]}. */
    default NDArray attended(int layer, NDArray pattern) {
      return pattern;
    }
  }

  /** Changes nothing. */
  static final Change NONE = new Change() {};

  private final TorchModel model;
  private final Operations operations;
  private final Change change;
  final Written written = new Written();
  final List<NDArray> patterns = new ArrayList<>(); // [layer with heads][head, row, query, key]
  final NDArray logits; // [row, position, dVocabOut]

  /** Runs from the embeddings, {@code [row, position, dModel]} each. */
  Pass(
      TorchModel model,
      Operations operations,
      NDArray token,
      NDArray place,
      Inputs inputs,
      Change change) {
    this.model = model;
    this.operations = operations;
    this.change = change;
    written.add(change.written(0, token.expandDims(0)));
    written.add(change.written(1, place.expandDims(0)));
    for (int l = 0; l < model.layers.size(); l++) layer(l, inputs);
    NDArray x = operations.normal(inputs.logits(written));
    logits = Maps.affine(x, model.wU, model.bU);
  }

  private void layer(int l, Inputs inputs) {
    TorchLayer layer = model.layers.get(l);
    if (layer.heads().isPresent()) {
      NDArray outputs = heads(l, layer.heads().get(), inputs.heads(layer, written));
      written.add(change.written(layer.firstWriter(), operations.written(outputs, l)));
    }
    if (layer.mlp().isPresent()) {
      NDArray x = operations.normal(inputs.mlp(layer, written));
      NDArray outputs = operations.mlp(x, layer.mlp().get()).expandDims(0);
      written.add(change.written(layer.mlpWriter(), operations.written(outputs, l)));
    }
  }

  private NDArray heads(int l, TorchLayer.Heads heads, Ports x) {
    NDArray xq = operations.normal(x.q());
    NDArray xk = x.k() == x.q() ? xq : operations.normal(x.k());
    NDArray xv = x.v() == x.q() ? xq : operations.normal(x.v());
    NDArray q = operations.queryOrKey(heads.q().of(xq));
    NDArray k = operations.queryOrKey(heads.k().of(xk));
    NDArray v = operations.value(heads.v().of(xv));
    NDArray pattern = change.attended(l, operations.pattern(q, k));
    patterns.add(pattern);
    return Operations.heads(pattern, v, heads);
  }

  /** Every writer's output, {@code [writer, row, position, dModel]}, copied. */
  double[] outputs() {
    return Chunk.joined(written.stacks().stream().map(Step::read).toList());
  }
}
