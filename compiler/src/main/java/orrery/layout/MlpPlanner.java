package orrery.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.causal.Variable;

/** Plans the MLP units that turn a variable's parents into a cell of its own. */
final class MlpPlanner {
  private static final int MOST_GATED_UNITS = 256;

  private final Realizer realizer;

  MlpPlanner(Realizer realizer) {
    this.realizer = realizer;
  }

  /** A categorical cell for an attention variable that its head writes as one number. */
  Cell decode(Variable x) {
    Statistic statistic =
        Statistic.of(realizer.scalar(x).orElseThrow(() -> new AssertionError(x + " is no scalar")));
    int[] ascending = statistic.groups().stream().mapToInt(group -> group[0]).toArray();
    Lookup lookup = new Lookup(List.of(), Optional.of(statistic), ascending);
    return write(x, x.name() + ".onehot", Encoding.categorical(x.domain()), lookup);
  }

  /** The cell of a pointwise variable. */
  Cell materialize(Variable x, Variable label) {
    Mechanism.Table table =
        Fusion.fused(realizer, x, (Mechanism.Table) realizer.meaning(x).mechanism());
    boolean number =
        realizer.isOwned(x) && label.annotations().encoding().filter("num"::equals).isPresent();
    Encoding encoding = number ? Encoding.numerical(x.domain()) : Encoding.categorical(x.domain());
    return write(label, label.name(), encoding, lookup(table));
  }

  private Cell write(Variable x, String label, Encoding encoding, Lookup lookup) {
    refuseIfTooFine(x, lookup);
    MlpUnits units = MlpUnits.of(lookup, encoding);
    Cell output = realizer.cell(label, x, encoding, Schedule.mlpAfter(units.ready()));
    realizer.mlps.add(
        new MlpPlan(output.label(), x, output, units.baseline(), units.boxes(), units.steps()));
    return output;
  }

  private static void refuseIfTooFine(Variable x, Lookup lookup) {
    if (lookup.statistic().filter(s -> !s.isResolvable()).isPresent()) {
      throw new Refusal(
          "E0901",
          x,
          "`"
              + x.name()
              + "` must tell numbers apart that are closer than float32 resolves: "
              + "shorten the input or round the number");
    }
  }

  /** The table over categorical parents and at most one statistic. */
  private Lookup lookup(Mechanism.Table table) {
    int[] sizes = table.parents().stream().mapToInt(p -> p.domain().size()).toArray();
    List<Classes> classes = Classes.ofParents(sizes, table.codes());
    List<Lookup.Side> categorical = new ArrayList<>();
    List<Lookup.Numeric> numeric = new ArrayList<>();
    for (int p = 0; p < sizes.length; p++) {
      Variable parent = table.parents().get(p);
      if (classes.get(p).count() == 1) continue;
      Optional<ScalarView> scalar =
          realizer.isCategorical(parent) ? Optional.empty() : realizer.scalar(parent);
      if (scalar.isPresent()) {
        numeric.add(new Lookup.Numeric(p, parent, classes.get(p), scalar.get()));
      } else {
        // A class variable of one parent must not ask for its own classes again.
        if (sizes.length == 1) realizer.categorical(parent);
        categorical.add(new Lookup.Side(p, parent, classes.get(p)));
      }
    }
    if (numeric.size() > 1) {
      Optional<Lookup> summed = summed(table, sizes, categorical, numeric);
      if (summed.isPresent()) return summed.get();
      decodeAllButTheLatest(categorical, numeric);
    }
    if (numeric.isEmpty()) return additive(table, sizes, categorical);
    return gated(table, sizes, categorical, numeric.get(0));
  }

  /**
   * Steps along one number, gated by the other parents; where that takes very many units, the
   * number is decoded first, one layer earlier.
   */
  private Lookup gated(
      Mechanism.Table table, int[] sizes, List<Lookup.Side> categorical, Lookup.Numeric one) {
    Statistic statistic = Statistic.of(one.scalar());
    Lookup gated =
        Lookup.project(realizer, table, sizes, categorical, List.of(one.parent()), statistic);
    int units = Gates.of(gated, statistic.groups().size()).units();
    if (categorical.isEmpty() || units <= MOST_GATED_UNITS) return gated;
    List<Lookup.Side> sides = new ArrayList<>(categorical);
    sides.add(new Lookup.Side(one.parent(), one.variable(), one.classes()));
    sides.sort(Comparator.comparingInt(Lookup.Side::parent));
    Lookup decoded = additive(table, sizes, sides);
    int instead = decoded.units() + 2 * one.classes().count();
    return 2 * instead < units ? decoded : gated;
  }

  /** One sum or difference of all numbers, where the table is a function of it. */
  private Optional<Lookup> summed(
      Mechanism.Table table,
      int[] sizes,
      List<Lookup.Side> categorical,
      List<Lookup.Numeric> numeric) {
    for (double[] signs : Statistic.signs(numeric.size())) {
      Statistic sum = Statistic.sum(numeric.stream().map(Lookup.Numeric::scalar).toList(), signs);
      List<Integer> parents = numeric.stream().map(Lookup.Numeric::parent).toList();
      Lookup lookup = Lookup.project(realizer, table, sizes, categorical, parents, sum);
      if (lookup.isFunction() && sum.isResolvable()) {
        return Optional.of(lookup);
      }
    }
    return Optional.empty();
  }

  private void decodeAllButTheLatest(List<Lookup.Side> categorical, List<Lookup.Numeric> numeric) {
    numeric.sort(Comparator.comparingInt(n -> n.scalar().reading().time()));
    int latest = numeric.get(numeric.size() - 1).scalar().reading().time();
    int decoded = Schedule.EMBEDDING;
    while (numeric.size() > 1) {
      Lookup.Numeric n = numeric.remove(0);
      decoded = Math.max(decoded, Schedule.mlpAfter(n.scalar().reading().time()));
      categorical.add(new Lookup.Side(n.parent(), n.variable(), n.classes()));
    }
    if (latest < decoded) {
      Lookup.Numeric n = numeric.remove(0);
      categorical.add(new Lookup.Side(n.parent(), n.variable(), n.classes()));
    }
    categorical.sort(Comparator.comparingInt(Lookup.Side::parent));
  }

  /** A table of categorical parents, through a sum of their numbers where that has fewer units. */
  private Lookup additive(Mechanism.Table table, int[] sizes, List<Lookup.Side> categorical) {
    Lookup best = Lookup.categorical(realizer, table, sizes, categorical);
    if (categorical.size() < 2 || !categorical.stream().allMatch(Lookup.Side::isNumber)) {
      return best;
    }
    List<Integer> parents = categorical.stream().map(Lookup.Side::parent).toList();
    for (double[] signs : Statistic.signs(categorical.size())) {
      Statistic sum =
          Statistic.sum(categorical.stream().map(s -> s.number(realizer)).toList(), signs);
      Lookup lookup = Lookup.project(realizer, table, sizes, List.of(), parents, sum);
      if (lookup.isFunction() && sum.isResolvable() && lookup.units() < best.units()) best = lookup;
    }
    return best;
  }
}
