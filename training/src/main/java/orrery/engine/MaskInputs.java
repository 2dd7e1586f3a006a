package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of readers under masks, each with all rows of a chunk: share · computed + (1 − share)
 * · fixed.
 *
 * <p>Rows of a batch stand mask by mask.
 */
final class MaskInputs implements Pass.Inputs {
  /** How much of an edge a mask takes from what is computed. */
  interface Share {
    double of(int mask, int edge, int position);
  }

  /** The shares of the edges of one moment's readers, {@code [mask, place, reader, writer]}. */
  record Moment(int firstReader, int readers, int writers, NDArray shares) {}

  private final TorchModel model;
  private final Step step;
  private final int masks;
  private final int places; // 1, or the number of positions where these differ
  private final int rows;
  private final int positions;
  private final NDArray fixed; // [writer, row, position, dModel]
  private final Share share;
  private final List<NDArray> computed = new ArrayList<>(); // [mask, writer, row, position, D]
  final List<Moment> moments = new ArrayList<>();

  MaskInputs(
      TorchModel model,
      Step step,
      Chunk chunk,
      double[] fixed,
      int masks,
      boolean byPosition,
      Share share) {
    this.model = model;
    this.step = step;
    this.masks = masks;
    this.rows = chunk.rows();
    this.positions = chunk.positions();
    this.places = byPosition ? positions : 1;
    this.fixed = step.array(fixed, model.writers(), rows, positions, model.config.dModel());
    this.share = share;
  }

  @Override
  public Pass.Ports heads(TorchLayer layer, Written written) {
    int n = layer.headCount();
    NDArray x = mixed(layer.firstReader(), 3 * n, layer.firstWriter(), written).add(layer.before());
    NDList ports = x.split(3, 0);
    return new Pass.Ports(ports.get(0), ports.get(1), ports.get(2));
  }

  @Override
  public NDArray mlp(TorchLayer layer, Written written) {
    return mixed(layer.mlpReader(), 1, layer.mlpWriter(), written).squeeze(0).add(layer.after());
  }

  @Override
  public NDArray logits(Written written) {
    return mixed(model.logitsReader(), 1, model.writers(), written).squeeze(0).add(model.constant);
  }

  /** What some readers read, {@code [reader, mask * row, position, dModel]}. */
  private NDArray mixed(int firstReader, int readers, int writers, Written written) {
    NDArray shares = shares(firstReader, readers, writers);
    NDArray others = shares.neg().add(1);
    long width = model.config.dModel();
    NDArray now = computed(written);
    NDArray whenCut = fixed.get("0:" + writers);
    long across = (places == 1 ? (long) positions : 1L) * rows * width;
    if (places > 1) {
      now = now.transpose(0, 3, 1, 2, 4);
      whenCut = whenCut.transpose(2, 0, 1, 3);
    }
    NDArray kept =
        shares
            .reshape((long) masks * places, readers, writers)
            .batchMatMul(now.reshape((long) masks * places, writers, across));
    NDArray cut =
        places == 1
            ? others
                .reshape((long) masks * readers, writers)
                .matMul(whenCut.reshape(writers, across))
            : others.matMul(whenCut.reshape(places, writers, across));
    NDArray sum = kept.add(cut.reshape((long) masks * places, readers, across));
    return arranged(sum, readers, width);
  }

  private NDArray arranged(NDArray sum, int readers, long width) {
    NDArray byReader =
        places == 1
            ? sum.reshape(masks, readers, rows, positions, width).transpose(1, 0, 2, 3, 4)
            : sum.reshape(masks, places, readers, rows, width).transpose(2, 0, 3, 1, 4);
    return byReader.reshape(readers, (long) masks * rows, positions, width);
  }

  private NDArray shares(int firstReader, int readers, int writers) {
    double[] values = new double[masks * places * readers * writers];
    int at = 0;
    for (int m = 0; m < masks; m++) {
      for (int place = 0; place < places; place++) {
        for (int r = 0; r < readers; r++) {
          for (int w = 0; w < writers; w++) {
            values[at++] = share.of(m, model.graph.edge(w, firstReader + r), place);
          }
        }
      }
    }
    NDArray shares = step.leaf(values, masks, places, readers, writers);
    moments.add(new Moment(firstReader, readers, writers, shares));
    return shares;
  }

  private NDArray computed(Written written) {
    List<NDArray> stacks = written.stacks();
    while (computed.size() < stacks.size()) {
      NDArray stack = stacks.get(computed.size());
      Shape shape = stack.getShape();
      computed.add(
          stack
              .reshape(shape.get(0), masks, rows, positions, shape.get(3))
              .transpose(1, 0, 2, 3, 4));
    }
    return NDArrays.concat(new NDList(computed), 1);
  }
}
