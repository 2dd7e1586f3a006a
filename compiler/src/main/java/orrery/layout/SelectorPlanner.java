package orrery.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Annotations;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Turns selectors into bilinear factors.
 *
 * <p>A conjunction adds its factors' scores. A disjunction of exclusive alternatives is the sum of
 * their tables, which is exact. Any other formula over several variables becomes a table between
 * one joint variable at the key and one at the query, each reduced to the classes that the formula
 * tells apart.
 */
final class SelectorPlanner {
  private static final long MOST_JOINT_ROWS = 65_536;
  private static final long JOINT_ENTRIES_WORTH_SPLITTING = 250_000;

  private final Realizer realizer;
  private final Map<Selector.Narrow, Variable> narrowedTo = new IdentityHashMap<>();

  SelectorPlanner(Realizer realizer) {
    this.realizer = realizer;
  }

  /** A selector under its outer narrowings, innermost first. */
  record Narrowed(Selector inner, List<Selector.Narrow> narrowings) {}

  /** The selector of keys whose {@code variable} has {@code value}. */
  static Selector equal(Variable variable, Value value) {
    BitSet holds = new BitSet();
    int code = variable.domain().code(value);
    if (code >= 0) holds.set(code);
    return new Selector.Predicate(List.of(variable), List.of(), holds);
  }

  Narrowed narrowed(Selector selector) {
    List<Selector.Narrow> narrowings = new ArrayList<>();
    Selector inner = selector;
    while (inner instanceof Selector.Narrow n) {
      narrowings.add(0, n);
      inner = n.inner();
    }
    return new Narrowed(inner, narrowings);
  }

  /** Ranks of the narrowings; an outer one decides only where the inner ones leave a tie. */
  List<HeadPlan.Bonus> bonuses(Narrowed narrowed) {
    List<HeadPlan.Bonus> bonuses = new ArrayList<>();
    int unit = 1;
    for (int i = narrowed.narrowings().size() - 1; i >= 0; i--) {
      Selector.Narrow n = narrowed.narrowings().get(i);
      Variable ranked = n.score().orElseGet(realizer::positions);
      int most = ranked.domain().size() - 1;
      double[] h = new double[most + 1];
      for (int v = 0; v <= most; v++) {
        h[v] = unit * (double) (n.narrowing() == Selector.Narrowing.FIRST ? most - v : v);
      }
      Reading reading =
          realizer.affine(ranked, h).orElseGet(() -> realizer.categorical(ranked).read(h));
      bonuses.add(new HeadPlan.Bonus(reading, unit * most));
      unit *= most + 1;
    }
    return bonuses;
  }

  /** The same variable with its order reversed, so that the best is the least. */
  Variable reversed(Variable score) {
    int n = score.domain().size();
    int[] codes = new int[n];
    for (int v = 0; v < n; v++) codes[v] = n - 1 - v;
    return realizer.classVariable(
        score.name() + ".reversed", List.of(score), new Classes(codes, n));
  }

  /** The selector with every narrowing replaced by a comparison with what it narrows to. */
  Selector flat(Variable x, Selector s) {
    if (s instanceof Selector.And a) return new Selector.And(flat(x, a.left()), flat(x, a.right()));
    if (s instanceof Selector.Or o) return new Selector.Or(flat(x, o.left()), flat(x, o.right()));
    if (s instanceof Selector.Not n) return new Selector.Not(flat(x, n.inner()));
    if (s instanceof Selector.Narrow n) {
      Variable compared = n.score().orElseGet(realizer::positions);
      Selector match = same(compared, narrowedTo(x, n, compared));
      return n.narrowing() == Selector.Narrowing.BEST
          ? new Selector.And(flat(x, n.inner()), match)
          : match;
    }
    return s;
  }

  private Variable narrowedTo(Variable x, Selector.Narrow n, Variable compared) {
    return narrowedTo.computeIfAbsent(n, k -> pick(x, n, compared));
  }

  private static Variable pick(Variable x, Selector.Narrow n, Variable compared) {
    Mechanism.Attention pick =
        new Mechanism.Attention(
            n,
            Reduction.PICK,
            Optional.of(compared),
            Value.NONE,
            Mechanism.Bound.proven(true),
            Mechanism.Bound.proven(false));
    return new Variable(
        x.name() + ".narrowed", compared.domain().with(Value.NONE), pick, Annotations.UNNAMED);
  }

