package orrery.intervention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.model.Weights;

/** One task on one model, answered a run at a time. */
final class SlowExperiment implements Experiment {
  private final Weights weights;
  private final ResidualGraph graph;
  private final Task task;
  private final double[][][][] references; // [example][writer][position][dModel]
  private final List<SlowPass> clean = new ArrayList<>(); // [example]
  private double passes; // of one example each
  private Cost charged = Cost.NONE;

  SlowExperiment(Weights weights, ResidualGraph graph, Task task) {
    this.weights = weights;
    this.graph = graph;
    this.task = task;
    references = new SlowReferences(weights, task.prompts()).of(task.reference());
    for (int i = 0; i < examples(); i++) clean.add(pass(i, Intervention.NONE));
  }

  @Override
  public ResidualGraph graph() {
    return graph;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Task task() {
    return task;
  }

  /** One example under an intervention. */
  SlowPass pass(int example, Intervention change) {
    return pass(example, Backward.EXACT, change);
  }

  SlowPass pass(int example, Backward rules, Intervention change) {
    passes++;
    return new SlowPass(weights, task.prompts().clean()[example], rules, change);
  }

  static double metric(Metric metric, int example, SlowPass pass) {
    return metric.value(example, new SlowLogits(pass.logits()));
  }

  private double metric(int example, Intervention change) {
    return metric(task.metric(), example, pass(example, change));
  }

  @Override
  public double[] clean() {
    return run(List.of(Mask.all(graph)))[0];
  }

  @Override
  public double[] ablated() {
    return run(List.of(Mask.none(graph)))[0];
  }

  @Override
  public double[][] run(List<Mask> masks, Metric metric) {
    double[][] results = new double[masks.size()][examples()];
    for (int m = 0; m < results.length; m++) {
      for (int i = 0; i < examples(); i++) {
        results[m][i] = metric(metric, i, pass(i, isolated(i, masks.get(m))));
      }
    }
    return results;
  }

  private Intervention isolated(int example, Mask mask) {
    return new Intervention() {
      @Override
      public Dual carried(int writer, int reader, int position, int dimension, Dual current) {
        return mask.keeps(graph.edge(writer, reader), position)
            ? current
            : Dual.of(references[example][writer][position][dimension]);
      }
    };
  }

  @Override
  public double[][] inject(List<Mask> masks) {
    double[][] results = new double[masks.size()][examples()];
    for (int m = 0; m < results.length; m++) {
      for (int i = 0; i < examples(); i++) results[m][i] = metric(i, injected(i, masks.get(m)));
    }
    return results;
  }

  /** The run starts from the reference; kept edges carry clean values, others what is computed. */
  private Intervention injected(int example, Mask mask) {
    return new Intervention() {
      @Override
      public Dual[][] written(int writer, Dual[][] computed) {
        boolean input = graph.writer(writer).layer() < 0;
        return input ? SlowPass.constants(references[example][writer]) : computed;
      }

      @Override
      public Dual carried(int writer, int reader, int position, int dimension, Dual current) {
        return mask.keeps(graph.edge(writer, reader), position)
            ? clean.get(example).output(writer)[position][dimension]
            : current;
      }
    };
  }

  @Override
  public double[][] edgeEffects() {
    double[] before = clean();
    double[][] effects = new double[graph.edgeCount()][];
    for (int e = 0; e < effects.length; e++)
      effects[e] = effect(Mask.all(graph).without(e), before);
    return effects;
  }

  private double[] effect(Mask mask, double[] before) {
    double[] effect = run(List.of(mask))[0];
    for (int i = 0; i < effect.length; i++) effect[i] -= before[i];
    return effect;
  }

  @Override
  public double[][][] edgeEffectsByPosition() {
    int positions = task.prompts().maxLength();
    double[] before = clean();
    double[][][] effects = new double[graph.edgeCount()][positions][];
    for (int e = 0; e < effects.length; e++) {
      for (int p = 0; p < positions; p++) {
        effects[e][p] = effect(Mask.all(graph).byPosition(positions).without(e, p), before);
      }
    }
    return effects;
  }

  @Override
  public double[][] writerEffects() {
    double[] before = clean();
    double[][] effects = new double[graph.writers().size()][];
    for (int u = 0; u < effects.length; u++) effects[u] = effect(without(u), before);
    return effects;
  }

  private Mask without(int writer) {
    Mask mask = Mask.all(graph);
    for (int v = 0; v < graph.readers().size(); v++) {
      if (writer < graph.writersOf(v)) mask = mask.without(graph.edge(writer, v));
    }
    return mask;
  }

  @Override
  public double[] pathEffect(int sender, List<Integer> receivers) {
    double[] effects = clean();
    for (int i = 0; i < effects.length; i++) {
      SlowPass direct = pass(i, frozenHeads(i, sender));
      Intervention received =
          new Intervention() {
            @Override
            public Dual[][] read(int reader, Dual[][] composed) {
              return receivers.contains(reader) ? direct.input(reader) : composed;
            }
          };
      effects[i] = metric(i, received) - effects[i];
    }
    return effects;
  }

  /** The sender writes its reference, every other head what it wrote in the clean run. */
  private Intervention frozenHeads(int example, int sender) {
    return new Intervention() {
      @Override
      public Dual[][] written(int writer, Dual[][] computed) {
        if (writer == sender) return SlowPass.constants(references[example][writer]);
        boolean head = graph.writer(writer).kind() == Component.Kind.HEAD;
        return head ? clean.get(example).output(writer) : computed;
      }
    };
  }

  @Override
  public void gradients(List<Point> points, Backward rules, Consumer<Gradients> visit) {
    for (int k = 0; k < points.size(); k++) {
      for (int i = 0; i < examples(); i++) {
        visit.accept(new SlowGradients(this, weights, k, points.get(k), i, rules));
      }
    }
  }

  @Override
  public MaskGradients maskGradients(double[][] keep) {
    double[][] metrics = new double[keep.length][examples()];
    double[][] slopes = new double[keep.length][graph.edgeCount()];
    for (int m = 0; m < keep.length; m++) {
      for (int i = 0; i < examples(); i++) {
        metrics[m][i] = metric(i, softened(i, keep[m], -1));
        for (int e = 0; e < graph.edgeCount(); e++) {
          slopes[m][e] += slope(i, pass(i, softened(i, keep[m], e)));
        }
      }
    }
    return new MaskGradients(metrics, slopes);
  }

  /** Edges are kept by a share, and derivatives are with respect to one of the shares. */
  private Intervention softened(int example, double[] keep, int varied) {
    return new Intervention() {
      @Override
      public Dual carried(int writer, int reader, int position, int dimension, Dual current) {
        int edge = graph.edge(writer, reader);
        Dual kept = new Dual(keep[edge], edge == varied ? 1 : 0);
        Dual cut = Dual.of(1).minus(kept);
        double reference = references[example][writer][position][dimension];
        return kept.times(current).plus(cut.times(reference));
      }
    };
  }

  /** The derivative of the metric with respect to whatever a pass was told to vary. */
  double slope(int example, SlowPass pass) {
    double[] slope = new double[1];
    task.metric()
        .gradient(
            example,
            new SlowLogits(pass.logits()),
            (position, index, weight) ->
                slope[0] += weight * pass.logits()[position][index].slope());
    return slope[0];
  }

  @Override
  public double[][] output(int writer, int example) {
    return SlowPass.values(clean.get(example).output(writer));
  }

  @Override
  public double[][] reference(int writer, int example) {
    return references[example][writer];
  }

  @Override
  public double[][] pattern(int layer, int head, int example) {
    return clean.get(example).pattern(layer, head);
  }

  @Override
  public Cost cost() {
    return new Cost(passes / examples(), 0).plus(charged);
  }

  @Override
  public void charge(Cost more) {
    charged = charged.plus(more);
  }

  /** The values of a pass's logits. */
  private record SlowLogits(Dual[][] logits) implements Logits {
    @Override
    public int positions() {
      return logits.length;
    }

    @Override
    public int width() {
      return logits[0].length;
    }

    @Override
    public double get(int position, int index) {
      return logits[position][index].value();
    }
  }
}
