package orrery.passes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.model.Activations;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;
import orrery.model.Weights;

/**
 * Says which two values may be stored as a direction and its opposite, and remembers which are.
 *
 * <p>A reader of one then sees −1 where the other stands and saw 0 before. That misleads nobody if
 *
 * <ul>
 *   <li>no head copies either;
 *   <li>in every head's bilinear form (scores, biases included) the two rows, or columns, are
 *       positive and meet in no entry, and no entry joins two paired values;
 *   <li>a unit that reads one, reads it positively, does not read the other, and is off whenever
 *       the value it reads is not there;
 *   <li>no logit reads both, and each is read positively;
 *   <li>neither stands at BOS, whose score is the measure of "nothing found".
 * </ul>
 */
final class Interference {
  private static final int RUNS = 16;

  /** One head's scores as a form on (stream, 1): {@code [query][key]}, and its transpose. */
  private record Form(Matrix byQuery, Matrix byKey) {}

  private final Weights weights;
  private final List<Form> forms = new ArrayList<>();
  private final BitSet copied = new BitSet();
  private final BitSet misread = new BitSet(); // dimensions that some unit or logit forbids to pair
  private final List<BitSet> columns = new ArrayList<>(); // [dimension] units and logits reading it
  private final BitSet paired = new BitSet();
  private final List<TreeSet<Integer>> exclusive =
      new ArrayList<>(); // dimensions of one value each
  private int first;

  Interference(CompiledModel model) {
    this.weights = model.weights();
    for (int d = 0; d < weights.config().dModel(); d++) columns.add(new BitSet());
    model.alignment().placements().values().forEach(own -> own.forEach(this::exclusive));
    for (Layer layer : weights.layers()) {
      for (Head h : layer.heads()) head(h);
      layer.mlp().ifPresent(this::mlp);
    }
    atBos(model);
    reader(weights.wU());
    weights.wU().forEach((d, column, v) -> misread.set(d, misread.get(d) || v < 0));
  }

  /** Marks what stands at BOS at some moment, in some runs: it hardly depends on the input. */
  private void atBos(CompiledModel model) {
    ReferenceTransformer transformer = new ReferenceTransformer(weights);
    for (int[] input : model.meaning().inputs().sample(RUNS, new Random(0))) {
      Activations run = transformer.run(model.vocabulary().ids(input, input.length));
      for (Site site : run.sites()) {
        switch (site.kind()) {
          case RESID_PRE, RESID_MID, RESID_POST ->
              run.at(site).forEachInRow(0, (d, v) -> misread.set(d));
          default -> {}
        }
      }
    }
  }

  private void exclusive(Placement p) {
    if (p.readout().kind() == Readout.Kind.SCALAR) return;
    TreeSet<Integer> dimensions = new TreeSet<>();
    p.readout().directions().forEach((row, d, v) -> dimensions.add(d));
    exclusive.add(dimensions);
  }

  private void head(Head h) {
    h.wV().forEach((d, column, v) -> copied.set(d));
    Matrix q = withBias(h.wQ(), h.bQ().toArray());
    Matrix k = withBias(h.wK(), h.bK().toArray());
    Matrix form = q.times(k.transpose());
    forms.add(new Form(form, form.transpose()));
  }

  private static Matrix withBias(Matrix w, double[] bias) {
    return w.above(Matrix.builder(1, bias.length).row(0, bias).build());
  }

  private void reader(Matrix reader) {
    reader.forEach((d, column, v) -> columns.get(d).set(first + column));
    first += reader.columns();
  }

  private void mlp(Mlp mlp) {
    reader(mlp.wIn());
    Matrix units = mlp.wIn().transpose();
    for (int u = 0; u < units.rows(); u++) {
      TreeMap<Integer, Double> reads = new TreeMap<>();
      units.forEachInRow(u, reads::put);
      double bias = mlp.bIn().get(u);
      for (int d : reads.keySet()) {
        if (reads.getOrDefault(d, 0.0) < 0 || bias + mostOfOthers(reads, d) > 1e-9) misread.set(d);
      }
    }
  }

  /** The most that a unit can get while the value of one dimension is not there. */
  private double mostOfOthers(Map<Integer, Double> reads, int without) {
    TreeSet<Integer> open = new TreeSet<>(reads.keySet());
    open.remove(without);
    double most = 0;
    for (TreeSet<Integer> cell : exclusive) {
      double best = 0;
      for (int d : cell) if (open.remove(d)) best = Math.max(best, reads.getOrDefault(d, 0.0));
      most += best;
    }
    return open.isEmpty() ? most : Double.POSITIVE_INFINITY;
  }

  /** Pairs two dimensions if that misleads nobody. */
  boolean pair(int one, int other) {
    if (copied.get(one) || copied.get(other) || misread.get(one) || misread.get(other)) {
      return false;
    }
    if (columns.get(one).intersects(columns.get(other))) return false;
    for (Form f : forms) {
      if (meet(f.byQuery, one, other) || meet(f.byKey, one, other)) return false;
    }
    paired.set(one);
    paired.set(other);
    return true;
  }

  /** Whether two rows share an entry, have a negative one, or reach a paired value. */
  private boolean meet(Matrix form, int one, int other) {
    BitSet reached = new BitSet();
    boolean[] bad = {false};
    for (int row : new int[] {one, other}) {
      form.forEachInRow(
          row,
          (column, v) -> {
            boolean ofPair = column == one || column == other || paired.get(column);
            bad[0] |= v < 0 || ofPair || reached.get(column);
            reached.set(column);
          });
    }
    return bad[0];
  }
}
