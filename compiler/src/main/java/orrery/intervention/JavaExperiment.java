package orrery.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import orrery.circuit.ResidualGraph;
import orrery.model.Weights;

/** A task on a {@link JavaEngine}: chunk by chunk, on several threads. */
final class JavaExperiment implements Experiment {
  /** Lanes of a chunk: what keeps a stream of usual width within a core's cache. */
  private static final int CHUNK_LANES = 512;

  /** Lanes of a batch of changed rows or of masks. */
  private static final int BATCH_LANES = 1024;

  /** Rows of which nothing is left over when they are computed in vectors. */
  private static final int VECTOR = 8;

  private final Machine machine;
  private final Task task;
  private final int threads;
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<CircuitRuns> circuits = new ArrayList<>(); // [chunk]
  private final Work work;
  private Cost charged = Cost.NONE;

  JavaExperiment(Machine machine, Task task, int threads) {
    this.machine = machine;
    this.task = task;
    this.threads = threads;
    this.work = new Work(machine.blocks.size());
    require(task.prompts().clean());
    require(task.prompts().corrupt());
    References of = new References(machine, task);
    List<int[]> parts = new ArrayList<>();
    for (int[] group : Batches.byLength(task.prompts().clean(), Integer.MAX_VALUE)) {
      int most = evenly(group.length, task.prompts().clean()[group[0]].length);
      for (int from = 0; from < group.length; from += most) {
        parts.add(Arrays.copyOfRange(group, from, Math.min(group.length, from + most)));
      }
    }
    Chunk[] made = new Chunk[parts.size()];
    parallel(made.length, i -> made[i] = chunk(parts.get(i), of));
    chunks.addAll(Arrays.asList(made));
    for (Chunk chunk : made) circuits.add(new CircuitRuns(machine, chunk, work));
  }

  /** As many rows as fill so many lanes, in whole vectors. */
  private static int rows(int lanes, int positions) {
    return Math.max(VECTOR, lanes / positions / VECTOR * VECTOR);
  }

  /** The rows of a chunk: as few chunks as fit, of nearly the same size. */
  private static int evenly(int examples, int positions) {
    int most = rows(CHUNK_LANES, positions);
    int chunks = (examples + most - 1) / most;
    int each = (examples + chunks - 1) / chunks;
    return (each + VECTOR - 1) / VECTOR * VECTOR;
  }

  private Chunk chunk(int[] examples, References references) {
    int[][] tokens =
        Arrays.stream(examples).mapToObj(i -> task.prompts().clean()[i]).toArray(int[][]::new);
    Trace clean = Trace.run(machine, tokens, Trace.Replacement.none());
    work.forward(2 * examples.length);
    return new Chunk(examples, clean, references.of(examples, clean));
  }

  private void require(int[][] prompts) {
    for (int[] prompt : prompts) {
      if (prompt.length == 0 || prompt.length > machine.config.nCtx()) {
        throw new IllegalArgumentException(
            "a prompt of %d tokens for a model of 1 to %d"
                .formatted(prompt.length, machine.config.nCtx()));
      }
      for (int token : prompt) {
        if (token < 0 || token >= machine.config.dVocab()) {
          throw new IllegalArgumentException(
              "token %d of a vocabulary of %d".formatted(token, machine.config.dVocab()));
        }
      }
    }
  }

