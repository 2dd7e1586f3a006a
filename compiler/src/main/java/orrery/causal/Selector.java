package orrery.causal;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which positions (keys) each position (query) looks at: a boolean function of the variables at
 * both.
 *
 * <p>A causal model masks each finished selector to keys at or before the query; {@link Narrow}
 * sees the masked one, so the complement of a selector is taken before its mask.
 */
public sealed interface Selector {
  /** Every position. */
  record Full() implements Selector {}

  /**
   * A predicate of variables at the key and at the query, as a truth table.
   *
   * @param keys the variables read at the key
   * @param queries the variables read at the query
   * @param holds bit {@code keyRow * queryRows + queryRow}; rows as in {@link Mechanism.Table#row}
   */
  record Predicate(List<Variable> keys, List<Variable> queries, BitSet holds) implements Selector {
    /** The number of joint values of the keys. */
    public int keyRows() {
      return rows(keys);
    }

    /** The number of joint values of the queries. */
    public int queryRows() {
      return rows(queries);
    }

    /** Whether the predicate holds for these joint values. */
    public boolean holds(int keyRow, int queryRow) {
      return holds.get(keyRow * queryRows() + queryRow);
    }

    private static int rows(List<Variable> variables) {
      int rows = 1;
      for (Variable v : variables) {
        rows *= v.domain().size();
      }
      return rows;
    }
  }

  /** Both. */
  record And(Selector left, Selector right) implements Selector {}

  /** Either. */
  record Or(Selector left, Selector right) implements Selector {}

  /** The complement. */
  record Not(Selector inner) implements Selector {}

  /**
   * The selected positions narrowed to some of them.
   *
   * @param score read at the key; present exactly for {@link Narrowing#BEST}
   */
  record Narrow(Selector inner, Narrowing narrowing, Optional<Variable> score)
      implements Selector {}

  /** To which of the selected positions a {@link Narrow} narrows. */
  enum Narrowing {
    /** The first one. */
    FIRST,
    /** The last one. */
    LAST,
    /** All those whose score is highest. */
    BEST
  }

  /** Calls {@code each} for every variable that the selector reads. */
  default void variables(Consumer<Variable> each) {
    if (this instanceof Predicate p) {
      p.keys().forEach(each);
      p.queries().forEach(each);
    } else if (this instanceof And a) {
      a.left().variables(each);
      a.right().variables(each);
    } else if (this instanceof Or o) {
      o.left().variables(each);
      o.right().variables(each);
    } else if (this instanceof Not n) {
      n.inner().variables(each);
    } else if (this instanceof Narrow n) {
      n.inner().variables(each);
      n.score().ifPresent(each);
    }
  }
}
