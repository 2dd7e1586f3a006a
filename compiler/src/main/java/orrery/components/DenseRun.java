package orrery.components;

import java.util.Arrays;
import java.util.List;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.lanes.Arithmetic;
import orrery.model.Normalization;

/**
 * Sequences of one length, run side by side in float64 with dense weights; any component's output
 * may be replaced, for all that read it or for one reader alone.
 *
 * <p>The same arithmetic as {@code model.ReferenceTransformer}, up to the order of sums. A row's
 * result does not depend on its company. Arrays are used again by the next run.
 */
final class DenseRun {
  private static final Arithmetic ARITHMETIC = DenseWeights.ARITHMETIC;

  private final DenseWeights weights;
  final int rows;
  final int positions;
  private final int lanes;
  private final double[][][] own; // [writer][dModel][lane]
  private final double[][][] now; // the same, or what another run has computed
  final double[][] logits; // [dVocabOut][lane]
  private final double[][] stream; // [dModel][lane]
  private final double[][][] inputs; // [q, k, v][dModel][lane] where a reader has its own
  private final double[][][] normal; // [q, k, v, all][dModel][lane]
  private boolean read; // whether the stream stands normalised in normal[all]
  private final double[][][] qkv; // [q, k, v][dHead][lane]
  private final double[][] pattern; // [key][row]
  private final double[][] z; // [dHead][lane]
  private final double[][] post; // [unit][lane]

  DenseRun(DenseWeights weights, int rows, int positions) {
    this.weights = weights;
    this.rows = rows;
    this.positions = positions;
    this.lanes = rows * positions;
    int dModel = weights.config.dModel();
    int dHead = weights.config.dHead();
    this.own = new double[weights.writers()][dModel][lanes];
    this.now = own.clone();
    this.logits = new double[weights.config.dVocabOut()][lanes];
    this.stream = new double[dModel][lanes];
    this.inputs = new double[3][dModel][lanes];
    boolean plain = weights.config.normalization() == Normalization.NONE;
    this.normal = new double[4][plain ? 0 : dModel][lanes];
    this.qkv = new double[3][dHead][lanes];
    this.pattern = new double[positions][rows];
    this.z = new double[dHead][lanes];
    this.post = new double[weights.units()][lanes];
  }

  /** What a component has written in the last run, {@code [writer][dModel][lane]}; a window. */
  double[][][] outputs() {
    return now;
  }

