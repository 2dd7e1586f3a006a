package orrery.intervention;

import java.util.ArrayList;
import java.util.List;
import orrery.lanes.Arithmetic;
import orrery.model.ActivationFunction;

/** A forward pass of some sequences of one length, with everything it computed. */
final class Trace {
  /** May replace what a writer has written before anybody reads it. */
  @FunctionalInterface
  interface Replacement {
    /** Overwrites {@code [dModel][lane]} where it wants to. */
    void at(int writer, double[][] output);

    /** Replaces nothing. */
    static Replacement none() {
      return (writer, output) -> {};
    }
  }

  final Machine machine;
  final int rows;
  final int positions;
  final double[][][] outputs; // [writer][dModel][lane]
  final List<HeadRun> heads = new ArrayList<>(); // layer by layer
  final double[][][] before; // [layer][dModel][lane] the sum of outputs before its heads
  final double[][][] middle; // [layer][dModel][lane] the sum after its heads
  final double[][][] pre; // [layer][unit][lane]
  final double[][][] post; // [layer][unit][lane]
  final double[][] last; // [dModel][lane] the sum of all outputs
  final double[][] logits; // [dVocabOut][lane]

  private Trace(Machine machine, int rows, int positions) {
    int lanes = rows * positions;
    int layers = machine.blocks.size();
    this.machine = machine;
    this.rows = rows;
    this.positions = positions;
    this.outputs = new double[machine.writers()][machine.config.dModel()][lanes];
    this.before = new double[layers][][];
    this.middle = new double[layers][][];
    this.pre = new double[layers][][];
    this.post = new double[layers][][];
    this.last = new double[machine.config.dModel()][lanes];
    this.logits = new double[machine.config.dVocabOut()][lanes];
  }

  int lanes() {
    return rows * positions;
  }

  /** Runs sequences of one length. */
  static Trace run(Machine machine, int[][] tokens, Replacement replacement) {
    Trace trace = new Trace(machine, tokens.length, tokens[0].length);
    trace.embed(tokens);
    trace.forward(replacement);
    return trace;
  }

  /** Runs the same embeddings again, with other overrides. */
  Trace again(Replacement replacement) {
    Trace trace = new Trace(machine, rows, positions);
    for (int embedding = 0; embedding < 2; embedding++) {
      for (int d = 0; d < outputs[embedding].length; d++) {
        trace.outputs[embedding][d] = outputs[embedding][d].clone();
      }
    }
    trace.forward(replacement);
    return trace;
  }

  /** The sum of all outputs before a layer; after the last one, of all. */
  double[][] sumBefore(int layer) {
    return layer < before.length ? before[layer] : last;
  }

  private void embed(int[][] tokens) {
    for (int r = 0; r < rows; r++) {
      for (int p = 0; p < positions; p++) {
        int lane = p * rows + r;
        double[][] token = outputs[0];
        double[][] place = outputs[1];
        machine.weights.wE().forEachInRow(tokens[r][p], (d, value) -> token[d][lane] = value);
        machine.weights.wPos().forEachInRow(p, (d, value) -> place[d][lane] = value);
      }
    }
  }

  private void forward(Replacement replacement) {
    Scratch scratch = new Scratch(machine.config.dModel(), lanes());
    for (int embedding = 0; embedding < 2; embedding++) {
      replacement.at(embedding, outputs[embedding]);
      scratch.addToSum(outputs[embedding]);
    }
    for (int l = 0; l < machine.blocks.size(); l++) {
      Block block = machine.blocks.get(l);
      before[l] = scratch.copyOfSum();
      attention(block, scratch.input(machine, block.constantBefore()), replacement);
      for (int h = 0; h < block.heads().size(); h++) {
        scratch.addToSum(outputs[block.firstWriter() + h]);
      }
      middle[l] = scratch.copyOfSum();
      if (block.mlp().isPresent()) {
        mlp(l, block, scratch.input(machine, block.constantAfter()), replacement);
        scratch.addToSum(outputs[block.mlpWriter()]);
      }
    }
    scratch.readSum(last);
    machine.unembed.apply(scratch.input(machine, machine.constant), logits, lanes());
  }

  private void attention(Block block, double[][] x, Replacement replacement) {
    Attention attention = new Attention(machine.causal(), machine.config.attnScale());
    for (int h = 0; h < block.heads().size(); h++) {
      HeadRun head = new HeadRun(machine.config, rows, positions);
      double[][] result = outputs[block.firstWriter() + h];
      head.run(
          block.heads().get(h), attention, new double[][][] {x, x, x}, result, rows, positions);
      heads.add(head);
      replacement.at(block.firstWriter() + h, result);
    }
  }

  private void mlp(int l, Block block, double[][] x, Replacement replacement) {
    MlpMaps maps = block.mlp().orElseThrow();
    pre[l] = new double[maps.units()][lanes()];
    post[l] = new double[maps.units()][lanes()];
    maps.in().apply(x, pre[l], lanes());
    activate(machine.config.activation(), pre[l], post[l], lanes());
    maps.out().apply(post[l], outputs[block.mlpWriter()], lanes());
    replacement.at(block.mlpWriter(), outputs[block.mlpWriter()]);
  }

  static void activate(ActivationFunction function, double[][] pre, double[][] post, int lanes) {
    activate(function, pre, post, 0, lanes);
  }

  static void activate(
      ActivationFunction function, double[][] pre, double[][] post, int from, int lanes) {
    for (int u = 0; u < pre.length; u++) {
      switch (function) {
        case RELU -> Arithmetic.best().relu(post[u], from, pre[u], from, lanes);
        case GELU -> Arithmetic.best().gelu(post[u], from, pre[u], from, lanes);
      }
    }
  }

  /** What a reader saw, constants included and before normalisation, {@code [dModel][lane]}. */
  double[][] input(int reader) {
    if (reader == machine.logitsReader()) return plus(last, machine.constant, lanes());
    int layer = machine.graph.reader(reader).component().layer();
    Block block = machine.blocks.get(layer);
    return reader < block.mlpReader()
        ? plus(before[layer], block.constantBefore(), lanes())
        : plus(middle[layer], block.constantAfter(), lanes());
  }

  /** The head of a layer. */
  HeadRun head(int layer, int head) {
    int first = 0;
    for (int l = 0; l < layer; l++) first += machine.blocks.get(l).heads().size();
    return heads.get(first + head);
  }

  /** The stream that the readers of a moment see, constants included and before normalisation. */
  static double[][] plus(double[][] sum, double[] constant, int lanes) {
    double[][] x = new double[sum.length][lanes];
    for (int d = 0; d < x.length; d++) {
      for (int i = 0; i < lanes; i++) x[d][i] = sum[d][i] + constant[d];
    }
    return x;
  }

  /** The logits of one row as a metric sees them. */
  Logits logits(int row) {
    return new LaneLogits(logits, rows, positions, row);
  }
}