  private static Selector same(Variable key, Variable query) {
    int queryRows = query.domain().size();
    BitSet holds = new BitSet();
    for (int k = 0; k < key.domain().size(); k++) {
      int q = query.domain().code(key.domain().value(k));
      if (q >= 0) holds.set(k * queryRows + q);
    }
    return new Selector.Predicate(List.of(key), List.of(query), holds);
  }

  /** The factors of a selector without narrowings, for the head of {@code x}. */
  List<HeadPlan.Factor> factors(Variable x, Selector selector) {
    List<HeadPlan.Factor> factors = new ArrayList<>();
    for (Conjunct c : Conjunct.split(selector)) {
      if (!c.keys().isEmpty() || !c.queries().isEmpty() || c.table().isEmpty()) {
        factors.add(factor(x, c));
      }
    }
    return factors;
  }

  private HeadPlan.Factor factor(Variable x, Conjunct c) {
    if (c.isAtomic()) return new HeadPlan.Factor(table(c));
    List<Conjunct> alternatives = c.alternatives();
    if (alternatives.size() > 1
        && alternatives.stream().allMatch(Conjunct::isAtomic)
        && areExclusive(alternatives)) {
      List<HeadPlan.Channel> channels = new ArrayList<>();
      alternatives.forEach(a -> channels.addAll(table(a)));
      return new HeadPlan.Factor(channels);
    }
    return new HeadPlan.Factor(table(joint(x, c)));
  }

