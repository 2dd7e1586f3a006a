package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Mask;
import orrery.intervention.Metric;
import orrery.intervention.Point;
import orrery.intervention.Task;
import orrery.intervention.Wiring;
import orrery.model.Weights;

/** A task on a {@link DjlEngine}, chunk by chunk. */
final class DjlExperiment implements Experiment {
  private final TorchModel model;
  private final Wiring wiring;
  private final Task task;
  private final List<Chunk> chunks = new ArrayList<>();
  private Cost cost = Cost.NONE;

  DjlExperiment(TorchModel model, Task task) {
    this.model = model;
    this.wiring = model.wiring.under(task.reference());
    this.task = task;
    require(task.prompts().clean());
    require(task.prompts().corrupt());
    Traces traces = new Traces(model, task);
    for (int[] some : Traces.byLength(task.prompts().clean(), Batching.lanes(model))) {
      chunks.add(traces.chunk(some));
    }
    charge(new Cost(2, 0));
  }

  private void require(int[][] prompts) {
    int longest = model.config.nCtx();
    int vocabulary = model.config.dVocab();
    for (int[] prompt : prompts) {
      if (prompt.length == 0 || prompt.length > longest) {
        throw new IllegalArgumentException(
            "a prompt of %d tokens for a model of 1 to %d".formatted(prompt.length, longest));
      }
      if (Arrays.stream(prompt).anyMatch(t -> t < 0 || t >= vocabulary)) {
        throw new IllegalArgumentException("a token outside the vocabulary of " + vocabulary);
      }
    }
  }

  @Override
  public ResidualGraph graph() {
    return model.graph;
  }

