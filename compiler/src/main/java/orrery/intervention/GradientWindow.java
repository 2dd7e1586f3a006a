package orrery.intervention;

import java.util.Arrays;
import orrery.lanes.Arithmetic;

/** Gradients at one point for the rows of a chunk. */
final class GradientWindow implements Gradients, BackwardPass.Flow, BackwardPass.Forward {
  private final Machine machine;
  private final Chunk chunk;
  private final int point;
  private final Trace trace;
  private final double[] metric; // [row]
  private final double[][][] atReader; // [reader][dModel][lane]
  private final double[][][][] atPattern; // [layer][head][query * positions + key][row]
  private final double[][][] atWriter; // [writer][dModel][lane]
  private final double[][] running; // [dModel][lane] gradients of all readers after a moment
  private final double[][] pending; // [dModel][lane] those of the half-layer that is running
  private int moment = Integer.MAX_VALUE;

  GradientWindow(
      Machine machine, Chunk chunk, int point, Trace trace, Metric metric, Backward rules) {
    this.machine = machine;
    this.chunk = chunk;
    this.point = point;
    this.trace = trace;
    this.metric = new double[chunk.rows()];
    this.atReader = new double[machine.graph.readers().size()][][];
    this.atWriter = new double[machine.writers()][][];
    this.atPattern = new double[machine.blocks.size()][][][];
    for (int l = 0; l < atPattern.length; l++) {
      int heads = machine.blocks.get(l).heads().size();
      atPattern[l] = new double[heads][trace.positions * trace.positions][chunk.rows()];
    }
    this.running = new double[machine.config.dModel()][trace.lanes()];
    this.pending = new double[machine.config.dModel()][trace.lanes()];
    backward(metric, rules);
  }

  private void backward(Metric of, Backward rules) {
    double[][] atLogits = new double[machine.config.dVocabOut()][trace.lanes()];
    Region region = Region.of(machine, of, chunk.examples(), trace.positions);
    for (int r = 0; r < metric.length; r++) {
      int row = r;
      int example = chunk.examples()[r];
      metric[r] = of.value(example, trace.logits(r));
      of.gradient(
          example,
          trace.logits(r),
          (p, index, slope) -> atLogits[index][p * trace.rows + row] += slope);
    }
    new BackwardPass(machine, rules, trace.rows, trace.positions, region).run(this, atLogits, this);
    atWriter(1);
    atWriter(0);
  }

  @Override
  public HeadRun head(int layer, int head) {
    return trace.head(layer, head);
  }

  @Override
  public double[][] pre(int layer) {
    return trace.pre[layer];
  }

  @Override
  public double[][] input(int reader) {
    return trace.input(reader);
  }

  @Override
  public double[][] atWriter(int writer) {
    int time = machine.graph.writer(writer).time();
    if (time != moment) {
      for (int d = 0; d < running.length; d++) {
        LaneMath.add(running[d], pending[d], trace.lanes());
        Arrays.fill(pending[d], 0);
      }
      moment = time;
    }
    double[][] copy = new double[running.length][];
    for (int d = 0; d < copy.length; d++) copy[d] = running[d].clone();
    atWriter[writer] = copy;
    return copy;
  }

  @Override
  public void atReader(int reader, double[][] gradient) {
    atReader[reader] = gradient;
    for (int d = 0; d < pending.length; d++) LaneMath.add(pending[d], gradient[d], trace.lanes());
  }

  @Override
  public void atPattern(int layer, int head, double[][] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      System.arraycopy(gradient[i], 0, atPattern[layer][head][i], 0, gradient[i].length);
    }
  }

  @Override
  public int point() {
    return point;
  }

  @Override
  public int rows() {
    return trace.rows;
  }

  @Override
  public int example(int row) {
    return chunk.examples()[row];
  }

  @Override
  public int positions() {
    return trace.positions;
  }

  @Override
  public double metric(int row) {
    return metric[row];
  }

  @Override
  public double atReader(int reader, int row, int position, int dimension) {
    return atReader[reader][dimension][position * trace.rows + row];
  }

  @Override
  public double atWriter(int writer, int row, int position, int dimension) {
    return atWriter[writer][dimension][position * trace.rows + row];
  }

  @Override
  public double output(int writer, int row, int position, int dimension) {
    return trace.outputs[writer][dimension][position * trace.rows + row];
  }

  @Override
  public double pattern(int layer, int head, int row, int query, int key) {
    return trace.head(layer, head).pattern[query * trace.positions + key][row];
  }

  @Override
  public double atPattern(int layer, int head, int row, int query, int key) {
    return atPattern[layer][head][query * trace.positions + key][row];
  }

  @Override
  public double[][] edgeProducts() {
    return products(chunk.differences());
  }

  @Override
  public double[][] edgeProducts(Change change) {
    double[][][] values = new double[machine.writers()][machine.config.dModel()][trace.lanes()];
    for (int w = 0; w < values.length; w++) {
      for (int d = 0; d < values[w].length; d++) {
        for (int lane = 0; lane < trace.lanes(); lane++) {
          values[w][d][lane] = change.of(w, lane % trace.rows, lane / trace.rows, d);
        }
      }
    }
    return products(values);
  }

  private double[][] products(double[][][] changes) {
    boolean[] live = machine.wiring.live();
    double[][] products = new double[machine.graph.edgeCount()][trace.lanes()];
    for (int from = 0; from < atReader.length; ) {
      int writers = machine.graph.writersOf(from);
      int to = from + 1; // readers of one moment have the same writers
      while (to < atReader.length && machine.graph.writersOf(to) == writers) to++;
      double[][][] out = new double[to - from][writers][];
      for (int reader = from; reader < to; reader++) {
        for (int u = 0; u < writers; u++) {
          out[reader - from][u] = products[machine.graph.edge(u, reader)];
        }
      }
      double[][][] slopes = Arrays.copyOfRange(atReader, from, to);
      Arithmetic.best().pairs(slopes, Arrays.copyOf(changes, writers), out, trace.lanes());
      from = to;
    }
    for (int e = 0; e < live.length; e++) if (!live[e]) Arrays.fill(products[e], 0);
    return products;
  }
}
