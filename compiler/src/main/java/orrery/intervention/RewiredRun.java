package orrery.intervention;

import java.util.ArrayList;
import java.util.List;

/**
 * A forward pass in which every reader is given an input of its own. What was computed stays until
 * the next run.
 */
final class RewiredRun {
  final Machine machine;
  final int rows;
  final int positions;
  final double[][][] outputs; // [writer][dModel][lane]
  final double[][][] inputs; // [reader][dModel][lane], with constants, before normalisation
  final List<List<HeadRun>> heads = new ArrayList<>(); // [layer][head]
  final double[][][] pre; // [layer][unit][lane]
  final double[][] logits; // [dVocabOut][lane]
  private final double[][] sum; // [dModel][lane] everything written so far
  private final double[][][] normal; // [q, k, v][dModel][lane]
  private final double[][] post; // [unit][lane]
  private final Norm norm;
  private final Attention attention;

  RewiredRun(Machine machine, int rows, int positions) {
    this.machine = machine;
    this.rows = rows;
    this.positions = positions;
    int lanes = rows * positions;
    int dModel = machine.config.dModel();
    this.outputs = new double[machine.writers()][dModel][lanes];
    this.inputs = new double[machine.graph.readers().size()][dModel][lanes];
    this.pre = new double[machine.blocks.size()][][];
    int most = 0;
    for (int l = 0; l < pre.length; l++) {
      Block block = machine.blocks.get(l);
      int units = block.mlp().map(MlpMaps::units).orElse(0);
      pre[l] = new double[units][lanes];
      most = Math.max(most, units);
      List<HeadRun> ofLayer = new ArrayList<>();
      for (int h = 0; h < block.heads().size(); h++) {
        ofLayer.add(new HeadRun(machine.config, rows, positions));
      }
      heads.add(ofLayer);
    }
    this.logits = new double[machine.config.dVocabOut()][lanes];
    this.sum = new double[dModel][lanes];
    this.normal = new double[3][dModel][lanes];
    this.post = new double[most][lanes];
    this.norm = new Norm(machine.config.normalization());
    this.attention = new Attention(machine.causal(), machine.config.attnScale());
  }

  int lanes() {
    return rows * positions;
  }

  /**
   * Runs from the embeddings that stand in {@link #outputs}.
   *
   * @param replacement may replace what heads and MLPs write
   */
  void run(ReaderInputs wiring, Trace.Replacement replacement) {
    for (double[] lanes : sum) java.util.Arrays.fill(lanes, 0);
    add(outputs[0]);
    add(outputs[1]);
    for (int l = 0; l < machine.blocks.size(); l++) layer(l, wiring, replacement);
    double[][] x = input(machine.logitsReader(), machine.constant, wiring, 0);
    machine.unembed.apply(x, logits, lanes());
  }

  private void layer(int l, ReaderInputs wiring, Trace.Replacement replacement) {
    Block block = machine.blocks.get(l);
    for (int h = 0; h < block.heads().size(); h++) {
      double[][][] x = {
        input(block.queryReader(h), block.constantBefore(), wiring, 0),
        input(block.keyReader(h), block.constantBefore(), wiring, 1),
        input(block.valueReader(h), block.constantBefore(), wiring, 2)
      };
      double[][] result = outputs[block.firstWriter() + h];
      heads.get(l).get(h).run(block.heads().get(h), attention, x, result, rows, positions);
      replacement.at(block.firstWriter() + h, result);
    }
    for (int h = 0; h < block.heads().size(); h++) add(outputs[block.firstWriter() + h]);
    if (block.mlp().isPresent()) mlp(l, block, wiring, replacement);
  }

  private void mlp(int l, Block block, ReaderInputs wiring, Trace.Replacement replacement) {
    MlpMaps maps = block.mlp().orElseThrow();
    double[][] x = input(block.mlpReader(), block.constantAfter(), wiring, 0);
    maps.in().apply(x, pre[l], lanes());
    Trace.activate(machine.config.activation(), pre[l], post, lanes());
    double[][] result = outputs[block.mlpWriter()];
    maps.out().apply(post, result, lanes());
    replacement.at(block.mlpWriter(), result);
    add(result);
  }

  /** What a reader saw, without the constants of attention, {@code [dModel][lane]}. */
  double[][] saw(int reader) {
    double[] constant = machine.constantOf(reader);
    double[][] sums = new double[constant.length][lanes()];
    for (int d = 0; d < sums.length; d++) {
      for (int i = 0; i < lanes(); i++) sums[d][i] = inputs[reader][d][i] - constant[d];
    }
    return sums;
  }

  private double[][] input(int reader, double[] constant, ReaderInputs wiring, int port) {
    double[][] x = inputs[reader];
    double[][] from = sum;
    if (!wiring.isPlain(reader)) {
      wiring.fill(reader, outputs, x);
      from = x;
    }
    for (int d = 0; d < x.length; d++) {
      for (int i = 0; i < lanes(); i++) x[d][i] = from[d][i] + constant[d];
    }
    return norm.apply(x, normal[port], lanes());
  }

  private void add(double[][] output) {
    for (int d = 0; d < sum.length; d++) LaneMath.add(sum[d], output[d], lanes());
  }
}
