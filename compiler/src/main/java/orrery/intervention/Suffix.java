package orrery.intervention;

import java.util.Optional;

/**
 * The rest of a forward pass, for rows that have been changed somewhere on the way; rows of
 * different origin run side by side.
 */
final class Suffix {
  /** Where the rest begins: what has been written so far is in the sum. */
  record Start(int layer, boolean afterAttention) {}

  final int capacity; // rows
  private final Machine machine;
  private final int positions;
  private final double[][] sum; // [dModel][lane]
  private final double[][] x; // [dModel][lane]
  private final double[][] normal; // [dModel][lane]
  private final double[][] result; // [dModel][lane]
  private final double[][] pre; // [unit][lane]
  private final double[][] logits; // [dVocabOut][lane]
  private final HeadRun head;
  private final Attention attention;
  private final Norm norm;

  Suffix(Machine machine, int capacity, int positions) {
    this.machine = machine;
    this.capacity = capacity;
    this.positions = positions;
    int lanes = capacity * positions;
    int dModel = machine.config.dModel();
    int units =
        machine.blocks.stream()
            .mapToInt(b -> b.mlp().map(MlpMaps::units).orElse(0))
            .max()
            .orElse(0);
    this.sum = new double[dModel][lanes];
    this.x = new double[dModel][lanes];
    this.normal = new double[dModel][lanes];
    this.result = new double[dModel][lanes];
    this.pre = new double[units][lanes];
    this.logits = new double[machine.config.dVocabOut()][lanes];
    this.head = new HeadRun(machine.config, capacity, positions);
    this.attention = new Attention(machine.causal(), machine.config.attnScale());
    this.norm = new Norm(machine.config.normalization());
  }

  /**
   * The sum to be filled, {@code [dModel][position * rows + row]} for the number of rows to come.
   */
  double[][] sum() {
    return sum;
  }

  /** Runs the rest for some rows and shows their logits, {@code [dVocabOut][lane]}. */
  double[][] run(Start start, int rows) {
    for (int l = start.layer(); l < machine.blocks.size(); l++) {
      Block block = machine.blocks.get(l);
      if (l > start.layer() || !start.afterAttention()) attention(block, rows);
      Optional<MlpMaps> mlp = block.mlp();
      if (mlp.isPresent()) mlp(mlp.get(), block, rows);
    }
    machine.unembed.apply(input(machine.constant, rows), logits, rows * positions);
    return logits;
  }

  private void attention(Block block, int rows) {
    double[][] in = input(block.constantBefore(), rows);
    double[][][] inputs = {in, in, in};
    for (HeadMaps maps : block.heads()) {
      head.run(maps, attention, inputs, result, rows, positions);
      addResult(rows);
    }
  }

  private void mlp(MlpMaps maps, Block block, int rows) {
    int lanes = rows * positions;
    double[][] units = java.util.Arrays.copyOf(pre, maps.units());
    maps.in().apply(input(block.constantAfter(), rows), units, lanes);
    Trace.activate(machine.config.activation(), units, units, lanes);
    maps.out().apply(units, result, lanes);
    addResult(rows);
  }

  private void addResult(int rows) {
    for (int d = 0; d < sum.length; d++) LaneMath.add(sum[d], result[d], rows * positions);
  }

  private double[][] input(double[] constant, int rows) {
    int lanes = rows * positions;
    for (int d = 0; d < sum.length; d++) {
      for (int i = 0; i < lanes; i++) x[d][i] = sum[d][i] + constant[d];
    }
    return norm.apply(x, normal, lanes);
  }
}
