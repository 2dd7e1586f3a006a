package orrery.intervention;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rest of a forward pass, for rows that have been changed somewhere on the way; rows of
 * different origin run side by side. Only the positions of a {@link Region} are computed; before
 * them, keys and values are those of the clean run.
 */
final class Suffix {
  /** Where the rest begins: what has been written so far is in the sum. */
  record Start(int layer, boolean afterAttention) {}

  /** Fills keys and values at the positions before the region, {@code [dHead][lane]}. */
  @FunctionalInterface
  interface Prefix {
    void fill(int layer, int head, double[][] k, double[][] v);
  }

  final int capacity; // rows
  final Region region;
  private final Machine machine;
  private final int positions;
  private final double[][] sum; // [dModel][lane]
  private final double[][] x; // [dModel][lane]
  private final double[][] normal; // [dModel][lane]
  private final double[][] pre; // [unit][lane]
  private final double[][] logits; // [dVocabOut][lane]
  private final HeadRun head;
  private final Attention attention;
  private final Norm norm;

  Suffix(Machine machine, int capacity, int positions, Region region) {
    this.machine = machine;
    this.capacity = capacity;
    this.positions = positions;
    this.region = region;
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

  private boolean isLast(int layer) {
    return layer >= machine.blocks.size() - 1;
  }

  /** The first position of the sum that has to be filled. */
  int from(Start start) {
    return region.from(start.afterAttention() ? isLast(start.layer()) : isBehindLast(start));
  }

  /** Behind the last position of the sum that has to be filled. */
  int to(Start start) {
    return region.to(start.afterAttention() ? isLast(start.layer()) : isBehindLast(start));
  }

  private boolean isBehindLast(Start start) {
    return start.layer() >= machine.blocks.size();
  }

  /** Runs the rest for some rows and shows their logits, {@code [dVocabOut][lane]}. */
  double[][] run(Start start, int rows, Prefix prefix) {
    for (int l = start.layer(); l < machine.blocks.size(); l++) {
      Block block = machine.blocks.get(l);
      if (l > start.layer() || !start.afterAttention()) attention(l, block, rows, prefix);
      Optional<MlpMaps> mlp = block.mlp();
      if (mlp.isPresent()) mlp(mlp.get(), l, block, rows);
    }
    int from = region.from() * rows;
    int lanes = region.to() * rows - from;
    double[][] in = input(machine.constant, from, lanes);
    machine.unembed.apply(in, from, logits, from, lanes);
    return logits;
  }

  private void attention(int l, Block block, int rows, Prefix prefix) {
    int keysFrom = region.first() * rows;
    int keys = region.end() * rows - keysFrom;
    int from = region.from(isLast(l)) * rows;
    int lanes = region.to(isLast(l)) * rows - from;
    double[][] in = input(block.constantBefore(), keysFrom, keys);
    if (in == sum) in = copyOfSum(keysFrom, keys);
    for (int h = 0; h < block.heads().size(); h++) {
      HeadMaps maps = block.heads().get(h);
      maps.q().apply(in, from, head.q, from, lanes);
      maps.k().apply(in, keysFrom, head.k, keysFrom, keys);
      maps.v().apply(in, keysFrom, head.v, keysFrom, keys);
      if (region.first() > 0) prefix.fill(l, h, head.k, head.v);
      int query = region.from(isLast(l));
      int end = region.to(isLast(l));
      attention.pattern(head.q, head.k, head.pattern, rows, positions, query, end);
      attention.mix(head.pattern, head.v, head.z, rows, positions, query, end);
      maps.o().addLinear(head.z, from, sum, from, lanes);
    }
  }

  private void mlp(MlpMaps maps, int l, Block block, int rows) {
    int from = region.from(isLast(l)) * rows;
    int lanes = region.to(isLast(l)) * rows - from;
    double[][] units = Arrays.copyOf(pre, maps.units());
    maps.in().apply(input(block.constantAfter(), from, lanes), from, units, from, lanes);
    Trace.activate(machine.config.activation(), units, units, from, lanes);
    maps.out().add(units, from, sum, from, lanes);
  }

  /** What readers see, at some lanes; the sum itself where nothing is to be done to it. */
  private double[][] input(double[] constant, int from, int lanes) {
    boolean shifted = Arrays.stream(constant).anyMatch(c -> c != 0);
    if (!shifted && norm.isNone()) return sum;
    for (int d = 0; d < sum.length; d++) {
      for (int i = from; i < from + lanes; i++) x[d][i] = sum[d][i] + constant[d];
    }
    return norm.apply(x, normal, from, lanes);
  }

  private double[][] copyOfSum(int from, int lanes) {
    for (int d = 0; d < sum.length; d++) System.arraycopy(sum[d], from, x[d], from, lanes);
    return x;
  }
}
