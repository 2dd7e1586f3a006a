package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.intervention.Gradients;
import orrery.intervention.Wiring;

/** Gradients at one point for the rows of a chunk; copied into the Java heap when asked for. */
final class DjlGradients implements Gradients {
  private final TorchModel model;
  private final Wiring wiring;
  private final Step step;
  private final Chunk chunk;
  private final int point;
  private final double[] metric; // [row]
  private final Pass pass;
  private final NDArray atReaders; // [reader, row, position, dModel]
  private final List<NDArray> atPatterns; // [layer with heads][head, row, query, key]
  private Optional<double[]> readers = Optional.empty();
  private Optional<double[]> outputs = Optional.empty();
  private Optional<double[][]> writers = Optional.empty(); // [writer][row, position, dModel]
  private final List<double[]> patterns = new ArrayList<>();
  private final List<double[]> patternGradients = new ArrayList<>();

  DjlGradients(
      TorchModel model,
      Wiring wiring,
      Step step,
      Chunk chunk,
      int point,
      double[] metric,
      Pass pass,
      Probes probes) {
    this.model = model;
    this.wiring = wiring;
    this.step = step;
    this.chunk = chunk;
    this.point = point;
    this.metric = metric;
    this.pass = pass;
    this.atReaders = probes.atReaders();
    this.atPatterns = probes.atPatterns();
  }

  @Override
  public int point() {
    return point;
  }

  @Override
  public int rows() {
    return chunk.rows();
  }

  @Override
  public int example(int row) {
    return chunk.examples()[row];
  }

  @Override
  public int positions() {
    return chunk.positions();
  }

  @Override
  public double metric(int row) {
    return metric[row];
  }

  private int ofStream(int first, int row, int position, int dimension) {
    return ((first * rows() + row) * positions() + position) * model.config.dModel() + dimension;
  }

  private double[] readers() {
    if (readers.isEmpty()) readers = Optional.of(Step.read(atReaders));
    return readers.get();
  }

  @Override
  public double atReader(int reader, int row, int position, int dimension) {
    return readers()[ofStream(reader, row, position, dimension)];
  }

  @Override
  public double atWriter(int writer, int row, int position, int dimension) {
    if (writers.isEmpty()) writers = Optional.of(summed());
    return writers.get()[writer][ofStream(0, row, position, dimension)];
  }

  /** From the last reader back, each writer's readers are all that came so far. */
  private double[][] summed() {
    double[] all = readers();
    double[][] sums = new double[model.writers()][];
    double[] running = new double[chunk.lanes() * model.config.dModel()];
    int writer = sums.length - 1;
    for (int reader = model.logitsReader(); reader >= 0; reader--) {
      for (int i = 0; i < running.length; i++) running[i] += all[reader * running.length + i];
      int before = reader == 0 ? 0 : model.graph.writersOf(reader - 1);
      if (writer < before) continue;
      double[] sum = running.clone();
      while (writer >= before) sums[writer--] = sum;
    }
    return sums;
  }

  @Override
  public double output(int writer, int row, int position, int dimension) {
    if (outputs.isEmpty()) outputs = Optional.of(pass.outputs());
    return outputs.get()[ofStream(writer, row, position, dimension)];
  }

  @Override
  public double pattern(int layer, int head, int row, int query, int key) {
    if (patterns.isEmpty()) pass.patterns.forEach(p -> patterns.add(Step.read(p)));
    return patterns.get(model.withHeads(layer))[ofPattern(head, row, query, key)];
  }

  @Override
  public double atPattern(int layer, int head, int row, int query, int key) {
    if (patternGradients.isEmpty()) atPatterns.forEach(p -> patternGradients.add(Step.read(p)));
    if (model.causal() && key > query) return 0;
    return patternGradients.get(model.withHeads(layer))[ofPattern(head, row, query, key)];
  }

  private int ofPattern(int head, int row, int query, int key) {
    return ((head * rows() + row) * positions() + query) * positions() + key;
  }

  @Override
  public double[][] edgeProducts() {
    return products(chunk.differences());
  }

  @Override
  public double[][] edgeProducts(Change change) {
    int width = model.config.dModel();
    double[] values = new double[model.writers() * chunk.lanes() * width];
    for (int i = 0; i < values.length; i++) {
      int lane = i / width;
      int row = lane / positions() % rows();
      values[i] = change.of(lane / chunk.lanes(), row, lane % positions(), i % width);
    }
    return products(values);
  }

  private double[][] products(double[] changes) {
    int width = model.config.dModel();
    int writers = model.writers();
    int readers = model.graph.readers().size();
    double[] all;
    try (Step part = step.part()) {
      NDArray byLane = part.array(changes, writers, chunk.lanes(), width).transpose(1, 0, 2);
      NDArray gradients = atReaders.reshape(readers, chunk.lanes(), width).transpose(1, 2, 0);
      all = Step.read(byLane.batchMatMul(gradients)); // [lane, writer, reader]
    }
    boolean[] live = wiring.live();
    double[][] products = new double[live.length][chunk.lanes()];
    for (int reader = 0; reader < readers; reader++) {
      for (int writer = 0; writer < model.graph.writersOf(reader); writer++) {
        int edge = model.graph.edge(writer, reader);
        for (int i = 0; live[edge] && i < chunk.lanes(); i++) {
          int lane = i % positions() * rows() + i / positions();
          products[edge][lane] = all[(i * writers + writer) * readers + reader];
        }
      }
    }
    return products;
  }
}
