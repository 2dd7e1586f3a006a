package orrery.intervention;

import java.util.List;

/**
 * The exact effect of cutting one edge, for all edges of some examples: a linear step for each edge
 * into its reader, then the rest of the pass for the rows that have changed.
 */
final class EdgeSweep {
  /** Takes an effect. */
  @FunctionalInterface
  interface Sink {
    void effect(int edge, int row, double effect);
  }

  private final Machine machine;
  private final Chunk chunk;
  private final Region region;
  private final int rows;
  private final int lanes;
  private final Norm norm;
  private final Attention attention;
  private final ChangedRows changed;
  private final boolean[] live; // [edge]
  private final double[][] normal; // [dModel][lane]
  private final double[][] delta; // [dModel][lane]
  private final HeadRun work;

  EdgeSweep(Machine machine, Chunk chunk, Region region, boolean[] live, ChangedRows changed) {
    this.machine = machine;
    this.chunk = chunk;
    this.region = region;
    this.rows = chunk.rows();
    this.lanes = chunk.lanes();
    this.live = live;
    this.changed = changed;
    this.norm = new Norm(machine.config.normalization());
    this.attention = new Attention(machine.causal(), machine.config.attnScale());
    int dModel = machine.config.dModel();
    this.normal = new double[dModel][lanes];
    this.delta = new double[dModel][lanes];
    this.work = new HeadRun(machine.config, chunk.rows(), chunk.positions());
  }

  /**
   * Finds the effects.
   *
   * @param differences {@code [writer][dModel][lane]} by which each writer's output changes
   */
  void run(double[][][] differences, Sink sink) {
    if (region.isEmpty()) return;
    for (int l = 0; l < machine.blocks.size(); l++) {
      Block block = machine.blocks.get(l);
      changed.begin(new Suffix.Start(l, true), chunk.clean().middle[l], sink);
      heads(l, block, differences);
      changed.flush();
      if (block.mlp().isPresent()) {
        changed.begin(new Suffix.Start(l + 1, false), chunk.clean().sumBefore(l + 1), sink);
        mlp(l, block, block.mlp().get(), differences);
        changed.flush();
      }
    }
    changed.begin(new Suffix.Start(machine.blocks.size(), false), chunk.clean().last, sink);
    for (int u = 0; u < machine.writers(); u++) {
      int edge = machine.graph.edge(u, machine.logitsReader());
      if (live[edge]) changed.add(edge, differences[u]);
    }
    changed.flush();
  }

  private void heads(int l, Block block, double[][][] differences) {
    double[][] x = Trace.plus(chunk.clean().before[l], block.constantBefore(), lanes);
    for (int u = 0; u < block.firstWriter(); u++) {
      if (!anyLive(u, block) || LaneMath.isZero(differences[u], lanes)) continue;
      double[][] change = change(x, differences[u]);
      for (int h = 0; h < block.heads().size(); h++) head(l, h, block, u, change);
    }
  }

  private boolean anyLive(int writer, Block block) {
    for (int h = 0; h < block.heads().size(); h++) {
      for (int reader : List.of(block.queryReader(h), block.keyReader(h), block.valueReader(h))) {
        if (live[machine.graph.edge(writer, reader)]) return true;
      }
    }
    return false;
  }

  /** What a reader's normalised input changes by. */
  private double[][] change(double[][] x, double[][] difference) {
    if (norm.isNone()) return difference;
    double[][] moved = new double[x.length][lanes];
    for (int d = 0; d < x.length; d++) {
      for (int i = 0; i < lanes; i++) moved[d][i] = x[d][i] + difference[d][i];
    }
    double[][] before = norm.apply(x, normal, lanes);
    double[][] after = norm.apply(moved, new double[x.length][lanes], lanes);
    for (int d = 0; d < x.length; d++) LaneMath.subtract(moved[d], after[d], before[d], lanes);
    return moved;
  }