  private static boolean areExclusive(List<Conjunct> alternatives) {
    for (int i = 0; i < alternatives.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!areExclusive(alternatives.get(i), alternatives.get(j))) return false;
      }
    }
    return true;
  }

  private static boolean areExclusive(Conjunct a, Conjunct b) {
    for (Conjunct x : Conjunct.split(a.formula())) {
      for (Conjunct y : Conjunct.split(b.formula())) {
        boolean same =
            Set.copyOf(x.keys()).equals(Set.copyOf(y.keys()))
                && Set.copyOf(x.queries()).equals(Set.copyOf(y.queries()));
        Conjunct both = Conjunct.of(new Selector.And(x.formula(), y.formula()));
        if (same && both.entries() <= Conjunct.MOST_ENTRIES && both.table().isEmpty()) return true;
      }
    }
    return false;
  }

  /** The conjunct between one joint variable on each side. */
  private Conjunct joint(Variable x, Conjunct c) {
    refuseIfTooLarge(x, c);
    BitSet table = c.table();
    int keyRows = (int) Conjunct.rows(c.keys());
    int queryRows = (int) Conjunct.rows(c.queries());
    Classes keys = classes(keyRows, queryRows, table, /* byKey= */ true);
    Classes queries = classes(queryRows, keyRows, table, /* byKey= */ false);
    List<Variable> key = side(x.name() + ".key", c.keys(), keys);
    List<Variable> query = side(x.name() + ".query", c.queries(), queries);
    boolean joinKeys = c.keys().size() > 1;
    boolean joinQueries = c.queries().size() > 1;
    int wide = joinKeys ? keys.count() : keyRows;
    int high = joinQueries ? queries.count() : queryRows;
    BitSet holds = new BitSet(wide * high);
    for (int k = 0; k < wide; k++) {
      int keyRow = joinKeys ? keys.representative(k) : k;
      for (int q = 0; q < high; q++) {
        int queryRow = joinQueries ? queries.representative(q) : q;
        if (table.get(keyRow * queryRows + queryRow)) holds.set(k * high + q);
      }
    }
    return new Conjunct(new Selector.Predicate(key, query, holds), key, query);
  }

  private List<Variable> side(String name, List<Variable> variables, Classes classes) {
    if (variables.size() <= 1) return variables;
    return List.of(realizer.classVariable(name, variables, classes));
  }

  private static void refuseIfTooLarge(Variable x, Conjunct c) {
    for (List<Variable> side : List.of(c.keys(), c.queries())) {
      if (side.size() > 1 && Conjunct.rows(side) > MOST_JOINT_ROWS) refuse(x, side);
    }
    if (c.entries() > Conjunct.MOST_ENTRIES) {
      List<Variable> all = new ArrayList<>(c.keys());
      all.addAll(c.queries());
      refuse(x, all);
    }
  }

  private static void refuse(Variable x, List<Variable> factors) {
    List<String> parts = new ArrayList<>();
    for (Variable v : factors) parts.add(v.name() + " " + v.domain().size());
    throw new Refusal(
        "E0501",
        x,
        "the selector of `"
            + x.name()
            + "` needs one joint table of "
            + String.join(" x ", parts)
            + " values, limit "
            + MOST_JOINT_ROWS
            + " rows");
  }

  private static Classes classes(int rows, int others, BitSet table, boolean byKey) {
    List<BitSet> slices = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      BitSet slice = new BitSet(others);
      for (int o = 0; o < others; o++) {
        if (table.get(byKey ? r * others + o : o * rows + r)) slice.set(o);
      }
      slices.add(slice);
    }
    return Classes.byEquality(slices);
  }

  /** The channels of a table between at most one variable on each side. */
  private List<HeadPlan.Channel> table(Conjunct c) {
    BitSet table = c.table();
    int keyRows = (int) Conjunct.rows(c.keys());
    int queryRows = (int) Conjunct.rows(c.queries());
    boolean complement = 2L * table.cardinality() > (long) keyRows * queryRows;
    BitSet written = (BitSet) table.clone();
    if (complement) written.flip(0, keyRows * queryRows);
    Classes keys = classes(keyRows, queryRows, written, /* byKey= */ true);
    Classes queries = classes(queryRows, keyRows, written, /* byKey= */ false);
    Side key = new Side(realizer, c.keys(), keys);
    Side query = new Side(realizer, c.queries(), queries);
    List<HeadPlan.Channel> channels = new ArrayList<>();
    if (complement) {
      channels.add(new HeadPlan.Channel(Reading.constant(1), Reading.constant(1)));
    }
    boolean byQuery = queries.count() <= keys.count();
    for (int i = 0; i < (byQuery ? queries.count() : keys.count()); i++) {
      BitSet one = new BitSet();
      one.set(i);
      BitSet others = new BitSet();
      for (int j = 0; j < (byQuery ? keys.count() : queries.count()); j++) {
        int k = keys.representative(byQuery ? j : i);
        int q = queries.representative(byQuery ? i : j);
        if (written.get(k * queryRows + q)) others.set(j);
      }
      if (others.isEmpty()) continue;
      Reading onKey = key.read(byQuery ? others : one).times(complement ? -1 : 1);
      channels.add(new HeadPlan.Channel(query.read(byQuery ? one : others), onKey));
    }
    return channels;
  }

  /**
   * For a count over exclusive alternatives whose joint table is large: the sum of their counts.
   */
  Optional<Variable> sumOfCounts(Variable x, Mechanism.Attention a) {
    List<Conjunct> conjuncts = Conjunct.split(flat(x, a.selector()));
    for (Conjunct c : conjuncts) {
      List<Conjunct> alternatives = c.alternatives();
      boolean large =
          c.entries() > JOINT_ENTRIES_WORTH_SPLITTING
              || Conjunct.rows(c.keys()) > MOST_JOINT_ROWS
              || Conjunct.rows(c.queries()) > MOST_JOINT_ROWS;
      if (!c.isAtomic() && large && alternatives.size() == 2 && areExclusive(alternatives)) {
        return Optional.of(sumOfTwo(x, a, conjuncts, c, alternatives));
      }
    }
    return Optional.empty();
  }

  private Variable sumOfTwo(
      Variable x,
      Mechanism.Attention a,
      List<Conjunct> conjuncts,
      Conjunct split,
      List<Conjunct> alternatives) {
    List<Variable> counts = new ArrayList<>();
    for (Conjunct alternative : alternatives) {
      Selector selector = alternative.formula();
      for (Conjunct other : conjuncts) {
        if (other != split) selector = new Selector.And(selector, other.formula());
      }
      Mechanism.Attention count =
          new Mechanism.Attention(
              selector,
              Reduction.COUNT,
              Optional.empty(),
              Value.NONE,
              Mechanism.Bound.proven(true),
              a.width());
      counts.add(
          new Variable(
              x.name() + ".count",
              Domain.range(0, realizer.maxLength()),
              count,
              Annotations.UNNAMED));
    }
    int size = realizer.maxLength() + 1;
    int[] codes = new int[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        codes[i * size + j] = x.domain().code(Value.of(i + j));
      }
    }
    return new Variable(
        x.name(), x.domain(), new Mechanism.Table(counts, codes), Annotations.UNNAMED);
  }
}
