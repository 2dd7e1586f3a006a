package orrery.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * One factor of a selector: a formula over predicates, without narrowing.
 *
 * @param formula the formula
 * @param keys the variables read at the key, each once
 * @param queries the variables read at the query, each once
 */
record Conjunct(Selector formula, List<Variable> keys, List<Variable> queries) {
  /** The most entries of a truth table that are written out. */
  static final long MOST_ENTRIES = 4_000_000;

  static Conjunct of(Selector formula) {
    Set<Variable> keys = new LinkedHashSet<>();
    Set<Variable> queries = new LinkedHashSet<>();
    collect(formula, keys, queries);
    return new Conjunct(formula, List.copyOf(keys), List.copyOf(queries));
  }

  private static void collect(Selector s, Set<Variable> keys, Set<Variable> queries) {
    if (s instanceof Selector.Predicate p) {
      keys.addAll(p.keys());
      queries.addAll(p.queries());
    } else if (s instanceof Selector.And a) {
      collect(a.left(), keys, queries);
      collect(a.right(), keys, queries);
    } else if (s instanceof Selector.Or o) {
      collect(o.left(), keys, queries);
      collect(o.right(), keys, queries);
    } else if (s instanceof Selector.Not n) {
      collect(n.inner(), keys, queries);
    }
  }

  /** Splits a selector at its outer conjunctions; conjuncts over the same variables are joined. */
  static List<Conjunct> split(Selector selector) {
    List<Selector> parts = new ArrayList<>();
    flatten(selector, true, parts);
    List<Conjunct> joined = new ArrayList<>();
    for (Selector part : parts) {
      Conjunct next = of(part);
      for (int i = 0; i < joined.size(); i++) {
        Conjunct c = joined.get(i);
        if (Set.copyOf(c.keys).equals(Set.copyOf(next.keys))
            && Set.copyOf(c.queries).equals(Set.copyOf(next.queries))) {
          joined.set(i, new Conjunct(new Selector.And(c.formula, part), c.keys, c.queries));
          next = null;
          break;
        }
      }
      if (next != null) joined.add(next);
    }
    return joined;
  }

  private static void flatten(Selector s, boolean positive, List<Selector> parts) {
    if (s instanceof Selector.Not n) {
      flatten(n.inner(), !positive, parts);
    } else if (positive && s instanceof Selector.And a) {
      flatten(a.left(), true, parts);
      flatten(a.right(), true, parts);
    } else if (!positive && s instanceof Selector.Or o) {
      flatten(o.left(), false, parts);
      flatten(o.right(), false, parts);
    } else if (!(positive && s instanceof Selector.Full)) {
      parts.add(positive ? s : new Selector.Not(s));
    }
  }

  /** The alternatives of an outer disjunction, this alone when there is none. */
  List<Conjunct> alternatives() {
    List<Selector> parts = new ArrayList<>();
    disjuncts(formula, true, parts);
    return parts.stream().map(Conjunct::of).toList();
  }

  private static void disjuncts(Selector s, boolean positive, List<Selector> parts) {
    if (s instanceof Selector.Not n) {
      disjuncts(n.inner(), !positive, parts);
    } else if (positive && s instanceof Selector.Or o) {
      disjuncts(o.left(), true, parts);
      disjuncts(o.right(), true, parts);
    } else if (!positive && s instanceof Selector.And a) {
      disjuncts(a.left(), false, parts);
      disjuncts(a.right(), false, parts);
    } else {
      parts.add(positive ? s : new Selector.Not(s));
    }
  }

  /** Whether it reads at most one variable on each side. */
  boolean isAtomic() {
    return keys.size() <= 1 && queries.size() <= 1;
  }

  /** The number of joint values of the given variables. */
  static long rows(List<Variable> variables) {
    long rows = 1;
    for (Variable v : variables) {
      rows *= v.domain().size();
      if (rows > MOST_ENTRIES) return MOST_ENTRIES + 1;
    }
    return rows;
  }

  /** The number of entries of its truth table, capped just above {@link #MOST_ENTRIES}. */
  long entries() {
    return Math.min(MOST_ENTRIES + 1, rows(keys) * rows(queries));
  }

  /** The truth table: bit {@code keyRow * queryRows + queryRow}. */
  BitSet table() {
    int keyRows = (int) rows(keys);
    int queryRows = (int) rows(queries);
    BitSet table = new BitSet(keyRows * queryRows);
    int[] k = new int[keys.size()];
    for (int i = 0; i < keyRows; i++) {
      int[] q = new int[queries.size()];
      for (int j = 0; j < queryRows; j++) {
        if (holds(formula, k, q)) table.set(i * queryRows + j);
        advance(q, queries);
      }
      advance(k, keys);
    }
    return table;
  }

  static void advance(int[] codes, List<Variable> variables) {
    for (int i = codes.length - 1; i >= 0; i--) {
      if (++codes[i] < variables.get(i).domain().size()) return;
      codes[i] = 0;
    }
  }

  private boolean holds(Selector s, int[] k, int[] q) {
    if (s instanceof Selector.Full) return true;
    if (s instanceof Selector.Predicate p) {
      return p.holds(row(p.keys(), keys, k), row(p.queries(), queries, q));
    }
    if (s instanceof Selector.And a) return holds(a.left(), k, q) && holds(a.right(), k, q);
    if (s instanceof Selector.Or o) return holds(o.left(), k, q) || holds(o.right(), k, q);
    if (s instanceof Selector.Not n) return !holds(n.inner(), k, q);
    throw new AssertionError("narrowing inside a conjunct: " + s);
  }

  private static int row(List<Variable> wanted, List<Variable> have, int[] codes) {
    int row = 0;
    for (Variable v : wanted) {
      row = row * v.domain().size() + codes[have.indexOf(v)];
    }
    return row;
  }
}
