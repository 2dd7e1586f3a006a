package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import orrery.circuit.OutputHead;
import orrery.components.ComponentModel;
import orrery.model.AttentionDirection;
import orrery.model.TransformerConfig;

/** Judges models on held-out pairs, all figures of all models in a few batched passes. */
final class Looking {
  /** Columns of activations in a pass at most: what a pass needs grows with them. */
  private static final int MOST_COLUMNS = 60_000;

  private static final HeldOut.Kind EDGES = HeldOut.Kind.EDGE_STRICT_JOINT;

  private final List<Job> jobs;
  private final TransformerConfig config;
  private final int positions;
  private final int rows;
  private final List<double[]> numbers; // [output][code], of numbers
  private final List<List<Look.Figure>> figures = new ArrayList<>();

  Looking(List<Job> jobs) {
    this.jobs = jobs;
    this.config = jobs.get(0).model().weights().config();
    int longest = 0;
    for (Job job : jobs) {
      for (int[] base : job.heldOut().bases) longest = Math.max(longest, base.length);
      for (int[] source : job.heldOut().sources) longest = Math.max(longest, source.length);
    }
    this.positions = longest + 1;
    this.rows = jobs.get(0).heldOut().bases.length;
    this.numbers =
        jobs.get(0).model().outputs().stream()
            .map(o -> o.regression() ? Targets.values(o) : new double[0])
            .toList();
    jobs.forEach(j -> figures.add(new ArrayList<>()));
  }

  /** What every model does after so many steps. */
  List<Look> at(long step, Native memory, StackedPass pass) {
    StackedPass.Outputs sources =
        pass.run(columns(false, 1).inputs(memory, causal()), Optional.empty()).outputs();
    int most = Math.max(1, MOST_COLUMNS / (jobs.size() * positions * rows));
    int all = jobs.stream().mapToInt(j -> swaps(j).size()).max().orElse(0);
    for (int from = 0; from < all; from += most) {
      chunk(from, Math.min(all, from + most), memory, pass, sources);
    }
    if (jobs.stream().anyMatch(j -> !rewirings(j).isEmpty())) edges(memory, pass, sources);
    List<Look> looks = new ArrayList<>();
    for (int m = 0; m < jobs.size(); m++) looks.add(new Look(step, figures.get(m)));
    return looks;
  }

  private boolean causal() {
    return config.attentionDirection() == AttentionDirection.CAUSAL;
  }

  private Columns columns(boolean bases, int groups) {
    List<int[][]> inputs =
        jobs.stream().map(j -> bases ? j.heldOut().bases : j.heldOut().sources).toList();
    return Columns.groups(config, jobs.get(0).model().vocabulary(), positions, inputs, groups);
  }

  /** What overwrites outputs. */
  private static List<HeldOut.Group> swaps(Job job) {
    return job.heldOut().groups.stream().filter(g -> g.kind() != EDGES).toList();
  }

  private static List<HeldOut.Group> rewirings(Job job) {
    return job.heldOut().groups.stream().filter(g -> g.kind() == EDGES).toList();
  }

  /** All readers of every circuit get what they should not read from the sources. */
  private void edges(Native memory, StackedPass pass, StackedPass.Outputs sources) {
    boolean uneven = jobs.stream().anyMatch(j -> j.heldOut().isUneven());
    List<Places> places = jobs.stream().map(Job::places).toList();
    ReaderMasks masks = new ReaderMasks(places, uneven ? positions : 1, rows);
    for (int m = 0; m < jobs.size(); m++) {
      BitSet readers = new BitSet();
      readers.set(0, places.get(m).readings.size());
      for (int r = 0; r < rows; r++) masks.rewire(m, r, readers, jobs.get(m).heldOut().common(r));
    }
    StackedPass.Inputs in = columns(true, 1).inputs(memory, causal());
    float[] logits = pass.rewired(in, sources, masks.mask(memory)).logits().toFloatArray();
    for (int m = 0; m < jobs.size(); m++) {
      for (HeldOut.Group group : rewirings(jobs.get(m))) {
        figures.get(m).add(figure(group, logits, m, 1, 0));
      }
    }
  }

  private void chunk(
      int from, int to, Native memory, StackedPass pass, StackedPass.Outputs sources) {
    int groups = to - from;
    boolean uneven = jobs.stream().anyMatch(j -> j.heldOut().isUneven());
    int where = uneven ? positions : 1;
    boolean ported = jobs.stream().anyMatch(j -> j.recipe().ports() > 0);
    List<Places> places = jobs.stream().map(Job::places).toList();
    Masks masks = new Masks(places, where, groups, rows, ported);
    for (int m = 0; m < jobs.size(); m++) {
      List<HeldOut.Group> own = swaps(jobs.get(m));
      for (int g = from; g < Math.min(to, own.size()); g++) {
        for (int r = 0; r < rows; r++) {
          if (own.get(g).zeroed()) {
            masks.zero(m, g - from, r, own.get(g).components().get(r));
          } else {
            BitSet common = jobs.get(m).heldOut().common(r);
            masks.exchange(m, g - from, r, own.get(g).components().get(r), common);
            masks.exchange(m, g - from, r, own.get(g).ports(), common);
            for (Places.InSubspace part : own.get(g).subspaces()) {
              masks.exchange(m, g - from, r, part, common);
            }
          }
        }
      }
    }
    StackedPass.Inputs in = columns(true, groups).inputs(memory, causal());
    NDArray logits = pass.run(in, Optional.of(masks.swaps(memory, sources))).logits();
    float[] values = logits.toFloatArray();
    for (int m = 0; m < jobs.size(); m++) {
      List<HeldOut.Group> own = swaps(jobs.get(m));
      for (int g = from; g < Math.min(to, own.size()); g++) {
        figures.get(m).add(figure(own.get(g), values, m, groups, g - from));
      }
    }
  }

  private Look.Figure figure(HeldOut.Group group, float[] logits, int model, int groups, int g) {
    List<OutputHead> outputs = jobs.get(0).model().outputs();
    ComponentModel.Answers answers = group.answers();
    long tokens = 0;
    long right = 0;
    for (int o = 0; o < outputs.size(); o++) {
      for (int r = 0; r < rows; r++) {
        for (int p = 1; p < positions && p <= answers.stride(); p++) {
          int code = answers.code(o, r, p - 1);
          if (code < 0) continue;
          tokens++;
          int column = (p * groups + g) * rows + r;
          if (says(o, logits, model, groups, column) == code) right++;
        }
      }
    }
    return new Look.Figure(group.kind(), group.name(), tokens, right);
  }

  private int says(int output, float[] logits, int model, int groups, int column) {
    OutputHead head = jobs.get(0).model().outputs().get(output);
    int columns = positions * groups * rows;
    int first = (model * config.dVocabOut() + head.first()) * columns + column;
    if (head.regression()) return nearest(numbers.get(output), logits[first]);
    int best = 0;
    for (int c = 1; c < head.count(); c++) {
      if (logits[first + c * columns] > logits[first + best * columns]) best = c;
    }
    return best;
  }

  private static int nearest(double[] values, double number) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < values.length; c++) {
      double off = Math.abs(values[c] - number);
      if (off < least) {
        least = off;
        best = c;
      }
    }
    return best;
  }
}