  private void head(int l, int h, Block block, int u, double[][] change) {
    HeadMaps maps = block.heads().get(h);
    HeadRun clean = chunk.clean().head(l, h);
    boolean last = isLast(l);
    int from = region.from(last);
    int to = region.to(last);
    int query = machine.graph.edge(u, block.queryReader(h));
    if (live[query] && moves(maps.q(), change, work.q, clean.q, from, to)) {
      attention.pattern(work.q, clean.k, work.pattern, rows, chunk.positions(), from, to);
      mixed(query, maps, clean, last);
    }
    int key = machine.graph.edge(u, block.keyReader(h));
    if (live[key] && moves(maps.k(), change, work.k, clean.k, region.first(), region.end())) {
      copyBefore(clean.k, work.k);
      attention.pattern(clean.q, work.k, work.pattern, rows, chunk.positions(), from, to);
      mixed(key, maps, clean, last);
    }
    int value = machine.graph.edge(u, block.valueReader(h));
    if (!live[value]) return;
    int first = region.first() * rows;
    int end = region.end() * rows;
    maps.v().applyLinear(change, first, work.v, first, end - first);
    if (LaneMath.isZero(work.v, first, end)) return;
    for (double[] v : work.v) java.util.Arrays.fill(v, 0, first, 0);
    attention.mix(clean.pattern, work.v, work.z, rows, chunk.positions(), from, to);
    written(value, maps, last);
  }

  private boolean isLast(int layer) {
    return layer == machine.blocks.size() - 1;
  }

  /** Keys that nothing has changed. */
  private void copyBefore(double[][] from, double[][] to) {
    for (int d = 0; d < to.length; d++) {
      System.arraycopy(from[d], 0, to[d], 0, region.first() * rows);
    }
  }

  /** out = clean + w change at some positions; false where nothing moves. */
  private boolean moves(
      LinearMap map, double[][] change, double[][] out, double[][] clean, int from, int to) {
    int at = from * rows;
    int n = to * rows - at;
    map.applyLinear(change, at, out, at, n);
    if (LaneMath.isZero(out, at, at + n)) return false;
    for (int d = 0; d < out.length; d++) LaneMath.add(out[d], at, clean[d], at, n);
    return true;
  }

  /** The result of another pattern on the clean values. */
  private void mixed(int edge, HeadMaps maps, HeadRun clean, boolean last) {
    int positions = chunk.positions();
    int from = region.from(last);
    int to = region.to(last);
    for (int i = from * positions; i < to * positions; i++) {
      LaneMath.subtract(work.pattern[i], work.pattern[i], clean.pattern[i], rows);
    }
    attention.mix(work.pattern, clean.v, work.z, rows, positions, from, to);
    written(edge, maps, last);
  }

  private void written(int edge, HeadMaps maps, boolean last) {
    int from = region.from(last) * rows;
    maps.o().applyLinear(work.z, from, delta, from, region.to(last) * rows - from);
    changed.add(edge, delta);
  }

  private void mlp(int l, Block block, MlpMaps maps, double[][][] differences) {
    double[][] x = Trace.plus(chunk.clean().middle[l], block.constantAfter(), lanes);
    double[][] pre = new double[maps.units()][lanes];
    double[][] post = new double[maps.units()][lanes];
    double[][] whole = new double[machine.config.dModel()][lanes];
    int from = region.from(isLast(l));
    int to = region.to(isLast(l));
    int at = from * rows;
    int n = to * rows - at;
    for (int u = 0; u < block.mlpWriter(); u++) {
      int edge = machine.graph.edge(u, block.mlpReader());
      if (!live[edge] || LaneMath.isZero(differences[u], at, at + n)) continue;
      double[][] change = change(x, differences[u]);
      if (!moves(maps.in(), change, pre, chunk.clean().pre[l], from, to)) continue;
      Trace.activate(machine.config.activation(), pre, post, at, n);
      for (int i = 0; i < post.length; i++) {
        LaneMath.subtract(post[i], at, post[i], chunk.clean().post[l][i], n);
      }
      maps.out().applyLinear(post, at, whole, at, n);
      changed.add(edge, whole);
    }
  }
}