  /** Runs sequences as they are, {@code [row][position]} token ids, BOS first. */
  void run(int[][] tokens) {
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < positions; p++) {
        int lane = p * rows + row;
        double[] token = weights.wE[tokens[row][p]];
        double[] position = weights.wPos[p];
        for (int d = 0; d < token.length; d++) {
          own[0][d][lane] = token[d];
          own[1][d][lane] = position[d];
        }
      }
    }
    System.arraycopy(own, 0, now, 0, own.length);
    forward(Change.none(), /* changed= */ true);
  }

  /** Runs what a clean run of the same shape has run, under a change. */
  void run(DenseRun clean, Change change) {
    System.arraycopy(clean.now, 0, now, 0, now.length);
    forward(change, /* changed= */ false);
  }

  /**
   * Computes everything after the embeddings.
   *
   * @param changed whether what stands in {@code now} is out of date
   */
  private void forward(Change change, boolean changed) {
    for (double[] values : stream) Arrays.fill(values, 0, lanes, 0);
    add(0);
    add(1);
    boolean dirty = changed;
    for (int l = 0; l < weights.blocks.size(); l++) {
      DenseWeights.Block block = weights.blocks.get(l);
      dirty = attention(l, block, change, dirty);
      if (block.mlp().isPresent()) dirty = mlp(l, block, change, dirty);
    }
    double[][] x = input(weights.reader(Component.LOGITS, Port.LOGITS), change, 0);
    weights.unembed.apply(x, logits, lanes);
  }

  private boolean attention(int l, DenseWeights.Block block, Change change, boolean dirty) {
    List<DenseWeights.HeadMaps> heads = block.heads();
    boolean after = dirty;
    for (int h = 0; h < heads.size(); h++) {
      int q = weights.reader(Component.head(l, h), Port.Q);
      int k = weights.reader(Component.head(l, h), Port.K);
      int v = weights.reader(Component.head(l, h), Port.V);
      int writer = block.first() + h;
      if (dirty || change.rewires(q) || change.rewires(k) || change.rewires(v)) {
        double[][][] x = {input(q, change, 0), input(k, change, 1), input(v, change, 2)};
        head(heads.get(h), x, own[writer]);
        now[writer] = own[writer];
        after = true;
      }
      after |= replace(writer, change);
    }
    for (int h = 0; h < heads.size(); h++) add(block.first() + h);
    read = false;
    double[] bO = block.bO();
    for (int d = 0; d < bO.length; d++) {
      for (int i = 0; i < lanes && bO[d] != 0; i++) stream[d][i] += bO[d];
    }
    return after;
  }

  private void head(DenseWeights.HeadMaps maps, double[][][] x, double[][] result) {
    maps.q().apply(x[0], qkv[0], lanes);
    maps.k().apply(x[1], qkv[1], lanes);
    maps.v().apply(x[2], qkv[2], lanes);
    double divisor = weights.config.attnScale();
    for (int query = 0; query < positions; query++) {
      int keys = weights.keys(query, positions);
      int at = query * rows;
      ARITHMETIC.scores(qkv[0], at, qkv[1], 0, pattern, 0, keys, rows, divisor);
      ARITHMETIC.softmax(pattern, 0, keys, rows);
      ARITHMETIC.mix(pattern, 0, qkv[2], 0, z, at, keys, rows);
    }
    maps.o().apply(z, result, lanes);
  }

  private boolean mlp(int l, DenseWeights.Block block, Change change, boolean dirty) {
    int writer = block.first() + block.heads().size();
    int reader = weights.reader(Component.mlp(l), Port.MLP);
    boolean after = dirty;
    if (dirty || change.rewires(reader)) {
      DenseWeights.MlpMaps maps = block.mlp().orElseThrow();
      maps.in().apply(input(reader, change, 0), post, lanes);
      for (int u = 0; u < maps.in().b().length; u++) {
        switch (weights.config.activation()) {
          case RELU -> ARITHMETIC.relu(post[u], 0, post[u], 0, lanes);
          case GELU -> ARITHMETIC.gelu(post[u], 0, post[u], 0, lanes);
        }
      }
      maps.out().apply(post, own[writer], lanes);
      now[writer] = own[writer];
      after = true;
    }
    after |= replace(writer, change);
    add(writer);
    return after;
  }

  private boolean replace(int writer, Change change) {
    if (!change.replaces(writer)) return false;
    change.replace(writer, now[writer], own[writer], lanes);
    now[writer] = own[writer];
    return true;
  }

  /** What a reader gets, normalised. */
  private double[][] input(int reader, Change change, int slot) {
    boolean plain = weights.config.normalization() == Normalization.NONE;
    if (!change.rewires(reader)) {
      if (plain) return stream;
      if (!read) normalised(stream, normal[3]);
      read = true;
      return normal[3];
    }
    change.rewire(reader, stream, now, inputs[slot], lanes);
    return plain ? inputs[slot] : normalised(inputs[slot], normal[slot]);
  }

  private double[][] normalised(double[][] x, double[][] out) {
    double[] one = new double[x.length];
    for (int lane = 0; lane < lanes; lane++) {
      for (int d = 0; d < one.length; d++) one[d] = x[d][lane];
      double[] normal = weights.config.normalization().apply(one);
      for (int d = 0; d < one.length; d++) out[d][lane] = normal[d];
    }
    return out;
  }

  private void add(int writer) {
    read = false;
    double[][] output = now[writer];
    for (int d = 0; d < stream.length; d++) {
      ARITHMETIC.add(stream[d], 0, output[d], 0, lanes);
    }
  }
}
