package orrery.intervention;

import java.util.List;
import java.util.Optional;
import orrery.lanes.Arithmetic;
import orrery.model.ActivationFunction;

/** Carries gradients from logits back to every reader of a {@link RewiredRun} or {@link Trace}. */
final class BackwardPass {
  /** Says what becomes of the gradients, reader by reader and writer by writer. */
  interface Flow {
    /** The gradient at a writer's output, {@code [dModel][lane]}, complete by now. */
    double[][] atWriter(int writer);

    /** Takes the gradient at a reader's input, {@code [dModel][lane]}; the array is used again. */
    void atReader(int reader, double[][] gradient);

    /** Takes the gradient at a head's pattern, {@code [query * positions + key][row]}. */
    void atPattern(int layer, int head, double[][] gradient);
  }

  /** What a forward pass has left behind. */
  interface Forward {
    HeadRun head(int layer, int head);

    double[][] pre(int layer);

    /** A reader's input before its normalisation. */
    double[][] input(int reader);
  }

  private final Machine machine;
  private final Backward rules;
  private final Region region;
  private final int rows;
  private final int positions;
  private final Norm norm;
  private final Attention attention;

  /**
   * A pass backwards.
   *
   * @param region with the positions at which logits have a gradient: nothing else flows through
   *     the last layer
   */
  BackwardPass(Machine machine, Backward rules, int rows, int positions, Region region) {
    this.machine = machine;
    this.region = region;
    this.rules = rules;
    this.rows = rows;
    this.positions = positions;
    this.norm = new Norm(machine.config.normalization());
    this.attention = new Attention(machine.causal(), machine.config.attnScale());
  }

  private int lanes() {
    return rows * positions;
  }

  private double[][] stream() {
    return new double[machine.config.dModel()][lanes()];
  }

  /** Runs backwards from the gradient at the logits, {@code [dVocabOut][lane]}. */
  void run(Forward forward, double[][] atLogits, Flow flow) {
    double[][] g = stream();
    int from = region.from() * rows;
    machine.unembedBack.applyLinear(atLogits, from, g, from, region.to() * rows - from);
    give(forward, machine.logitsReader(), g, flow);
    for (int l = machine.blocks.size() - 1; l >= 0; l--) {
      if (rules.droppedLayer().isPresent() && rules.droppedLayer().getAsInt() == l) {
        drop(machine.blocks.get(l), flow);
      } else {
        layer(l, forward, flow);
      }
    }
  }

  private void layer(int l, Forward forward, Flow flow) {
    Block block = machine.blocks.get(l);
    Optional<MlpMaps> mlp = block.mlp();
    if (mlp.isPresent()) mlp(l, block, mlp.get(), forward, flow);
    List<HeadMaps> heads = block.heads();
    for (int h = heads.size() - 1; h >= 0; h--) head(l, h, block, forward, flow);
  }

  private void drop(Block block, Flow flow) {
    double[][] zero = stream();
    if (block.mlp().isPresent()) {
      flow.atWriter(block.mlpWriter());
      flow.atReader(block.mlpReader(), zero);
    }
    for (int h = 0; h < block.heads().size(); h++) {
      flow.atWriter(block.firstWriter() + h);
      flow.atReader(block.queryReader(h), zero);
      flow.atReader(block.keyReader(h), zero);
      flow.atReader(block.valueReader(h), zero);
    }
  }

  private void mlp(int l, Block block, MlpMaps maps, Forward forward, Flow flow) {
    int from = region.from(isLast(l)) * rows;
    int lanes = region.to(isLast(l)) * rows - from;
    double[][] units = new double[maps.units()][lanes()];
    maps.outBack().applyLinear(flow.atWriter(block.mlpWriter()), from, units, from, lanes);
    double[][] pre = forward.pre(l);
    for (int u = 0; u < units.length; u++) activationBack(pre[u], units[u], from, lanes);
    double[][] g = stream();
    maps.inBack().applyLinear(units, from, g, from, lanes);
    give(forward, block.mlpReader(), g, flow);
  }

  private void activationBack(double[] pre, double[] g, int from, int lanes) {
    ActivationFunction function = machine.config.activation();
    if (rules.ratioActivation()) {
      for (int i = from; i < from + lanes; i++) {
        g[i] *= pre[i] == 0 ? function.slope(0) : function.apply(pre[i]) / pre[i];
      }
      return;
    }
    switch (function) {
      case RELU -> Arithmetic.best().reluSlopes(g, from, pre, from, lanes);
      case GELU -> Arithmetic.best().geluSlopes(g, from, pre, from, lanes);
    }
  }

  private void head(int l, int h, Block block, Forward forward, Flow flow) {
    HeadMaps maps = block.heads().get(h);
    HeadRun run = forward.head(l, h);
    int dHead = run.q.length;
    int from = region.from(isLast(l));
    int to = region.to(isLast(l));
    int at = from * rows;
    double[][] gz = new double[dHead][lanes()];
    double[][] result = flow.atWriter(block.firstWriter() + h);
    maps.oBack().applyLinear(result, at, gz, at, to * rows - at);

    double[][] local = new double[dHead][lanes()];
    attention.mixBack(run.pattern, gz, local, rows, positions, from, to);
    reader(maps.vBack(), local, rules.valueScale(), block.valueReader(h), forward, flow);

    double[][] gPattern = new double[positions * positions][rows];
    attention.patternBack(gz, run.v, gPattern, rows, positions, from, to);
    flow.atPattern(l, h, gPattern);
    double scale = rules.frozenPattern() ? 0 : rules.queryKeyScale();
    if (scale != 0) {
      attention.softmaxBack(run.pattern, gPattern, rules.temperature(), rows, positions, from, to);
      attention.mixBack(gPattern, run.q, local, rows, positions, from, to);
    }
    reader(maps.kBack(), local, scale, block.keyReader(h), forward, flow);
    double[][] queries = new double[dHead][lanes()];
    if (scale != 0) attention.mix(gPattern, run.k, queries, rows, positions, from, to);
    reader(maps.qBack(), queries, scale, block.queryReader(h), forward, flow);
  }

  private boolean isLast(int layer) {
    return layer == machine.blocks.size() - 1;
  }

  private void reader(
      LinearMap back, double[][] local, double scale, int reader, Forward forward, Flow flow) {
    double[][] g = stream();
    if (scale != 0) back.applyLinear(local, g, lanes());
    if (scale != 0 && scale != 1) {
      for (double[] lanes : g) for (int i = 0; i < lanes(); i++) lanes[i] *= scale;
    }
    give(forward, reader, g, flow);
  }

  private void give(Forward forward, int reader, double[][] g, Flow flow) {
    if (!norm.isNone()) norm.back(forward.input(reader), g, rules.frozenNormalization(), lanes());
    flow.atReader(reader, g);
  }
}