  /** Runs independent pieces of work; each writes to places of its own. */
  private void parallel(int n, java.util.function.IntConsumer piece) {
    if (threads == 1 || n == 1) {
      for (int i = 0; i < n; i++) piece.accept(i);
      return;
    }
    int workers = Math.min(threads, n);
    java.util.concurrent.atomic.AtomicInteger next =
        new java.util.concurrent.atomic.AtomicInteger();
    IntStream.range(0, workers)
        .parallel()
        .forEach(
            worker -> {
              for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
                piece.accept(i);
              }
            });
  }

  @Override
  public ResidualGraph graph() {
    return machine.graph;
  }

  @Override
  public Weights weights() {
    return machine.weights;
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public double[] clean() {
    double[] values = new double[examples()];
    for (Chunk chunk : chunks) chunk.cleanValues(task.metric(), values);
    return values;
  }

  @Override
  public double[] ablated() {
    return run(List.of(Mask.none(machine.graph)))[0];
  }

  @Override
  public double[][] run(List<Mask> masks, Metric metric) {
    return circuits(masks, metric, false);
  }

  @Override
  public double[][] inject(List<Mask> masks) {
    return circuits(masks, task.metric(), true);
  }

  private double[][] circuits(List<Mask> masks, Metric metric, boolean inject) {
    for (Mask mask : masks) {
      if (mask.edges() != machine.graph.edgeCount()) {
        throw new IllegalArgumentException(
            "a mask of %d edges for %d".formatted(mask.edges(), machine.graph.edgeCount()));
      }
    }
    double[][] values = new double[masks.size()][examples()];
    parallel(chunks.size(), c -> circuits.get(c).run(masks, metric, inject, values));
    return values;
  }

  @Override
  public double[][] edgeEffects() {
    double[][] effects = new double[machine.graph.edgeCount()][examples()];
    boolean[] live = machine.wiring.live();
    parallel(
        chunks.size(),
        c -> {
          Chunk chunk = chunks.get(c);
          double[][][] differences = chunk.differences();
          sweep(chunk, region(chunk, differences), live)
              .run(
                  differences,
                  (edge, row, effect) -> effects[edge][chunk.examples()[row]] = effect);
        });
    return effects;
  }

  private EdgeSweep sweep(Chunk chunk, Region region, boolean[] live) {
    return new EdgeSweep(machine, chunk, region, live, changed(chunk, region));
  }

  private Region region(Chunk chunk, double[][][] differences) {
    int[] examples = chunk.examples();
    return Region.of(machine, task.metric(), examples, chunk.positions(), differences);
  }

  private ChangedRows changed(Chunk chunk, Region region) {
    int capacity = rows(BATCH_LANES, chunk.positions());
    Suffix suffix = new Suffix(machine, capacity, chunk.positions(), region);
    return new ChangedRows(chunk, suffix, task.metric(), work);
  }

  @Override
  public double[][][] edgeEffectsByPosition() {
    int longest = task.prompts().maxLength();
    double[][][] effects = new double[machine.graph.edgeCount()][longest][examples()];
    boolean[] live = machine.wiring.live();
    parallel(
        chunks.size(),
        c -> {
          Chunk chunk = chunks.get(c);
          for (int p = 0; p < chunk.positions(); p++) {
            int position = p;
            double[][][] differences = only(chunk, p);
            sweep(chunk, region(chunk, differences), live)
                .run(
                    differences,
                    (edge, row, effect) -> effects[edge][position][chunk.examples()[row]] = effect);
          }
        });
    return effects;
  }

  /** The differences at one position. */
  private static double[][][] only(Chunk chunk, int position) {
    double[][][] all = chunk.differences();
    for (double[][] writer : all) {
      for (double[] lanes : writer) {
        Arrays.fill(lanes, 0, position * chunk.rows(), 0);
        Arrays.fill(lanes, (position + 1) * chunk.rows(), lanes.length, 0);
      }
    }
    return all;
  }

  @Override
  public double[][] writerEffects() {
    double[][] effects = new double[machine.writers()][examples()];
    boolean[] live = machine.wiring.liveWriters();
    parallel(
        chunks.size(),
        c -> {
          Chunk chunk = chunks.get(c);
          Region region = region(chunk, chunk.differences());
          if (region.isEmpty()) return;
          ChangedRows changed = changed(chunk, region);
          EdgeSweep.Sink sink =
              (writer, row, effect) -> effects[writer][chunk.examples()[row]] = effect;
          for (int w = 0; w < live.length; w++) {
            if (!live[w]) continue;
            begin(changed, chunk, w, sink);
            changed.add(w, chunk.difference(w));
            changed.flush();
          }
        });
    return effects;
  }

  private void begin(ChangedRows changed, Chunk chunk, int writer, EdgeSweep.Sink sink) {
    int layer = machine.graph.writer(writer).layer();
    Trace clean = chunk.clean();
    switch (machine.graph.writer(writer).kind()) {
      case EMBED, POS_EMBED -> changed.begin(new Suffix.Start(0, false), clean.sumBefore(0), sink);
      case HEAD -> changed.begin(new Suffix.Start(layer, true), clean.middle[layer], sink);
      case MLP ->
          changed.begin(new Suffix.Start(layer + 1, false), clean.sumBefore(layer + 1), sink);
      case LOGITS -> throw new AssertionError("logits write nothing");
    }
  }

  @Override
  public double[] pathEffect(int sender, List<Integer> receivers) {
    double[] effects = new double[examples()];
    parallel(
        chunks.size(),
        c -> {
          Chunk chunk = chunks.get(c);
          PathRun path = new PathRun(machine, chunk, sender, Set.copyOf(receivers));
          double[][] logits = path.logits();
          work.forward(2 * chunk.rows());
          for (int r = 0; r < chunk.rows(); r++) {
            int example = chunk.examples()[r];
            Logits seen = new LaneLogits(logits, chunk.rows(), chunk.positions(), r);
            effects[example] =
                task.metric().value(example, seen)
                    - task.metric().value(example, chunk.clean().logits(r));
          }
        });
    return effects;
  }

  @Override
  public void gradients(List<Point> points, Backward rules, Consumer<Gradients> visit) {
    for (int p = 0; p < points.size(); p++) {
      for (Chunk chunk : chunks) {
        Trace trace = new PointRun(machine, chunk).trace(points.get(p));
        work.forward(chunk.rows());
        work.backward(chunk.rows());
        visit.accept(new GradientWindow(machine, chunk, p, trace, task.metric(), rules));
      }
    }
  }

  @Override
  public MaskGradients maskGradients(double[][] keep) {
    double[][] values = new double[keep.length][examples()];
    double[][][] partial = new double[chunks.size()][keep.length][machine.graph.edgeCount()];
    parallel(
        chunks.size(),
        c -> {
          Chunk chunk = chunks.get(c);
          int most = Math.max(1, CircuitRuns.LANES / chunk.lanes());
          for (int from = 0; from < keep.length; from += most) {
            int to = Math.min(keep.length, from + most);
            double[][] some = Arrays.copyOfRange(keep, from, to);
            double[][] slopes = Arrays.copyOfRange(partial[c], from, to);
            new SoftGradient(machine, chunk, task.metric(), some, slopes)
                .run(Arrays.copyOfRange(values, from, to));
            work.forward((to - from) * chunk.rows());
            work.backward((to - from) * chunk.rows());
          }
        });
    double[][] slopes = new double[keep.length][machine.graph.edgeCount()];
    for (double[][] ofChunk : partial) {
      for (int m = 0; m < slopes.length; m++) {
        for (int e = 0; e < slopes[m].length; e++) slopes[m][e] += ofChunk[m][e];
      }
    }
    return new MaskGradients(values, slopes);
  }

  @Override
  public double[][] output(int writer, int example) {
    return values(example, chunk -> chunk.clean().outputs[writer]);
  }

  @Override
  public double[][] reference(int writer, int example) {
    return values(example, chunk -> chunk.reference()[writer]);
  }

  private double[][] values(int example, java.util.function.Function<Chunk, double[][]> of) {
    Chunk chunk = chunkOf(example);
    int row = row(chunk, example);
    double[][] lanes = of.apply(chunk);
    double[][] values = new double[chunk.positions()][lanes.length];
    for (int p = 0; p < values.length; p++) {
      for (int d = 0; d < lanes.length; d++) values[p][d] = lanes[d][p * chunk.rows() + row];
    }
    return values;
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
    int row = row(chunk, example);
    double[][] lanes = chunk.clean().head(layer, head).pattern;
    int n = chunk.positions();
    double[][] pattern = new double[n][n];
    for (int query = 0; query < n; query++) {
      for (int key = 0; key < n; key++) pattern[query][key] = lanes[query * n + key][row];
    }
    return pattern;
  }

  @Override
  public synchronized void charge(Cost more) {
    charged = charged.plus(more);
  }

  @Override
  public synchronized Cost cost() {
    return work.cost(examples()).plus(charged);
  }
}
