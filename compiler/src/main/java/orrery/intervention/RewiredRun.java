package orrery.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A forward pass in which every reader is given an input of its own. What was computed stays until
 * the next run.
 */
final class RewiredRun {
  final Machine machine;
  final int rows;
  final int positions;
  final Region region;
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
  private int layersRun;

  /** A run of which only a region is computed. */
  RewiredRun(Machine machine, int rows, int positions, Region region) {
    this.machine = machine;
    this.region = region;
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
    layersRun = 0;
    for (double[] lanes : sum) Arrays.fill(lanes, 0);
    add(outputs[0], false);
    add(outputs[1], false);
    for (int l = 0; l < machine.blocks.size(); l++) {
      Block block = machine.blocks.get(l);
      boolean computed = attention(l, block, wiring, replacement);
      if (block.mlp().isPresent()) computed |= mlp(l, block, wiring, replacement);
      if (computed) layersRun++;
    }
    see(new int[] {machine.logitsReader()}, machine.constant, wiring);
    int from = region.from() * rows;
    int lanes = region.to() * rows - from;
    machine.unembed.apply(normalised(machine.logitsReader(), 0), from, logits, from, lanes);
  }

  /** How many layers something was computed in. */
  int layersRun() {
    return layersRun;
  }

  private boolean attention(
      int l, Block block, ReaderInputs wiring, Trace.Replacement replacement) {
    int n = block.heads().size();
    int[] unknown =
        IntStream.range(0, n).filter(h -> !wiring.isKnown(block.firstWriter() + h)).toArray();
    int[] readers =
        IntStream.range(0, 3)
            .flatMap(port -> Arrays.stream(unknown).map(h -> block.firstReader() + port * n + h))
            .toArray();
    see(readers, block.constantBefore(), wiring);
    for (int h = 0; h < n; h++) {
      int writer = block.firstWriter() + h;
      if (wiring.isKnown(writer)) wiring.tell(writer, outputs[writer]);
      else head(l, h, block);
      replacement.at(writer, outputs[writer]);
    }
    for (int h = 0; h < n; h++) add(outputs[block.firstWriter() + h], isLast(l));
    return unknown.length > 0;
  }

  private void head(int l, int h, Block block) {
    double[][][] x = {
      normalised(block.queryReader(h), 0),
      normalised(block.keyReader(h), 1),
      normalised(block.valueReader(h), 2)
    };
    double[][] result = outputs[block.firstWriter() + h];
    int from = region.from(isLast(l));
    int to = region.to(isLast(l));
    heads
        .get(l)
        .get(h)
        .run(block.heads().get(h), attention, x, result, rows, positions, region.end(), from, to);
  }

  private boolean isLast(int layer) {
    return layer == machine.blocks.size() - 1;
  }

  private boolean mlp(int l, Block block, ReaderInputs wiring, Trace.Replacement replacement) {
    int writer = block.mlpWriter();
    double[][] result = outputs[writer];
    boolean known = wiring.isKnown(writer);
    if (known) {
      wiring.tell(writer, result);
    } else {
      MlpMaps maps = block.mlp().orElseThrow();
      see(new int[] {block.mlpReader()}, block.constantAfter(), wiring);
      int from = region.from(isLast(l)) * rows;
      int lanes = region.to(isLast(l)) * rows - from;
      maps.in().apply(normalised(block.mlpReader(), 0), from, pre[l], from, lanes);
      Trace.activate(machine.config.activation(), pre[l], post, from, lanes);
      maps.out().apply(post, from, result, from, lanes);
    }
    replacement.at(writer, result);
    add(result, isLast(l));
    return !known;
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

  /** Fills in what some readers of one moment see. */
  private void see(int[] readers, double[] constant, ReaderInputs wiring) {
    for (int reader : readers) {
      for (int d = 0; d < sum.length; d++) {
        System.arraycopy(sum[d], 0, inputs[reader][d], 0, lanes());
      }
    }
    int[] changed = Arrays.stream(readers).filter(r -> !wiring.isPlain(r)).toArray();
    if (changed.length > 0) wiring.fill(changed, outputs, inputs);
    for (int reader : readers) {
      for (int d = 0; d < constant.length; d++) {
        if (constant[d] == 0) continue;
        for (int i = 0; i < lanes(); i++) inputs[reader][d][i] += constant[d];
      }
    }
  }

  private double[][] normalised(int reader, int port) {
    return norm.apply(inputs[reader], normal[port], lanes());
  }

  private void add(double[][] output, boolean last) {
    int from = region.from(last) * rows;
    int lanes = region.to(last) * rows - from;
    for (int d = 0; d < sum.length; d++) LaneMath.add(sum[d], from, output[d], from, lanes);
  }
}