  @Override
  public Weights weights() {
    return model.weights;
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public double[] clean() {
    double[] values = new double[examples()];
    for (Chunk chunk : chunks) {
      for (int r = 0; r < chunk.rows(); r++) {
        int example = chunk.examples()[r];
        values[example] = task.metric().value(example, chunk.logits(r));
      }
    }
    return values;
  }

  @Override
  public double[] ablated() {
    return run(List.of(Mask.none(model.graph)))[0];
  }

  @Override
  public double[][] run(List<Mask> masks, Metric metric) {
    return masked(masks, metric, false);
  }

  @Override
  public double[][] inject(List<Mask> masks) {
    return masked(masks, task.metric(), true);
  }

  private double[][] masked(List<Mask> masks, Metric metric, boolean inject) {
    for (Mask mask : masks) {
      if (mask.edges() != model.graph.edgeCount()) {
        throw new IllegalArgumentException(
            "a mask of %d edges for %d".formatted(mask.edges(), model.graph.edgeCount()));
      }
    }
    boolean byPosition = masks.stream().anyMatch(Mask::isByPosition);
    double[][] values = new double[masks.size()][examples()];
    for (Chunk chunk : chunks) {
      int most = Math.max(1, Batching.lanes(model) / chunk.lanes());
      for (int from = 0; from < masks.size(); from += most) {
        List<Mask> some = masks.subList(from, Math.min(masks.size(), from + most));
        MaskInputs.Share share =
            inject
                ? (m, edge, p) -> some.get(m).keeps(edge, p) ? 0 : 1
                : (m, edge, p) -> !wiring.isWired(edge) || some.get(m).keeps(edge, p) ? 1 : 0;
        double[][] of = Arrays.copyOfRange(values, from, from + some.size());
        try (Step step = model.step()) {
          new MaskedRun(model, step, chunk, some.size(), byPosition, share, inject)
              .metric(metric, of);
        }
        count(some.size() * chunk.rows(), 0);
      }
    }
    return values;
  }

  @Override
  public double[][] edgeEffects() {
    double[][] effects = new double[model.graph.edgeCount()][examples()];
    for (Chunk chunk : chunks) {
      edges(
          chunk,
          chunk.differences(),
          (edge, row, effect) -> effects[edge][chunk.examples()[row]] = effect);
    }
    return effects;
  }

  @Override
  public double[][][] edgeEffectsByPosition() {
    int longest = task.prompts().maxLength();
    double[][][] effects = new double[model.graph.edgeCount()][longest][examples()];
    for (Chunk chunk : chunks) {
      for (int p = 0; p < chunk.positions(); p++) {
        int position = p;
        edges(
            chunk,
            only(chunk, p),
            (edge, row, effect) -> effects[edge][position][chunk.examples()[row]] = effect);
      }
    }
    return effects;
  }

  /** The differences at one position. */
  private double[] only(Chunk chunk, int position) {
    double[] all = chunk.differences();
    int width = model.config.dModel();
    for (int i = 0; i < all.length; i++) if (i / width % chunk.positions() != position) all[i] = 0;
    return all;
  }

  private void edges(Chunk chunk, double[] differences, Cuts.Sink sink) {
    boolean[] live = wiring.live();
    try (Cuts cuts = new Cuts(model, chunk, differences, task.metric(), rows -> count(rows, 0))) {
      for (int v = 0; v <= model.logitsReader(); v++) {
        int reader = v;
        List<Integer> writers = new ArrayList<>();
        for (int u = 0; u < model.graph.writersOf(v); u++) {
          if (live[model.graph.edge(u, v)]) writers.add(u);
        }
        cuts.edges(
            reader,
            writers,
            (u, row, effect) -> sink.take(model.graph.edge(u, reader), row, effect));
      }
    }
  }

  @Override
  public double[][] writerEffects() {
    double[][] effects = new double[model.writers()][examples()];
    boolean[] live = wiring.liveWriters();
    for (Chunk chunk : chunks) {
      try (Cuts cuts =
          new Cuts(model, chunk, chunk.differences(), task.metric(), rows -> count(rows, 0))) {
        for (int w = 0; w < live.length; w++) {
          if (!live[w]) continue;
          cuts.writer(w, (writer, row, effect) -> effects[writer][chunk.examples()[row]] = effect);
        }
      }
    }
    return effects;
  }

  @Override
  public double[] pathEffect(int sender, List<Integer> receivers) {
    double[] effects = new double[examples()];
    for (Chunk chunk : chunks) {
      double[] logits;
      try (Step step = model.step()) {
        logits = Step.read(new PathRun(model, step, chunk, sender, Set.copyOf(receivers)).logits());
      }
      count(2 * chunk.rows(), 0);
      for (int r = 0; r < chunk.rows(); r++) {
        int example = chunk.examples()[r];
        Chunk.RowLogits seen =
            new Chunk.RowLogits(logits, r, chunk.positions(), model.config.dVocabOut());
        effects[example] =
            task.metric().value(example, seen) - task.metric().value(example, chunk.logits(r));
      }
    }
    return effects;
  }

  @Override
  public void gradients(List<Point> points, Backward rules, Consumer<Gradients> visit) {
    for (int p = 0; p < points.size(); p++) {
      for (Chunk chunk : chunks) {
        try (Step step = model.step()) {
          visit.accept(gradients(step, chunk, p, points.get(p), rules));
        }
      }
    }
  }

  private Gradients gradients(Step step, Chunk chunk, int number, Point point, Backward rules) {
    int n = model.writers();
    int width = model.config.dModel();
    NDArray outputs = step.array(chunk.outputs(), n, chunk.rows(), chunk.positions(), width);
    NDArray difference = step.array(chunk.differences(), n, chunk.rows(), chunk.positions(), width);
    Operations operations = new Operations(model, step, chunk.positions(), rules);
    Probes probes = new Probes(model, step, point, difference);
    step.record();
    Pass pass = new Pass(model, operations, outputs.get(0), outputs.get(1), probes, probes);
    double[] metric = new double[chunk.rows()];
    Losses losses = new Losses(chunk, 1, model.config.dVocabOut());
    losses.backward(step, pass.logits, task.metric(), (m, row, value) -> metric[row] = value);
    count(chunk.rows(), chunk.rows());
    return new DjlGradients(model, wiring, step, chunk, number, metric, pass, probes);
  }

  @Override
  public MaskGradients maskGradients(double[][] keep) {
    double[][] values = new double[keep.length][examples()];
    double[][] slopes = new double[keep.length][model.graph.edgeCount()];
    boolean[] live = wiring.live();
    for (Chunk chunk : chunks) {
      int most = Math.max(1, Batching.lanes(model) / chunk.lanes());
      for (int from = 0; from < keep.length; from += most) {
        int to = Math.min(keep.length, from + most);
        double[][] some = Arrays.copyOfRange(keep, from, to);
        MaskInputs.Share share = (m, edge, p) -> wiring.isWired(edge) ? some[m][edge] : 1;
        try (Step step = model.step()) {
          step.record();
          new MaskedRun(model, step, chunk, some.length, false, share, false)
              .slopes(
                  task.metric(),
                  Arrays.copyOfRange(values, from, to),
                  Arrays.copyOfRange(slopes, from, to),
                  live);
        }
        count((to - from) * chunk.rows(), (to - from) * chunk.rows());
      }
    }
    return new MaskGradients(values, slopes);
  }

  @Override
  public double[][] output(int writer, int example) {
    Chunk chunk = chunkOf(example);
    return stream(chunk, chunk.outputs(), writer, example);
  }

  @Override
  public double[][] reference(int writer, int example) {
    Chunk chunk = chunkOf(example);
    return stream(chunk, chunk.reference(), writer, example);
  }

  private double[][] stream(Chunk chunk, double[] values, int writer, int example) {
    int width = model.config.dModel();
    int first = (writer * chunk.rows() + row(chunk, example)) * chunk.positions();
    double[][] rows = new double[chunk.positions()][];
    for (int p = 0; p < rows.length; p++) {
      rows[p] = Arrays.copyOfRange(values, (first + p) * width, (first + p + 1) * width);
    }
    return rows;
  }

  private Chunk chunkOf(int example) {
    return chunks.stream()
        .filter(c -> row(c, example) >= 0)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no example " + example));
  }

  private static int row(Chunk chunk, int example) {
    return Arrays.binarySearch(chunk.examples(), example);
  }

  @Override
  public double[][] pattern(int layer, int head, int example) {
    Chunk chunk = chunkOf(example);
    int n = chunk.positions();
    double[] all = chunk.patterns().get(model.withHeads(layer));
    int first = (head * chunk.rows() + row(chunk, example)) * n;
    double[][] pattern = new double[n][];
    for (int query = 0; query < n; query++) {
      pattern[query] = Arrays.copyOfRange(all, (first + query) * n, (first + query + 1) * n);
    }
    return pattern;
  }

  private void count(int forwards, int backwards) {
    double all = examples();
    charge(new Cost(forwards / all, backwards / all));
  }

  @Override
  public synchronized void charge(Cost more) {
    cost = cost.plus(more);
  }

  @Override
  public synchronized Cost cost() {
    return cost;
  }
}
