package orrery.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.Logits;
import orrery.intervention.Mask;
import orrery.intervention.Metric;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/**
 * Asks whether sets of wired edges are sufficient, many at once: first on a few examples that tell
 * most sets apart, then on all.
 */
final class Sufficiency {
  private static final int SCREEN = 6;
  private static final int BATCH = 1024;

  private final ResidualGraph graph;
  private final int[] edges; // [wired edge] its number in the graph
  private final double tolerance;
  private final Experiment whole;
  private final double[] clean;
  private final int[] screened; // examples, none where a part would not be run as the whole is
  private final List<Experiment> screen = new ArrayList<>();
  private long runs;

  Sufficiency(Engine engine, Task task, List<Edge> wired, double tolerance) {
    this.graph = engine.graph();
    this.edges =
        wired.stream()
            .mapToInt(
                e ->
                    graph
                        .edgeId(e)
                        .orElseThrow(
                            () -> new IllegalArgumentException("the model has no edge " + e)))
            .toArray();
    this.tolerance = tolerance;
    this.whole = engine.prepare(task);
    this.clean = whole.clean();
    boolean separable = !(task.reference() instanceof Reference.Noise);
    this.screened = separable ? telling(whole.edgeEffects()) : new int[0];
    if (screened.length > 0 && 2 * screened.length < clean.length) {
      Prompts part = task.prompts().select(screened);
      Metric metric = new OfSome(task.metric(), screened);
      screen.add(engine.prepare(new Task(part, task.reference(), metric)));
    }
  }

  /** Examples such that most edges that some example needs are needed by one of them. */
  private int[] telling(double[][] effects) {
    BitSet open = new BitSet();
    for (int e : edges) open.set(e);
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < SCREEN) {
      int best = -1;
      int most = 0;
      for (int i = 0; i < clean.length; i++) {
        int example = i;
        int n = (int) open.stream().filter(e -> effects[e][example] > tolerance).count();
        if (n > most) {
          most = n;
          best = i;
        }
      }
      if (best < 0) break;
      int example = best;
      open.stream()
          .filter(e -> effects[e][example] > tolerance)
          .boxed()
          .toList()
          .forEach(open::clear);
      chosen.add(best);
    }
    return chosen.stream().mapToInt(i -> i).toArray();
  }

  /** Whether each set is sufficient. */
  boolean[] of(List<BitSet> sets) {
    boolean[] sufficient = new boolean[sets.size()];
    for (int from = 0; from < sets.size(); from += BATCH) {
      int to = Math.min(sets.size(), from + BATCH);
      int[] asked = IntStream.range(from, to).toArray();
      runs += asked.length;
      if (!screen.isEmpty()) {
        asked = passing(sets, asked, screen.get(0), screened);
      }
      for (int i : passing(sets, asked, whole, IntStream.range(0, clean.length).toArray())) {
        sufficient[i] = true;
      }
    }
    return sufficient;
  }

  private int[] passing(List<BitSet> sets, int[] asked, Experiment experiment, int[] examples) {
    if (asked.length == 0) return asked;
    List<Mask> masks = IntStream.of(asked).mapToObj(i -> mask(sets.get(i))).toList();
    double[][] values = experiment.run(masks);
    return IntStream.range(0, asked.length)
        .filter(
            m ->
                IntStream.range(0, examples.length)
                    .allMatch(i -> values[m][i] - clean[examples[i]] <= tolerance))
        .map(m -> asked[m])
        .toArray();
  }

  private Mask mask(BitSet set) {
    BitSet kept = new BitSet();
    set.stream().forEach(i -> kept.set(edges[i]));
    return Mask.of(graph, kept);
  }

  /** How many sets were asked about. */
  long runs() {
    return runs;
  }

  /** A metric on some of its examples. */
  private record OfSome(Metric metric, int[] examples) implements Metric {
    @Override
    public String name() {
      return metric.name();
    }

    @Override
    public double value(int example, Logits logits) {
      return metric.value(examples[example], logits);
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      metric.gradient(examples[example], logits, visit);
    }

    @Override
    public boolean reads(int example, int position) {
      return metric.reads(examples[example], position);
    }
  }
}
