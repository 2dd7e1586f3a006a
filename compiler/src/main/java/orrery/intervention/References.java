package orrery.intervention;

import java.util.Arrays;
import orrery.model.Vector;

/** Computes what replaces every writer's output, by the kind of {@link Reference}. */
final class References {
  /** Sequences that are run together for a mean. */
  private static final int BATCH = 256;

  private final Machine machine;
  private final Task task;
  private double[][][] means = new double[0][][]; // [writer][position or 0][dModel]
  private double[][][] noise = new double[0][][]; // [example][position][dModel]

  References(Machine machine, Task task) {
    this.machine = machine;
    this.task = task;
    Reference reference = task.reference();
    if (reference instanceof Reference.Mean mean) means = means(mean.prompts(), false);
    if (reference instanceof Reference.MeanByPosition mean) means = means(mean.prompts(), true);
    if (reference instanceof Reference.Noise n) {
      noise = n.draw(task.prompts().clean(), machine.weights.wE());
    }
  }

  /** For some examples of one length, {@code [writer][dModel][lane]}; may be the clean arrays. */
  double[][][] of(int[] examples, Trace clean) {
    Reference reference = task.reference();
    if (reference instanceof Reference.Resample) return corrupt(examples).outputs;
    if (reference instanceof Reference.Zero) {
      return new double[machine.writers()][machine.config.dModel()][clean.lanes()];
    }
    if (reference instanceof Reference.Mean) return spread(clean, false);
    if (reference instanceof Reference.MeanByPosition) return spread(clean, true);
    if (reference instanceof Reference.Constant c) return constants(c, clean);
    if (reference instanceof Reference.Noise) return noisy(examples).outputs;
    throw new AssertionError(reference);
  }

  private Trace corrupt(int[] examples) {
    return Trace.run(machine, select(task.prompts().corrupt(), examples), Trace.Replacement.none());
  }

  private static int[][] select(int[][] tokens, int[] examples) {
    return Arrays.stream(examples).mapToObj(i -> tokens[i]).toArray(int[][]::new);
  }

  private double[][][] means(int[][] prompts, boolean byPosition) {
    int dModel = machine.config.dModel();
    int longest = Arrays.stream(prompts).mapToInt(p -> p.length).max().orElseThrow();
    int places = byPosition ? longest : 1;
    double[][][] sums = new double[machine.writers()][places][dModel];
    long[] counts = new long[places];
    for (int[] batch : batches(prompts)) {
      int[][] tokens = select(prompts, batch);
      Trace trace = Trace.run(machine, tokens, Trace.Replacement.none());
      for (int p = 0; p < trace.positions; p++) {
        int place = byPosition ? p : 0;
        counts[place] += trace.rows;
        for (int w = 0; w < sums.length; w++) addRows(trace, w, p, sums[w][place]);
      }
    }
    for (double[][] writer : sums) {
      for (int place = 0; place < places; place++) {
        for (int d = 0; d < dModel; d++) writer[place][d] /= counts[place];
      }
    }
    return sums;
  }

  private static void addRows(Trace trace, int writer, int position, double[] sum) {
    for (int d = 0; d < sum.length; d++) {
      double[] lanes = trace.outputs[writer][d];
      for (int r = 0; r < trace.rows; r++) sum[d] += lanes[position * trace.rows + r];
    }
  }

  /** Prompts of one length together, lengths ascending. */
  private static Iterable<int[]> batches(int[][] prompts) {
    return Batches.byLength(prompts, BATCH);
  }

  private double[][][] spread(Trace clean, boolean byPosition) {
    double[][][] values = new double[means.length][machine.config.dModel()][clean.lanes()];
    for (int p = 0; p < clean.positions; p++) {
      int place = byPosition ? p : 0;
      if (place >= means[0].length) {
        throw new IllegalArgumentException("no prompt of the mean has a position " + place);
      }
      for (int w = 0; w < values.length; w++) {
        for (int d = 0; d < values[w].length; d++) {
          Arrays.fill(values[w][d], p * clean.rows, (p + 1) * clean.rows, means[w][place][d]);
        }
      }
    }
    return values;
  }

  private double[][][] constants(Reference.Constant constant, Trace clean) {
    double[][][] values = new double[machine.writers()][][];
    for (int w = 0; w < values.length; w++) {
      Vector v = constant.values().get(machine.graph.writer(w));
      if (v == null) {
        values[w] = clean.outputs[w];
        continue;
      }
      values[w] = new double[machine.config.dModel()][clean.lanes()];
      for (int d = 0; d < values[w].length; d++) Arrays.fill(values[w][d], v.get(d));
    }
    return values;
  }

  private Trace noisy(int[] examples) {
    int rows = examples.length;
    return Trace.run(
        machine,
        select(task.prompts().clean(), examples),
        (writer, output) -> {
          if (writer != 0) return;
          for (int r = 0; r < rows; r++) {
            double[][] ofExample = noise[examples[r]];
            for (int p = 0; p < ofExample.length; p++) {
              for (int d = 0; d < output.length; d++) output[d][p * rows + r] += ofExample[p][d];
            }
          }
        });
  }
}
