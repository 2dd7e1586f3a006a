package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.IntConsumer;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.intervention.Backward;
import orrery.intervention.Metric;

/**
 * Exact effects of single cuts on the rows of one chunk, in batches: the reader of the edges and
 * everything after it is computed anew, what comes before is not.
 */
final class Cuts implements AutoCloseable {
  /** Takes the effect of a cut on a row. */
  interface Sink {
    void take(int cut, int row, double effect);
  }

  private final TorchModel model;
  private final Chunk chunk;
  private final Metric metric;
  private final Step step;
  private final Operations operations;
  private final Suffix suffix;
  private final NDArray outputs; // [writer, row, position, dModel]
  private final NDArray differences; // the same
  private final boolean[][] changed; // [writer][row]
  private final double[] clean; // [row] the metric
  private final IntConsumer work; // told the rows of every pass

  /**
   * Cuts edges to clean runs.
   *
   * @param differences reference − clean, {@code [writer, row, position, dModel]}
   */
  Cuts(TorchModel model, Chunk chunk, double[] differences, Metric metric, IntConsumer work) {
    this.model = model;
    this.chunk = chunk;
    this.metric = metric;
    this.work = work;
    this.step = model.step();
    this.operations = new Operations(model, step, chunk.positions(), Backward.EXACT);
    this.suffix = new Suffix(model, operations);
    int n = model.writers();
    int width = model.config.dModel();
    this.outputs = step.array(chunk.outputs(), n, chunk.rows(), chunk.positions(), width);
    this.differences = step.array(differences, n, chunk.rows(), chunk.positions(), width);
    this.changed = new boolean[n][chunk.rows()];
    int size = chunk.positions() * width;
    for (int i = 0; i < differences.length; i++) {
      if (differences[i] != 0) changed[i / size / chunk.rows()][i / size % chunk.rows()] = true;
    }
    this.clean = new double[chunk.rows()];
    for (int r = 0; r < clean.length; r++) {
      clean[r] = metric.value(chunk.examples()[r], chunk.logits(r));
    }
  }

  private int batch() {
    return Math.max(1, Batching.streamLanes(model) / chunk.lanes());
  }

  private boolean changes(int writer) {
    for (boolean row : changed[writer]) if (row) return true;
    return false;
  }

  /** The effects of some writers' edges into one reader; {@code cut} is the writer. */
  void edges(int reader, List<Integer> writers, Sink sink) {
    List<Integer> changing = writers.stream().filter(this::changes).toList();
    for (int from = 0; from < changing.size(); from += batch()) {
      List<Integer> some = changing.subList(from, Math.min(changing.size(), from + batch()));
      try (Step part = step.part();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        give(cut(part, model.graph.reader(reader), stacked(some)), some, sink);
      }
    }
  }

  /** The effect of replacing all that a writer writes. */
  void writer(int writer, Sink sink) {
    if (!changes(writer)) return;
    Component component = model.graph.writer(writer);
    try (Step part = step.part();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      boolean head = component.kind() == Component.Kind.HEAD;
      int layer = head ? component.layer() : component.layer() + 1; // -1 for embeddings
      int before =
          head ? model.layers.get(layer).mlpWriter() : component.layer() < 0 ? 2 : writer + 1;
      NDArray sum = part.own(stacked(List.of(writer)).squeeze(0).add(sum(before)));
      give(suffix.logits(sum, layer, head), List.of(writer), sink);
    }
  }

  /** The changes of some writers, {@code [cut, row, position, dModel]}. */
  private NDArray stacked(List<Integer> writers) {
    NDList some = new NDList();
    for (int w : writers) some.add(differences.get(w));
    return NDArrays.stack(some);
  }

  /** The sum of the first writers' clean outputs, {@code [row, position, dModel]}. */
  private NDArray sum(int writers) {
    return outputs.get("0:" + writers).sum(new int[] {0});
  }

  /** The logits with edges into one reader cut, {@code [cut * row, position, dVocabOut]}. */
  private NDArray cut(Step part, Reader reader, NDArray change) {
    Component component = reader.component();
    Shape shape = change.getShape();
    long rows = shape.get(0) * shape.get(1);
    long positions = shape.get(2);
    long width = shape.get(3);
    if (component.kind() == Component.Kind.LOGITS) {
      NDArray x = change.add(sum(model.writers())).add(model.constant);
      return suffix.unembedded(x.reshape(rows, positions, width));
    }
    TorchLayer layer = model.layers.get(component.layer());
    if (component.kind() == Component.Kind.MLP) {
      NDArray before = sum(layer.mlpWriter());
      NDArray x = change.add(before).add(layer.after()).reshape(rows, positions, width);
      NDArray now = operations.mlp(operations.normal(x), layer.mlp().orElseThrow());
      NDArray after = now.reshape(shape).add(before);
      NDArray stream = part.own(after.reshape(rows, positions, width));
      return suffix.logits(stream, component.layer() + 1, false);
    }
    NDArray clean = sum(layer.firstWriter()).add(layer.before());
    NDArray now = head(reader, layer.heads().orElseThrow(), change.add(clean), clean);
    int writer = layer.firstWriter() + component.head();
    NDArray others = sum(layer.mlpWriter()).sub(outputs.get(writer));
    NDArray after = now.reshape(shape).add(others);
    return suffix.logits(part.own(after.reshape(rows, positions, width)), component.layer(), true);
  }

  /** What a head writes when one of its ports reads something else. */
  private NDArray head(Reader reader, TorchLayer.Heads heads, NDArray changed, NDArray clean) {
    int h = reader.component().head();
    Shape shape = changed.getShape(); // [cut, row, position, dModel]
    NDArray flat = changed.reshape(shape.get(0) * shape.get(1), shape.get(2), shape.get(3));
    NDArray other = operations.normal(flat);
    NDArray plain = operations.normal(clean);
    NDArray q = port(heads.q(), h, reader, Port.Q, other, plain, shape);
    NDArray k = port(heads.k(), h, reader, Port.K, other, plain, shape);
    NDArray v = port(heads.v(), h, reader, Port.V, other, plain, shape);
    NDArray z = operations.pattern(q, k).matMul(v);
    return z.reshape(-1, z.getShape().get(3)).matMul(heads.each().get(h));
  }

  private static NDArray port(
      Projection of,
      int head,
      Reader reader,
      Port port,
      NDArray other,
      NDArray plain,
      Shape shape) {
    boolean changes = reader.port() == port;
    NDArray one = of.of(changes ? other : plain, head); // [rows, position, dHead]
    return one.reshape(changes ? shape.get(0) : 1, shape.get(1), shape.get(2), -1);
  }

  private void give(NDArray logits, List<Integer> cuts, Sink sink) {
    int rows = chunk.rows();
    work.accept(rows * cuts.size());
    double[] values = Step.read(logits);
    for (int c = 0; c < cuts.size(); c++) {
      for (int r = 0; r < rows; r++) {
        if (!changed[cuts.get(c)][r]) continue;
        Chunk.RowLogits seen =
            new Chunk.RowLogits(values, c * rows + r, chunk.positions(), model.config.dVocabOut());
        sink.take(cuts.get(c), r, metric.value(chunk.examples()[r], seen) - clean[r]);
      }
    }
  }

  @Override
  public void close() {
    step.close();
  }
}
