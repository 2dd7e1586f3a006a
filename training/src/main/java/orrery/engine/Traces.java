package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import orrery.intervention.Backward;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.Vector;

/** Plain runs of prompts, and what each kind of {@link Reference} makes of them. */
final class Traces {
  private final TorchModel model;
  private final Task task;
  private final Optional<double[][][]> means; // [writer][position or 0][dModel]
  private final Optional<double[][][]> noise; // [example][position][dModel]

  Traces(TorchModel model, Task task) {
    this.model = model;
    this.task = task;
    Reference reference = task.reference();
    Optional<double[][][]> found = Optional.empty();
    if (reference instanceof Reference.Mean m) found = Optional.of(means(m.prompts(), false));
    if (reference instanceof Reference.MeanByPosition m) {
      found = Optional.of(means(m.prompts(), true));
    }
    this.means = found;
    this.noise =
        reference instanceof Reference.Noise n
            ? Optional.of(n.draw(task.prompts().clean(), model.weights.wE()))
            : Optional.empty();
  }

  /** Examples of one length, run clean, and their references. */
  Chunk chunk(int[] examples) {
    int[][] tokens = select(task.prompts().clean(), examples);
    int positions = tokens[0].length;
    try (Step step = model.step()) {
      Pass pass = run(step, tokens, Pass.NONE);
      double[] outputs = pass.outputs();
      return new Chunk(
          examples,
          positions,
          outputs,
          reference(examples, outputs, positions),
          pass.patterns.stream().map(Step::read).toList(),
          Step.read(pass.logits));
    }
  }

  private Pass run(Step step, int[][] tokens, Pass.Change change) {
    int positions = tokens[0].length;
    Operations operations = new Operations(model, step, positions, Backward.EXACT);
    return new Pass(
        model,
        operations,
        step.array(embedded(tokens), tokens.length, positions, model.config.dModel()),
        step.array(placed(tokens), tokens.length, positions, model.config.dModel()),
        new PlainInputs(model),
        change);
  }

  private double[] embedded(int[][] tokens) {
    int n = tokens[0].length;
    int width = model.config.dModel();
    double[] values = new double[tokens.length * n * width];
    for (int i = 0; i < tokens.length * n; i++) {
      int at = i * width;
      model.weights.wE().forEachInRow(tokens[i / n][i % n], (d, v) -> values[at + d] = v);
    }
    return values;
  }

  private double[] placed(int[][] tokens) {
    int n = tokens[0].length;
    int width = model.config.dModel();
    double[] values = new double[tokens.length * n * width];
    for (int i = 0; i < tokens.length * n; i++) {
      int at = i * width;
      model.weights.wPos().forEachInRow(i % n, (d, v) -> values[at + d] = v);
    }
    return values;
  }

  private static int[][] select(int[][] tokens, int[] examples) {
    return Arrays.stream(examples).mapToObj(i -> tokens[i]).toArray(int[][]::new);
  }

  private double[] reference(int[] examples, double[] clean, int positions) {
    Reference reference = task.reference();
    if (reference instanceof Reference.Resample) {
      return outputs(select(task.prompts().corrupt(), examples), Pass.NONE);
    }
    if (reference instanceof Reference.Zero) return new double[clean.length];
    if (reference instanceof Reference.Mean) return spread(examples.length, positions, false);
    if (reference instanceof Reference.MeanByPosition) {
      return spread(examples.length, positions, true);
    }
    if (reference instanceof Reference.Constant c) return constants(c, clean);
    if (reference instanceof Reference.Noise) return noisy(examples, positions);
    throw new AssertionError(reference);
  }

  private double[] outputs(int[][] tokens, Pass.Change change) {
    try (Step step = model.step()) {
      return run(step, tokens, change).outputs();
    }
  }

  private double[] noisy(int[] examples, int positions) {
    int width = model.config.dModel();
    double[] added = new double[examples.length * positions * width];
    for (int r = 0; r < examples.length; r++) {
      for (int p = 0; p < positions; p++) {
        double[] draw = noise.orElseThrow()[examples[r]][p];
        System.arraycopy(draw, 0, added, (r * positions + p) * width, width);
      }
    }
    try (Step step = model.step()) {
      NDArray noise = step.array(added, 1, examples.length, positions, width);
      Pass.Change change =
          new Pass.Change() {
            @Override
            public NDArray written(int firstWriter, NDArray outputs) {
              return firstWriter == 0 ? outputs.add(noise) : outputs;
            }
          };
      return run(step, select(task.prompts().clean(), examples), change).outputs();
    }
  }

  private double[] constants(Reference.Constant constant, double[] clean) {
    double[] values = clean.clone();
    int width = model.config.dModel();
    int size = clean.length / model.writers();
    for (int w = 0; w < model.writers(); w++) {
      Vector v = constant.values().get(model.graph.writer(w));
      for (int i = 0; v != null && i < size; i++) values[w * size + i] = v.get(i % width);
    }
    return values;
  }

  private double[] spread(int rows, int positions, boolean byPosition) {
    int width = model.config.dModel();
    double[][][] of = means.orElseThrow();
    double[] values = new double[of.length * rows * positions * width];
    for (int i = 0; i < values.length / width; i++) {
      int place = byPosition ? i % positions : 0;
      double[][] ofWriter = of[i / (rows * positions)];
      if (place >= ofWriter.length) {
        throw new IllegalArgumentException("no prompt of the mean has a position " + place);
      }
      System.arraycopy(ofWriter[place], 0, values, i * width, width);
    }
    return values;
  }

  private double[][][] means(int[][] prompts, boolean byPosition) {
    int width = model.config.dModel();
    int longest = Arrays.stream(prompts).mapToInt(p -> p.length).max().orElseThrow();
    double[][][] sums = new double[model.writers()][byPosition ? longest : 1][width];
    long[] counts = new long[byPosition ? longest : 1];
    for (int[] some : byLength(prompts, Batching.lanes(model))) {
      int positions = prompts[some[0]].length;
      double[] outputs = outputs(select(prompts, some), Pass.NONE);
      for (int i = 0; i < outputs.length; i++) {
        int lane = i / width;
        sums[lane / (some.length * positions)][byPosition ? lane % positions : 0][i % width] +=
            outputs[i];
      }
      for (int p = 0; p < positions; p++) counts[byPosition ? p : 0] += some.length;
    }
    for (double[][] writer : sums) {
      for (int place = 0; place < counts.length; place++) {
        for (int d = 0; d < width; d++) writer[place][d] /= counts[place];
      }
    }
    return sums;
  }

  /** The numbers of sequences, batch by batch: each of one length and of at most so many lanes. */
  static List<int[]> byLength(int[][] sequences, int lanes) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < sequences.length; i++) {
      byLength.computeIfAbsent(sequences[i].length, n -> new java.util.ArrayList<>()).add(i);
    }
    return byLength.entrySet().stream()
        .flatMap(
            e -> {
              int most = Math.max(1, lanes / e.getKey());
              List<Integer> all = e.getValue();
              return IntStream.iterate(0, i -> i < all.size(), i -> i + most)
                  .mapToObj(i -> all.subList(i, Math.min(all.size(), i + most)))
                  .map(some -> some.stream().mapToInt(i -> i).toArray());
            })
        .toList();
  }
}
