package orrery.causal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.types.Domain;
import orrery.types.Value;

/** How a {@link Variable} gets its value: the finite function from its parents. */
public sealed interface Mechanism {
  /** The input token at each position. */
  record Token() implements Mechanism {}

  /** The position itself: 0, 1, 2, … (BOS is not a position). */
  record Position() implements Mechanism {}

  /**
   * A pointwise function, as a table over the product of the parents' domains.
   *
   * @param parents the variables read, each once; none for a constant
   * @param codes {@code [rows]} the code in the variable's own domain, row-major with the last
   *     parent fastest; {@link #UNREACHABLE} where no legal input leads
   */
  record Table(List<Variable> parents, int[] codes) implements Mechanism {
    /** The entry of a row that no legal input reaches. */
    public static final int UNREACHABLE = -1;

    /** The row of the given parent codes. */
    public static int row(List<Variable> parents, int[] parentCodes) {
      int row = 0;
      for (int i = 0; i < parentCodes.length; i++) {
        row = row * parents.get(i).domain().size() + parentCodes[i];
      }
      return row;
    }
  }

  /**
   * A read from other positions: the selected values, reduced to one.
   *
   * @param selector which positions (keys) each position (query) looks at
   * @param reduction what is made of the values there
   * @param value the variable read; absent exactly for {@link Reduction#COUNT}
   * @param otherwise the result where nothing is selected; {@code none} when no default was given.
   *     COUNT, SUM, ANY and ALL have their own and ignore it
   * @param emptiness whether a legal input may leave the selection empty
   * @param width whether more than one position may be selected
   */
  record Attention(
      Selector selector,
      Reduction reduction,
      Optional<Variable> value,
      Value otherwise,
      Bound emptiness,
      Bound width)
      implements Mechanism {
    /** What the variable reads: value, keys and queries, each once. */
    public List<Variable> reads() {
      Set<Variable> all = new LinkedHashSet<>();
      value.ifPresent(all::add);
      selector.variables(all::add);
      return new ArrayList<>(all);
    }
  }

  /** A property of a selector, and how it is known. */
  record Bound(boolean holds, Status status, long inputs) {
    /** Known from the form of the selector. */
    public static Bound proven(boolean holds) {
      return new Bound(holds, Status.PROVEN, 0);
    }
  }

  /** How a {@link Bound} is known. */
  enum Status {
    /** By the form of the expression, or by enumeration of all lengths. */
    PROVEN,
    /** By enumeration of all legal inputs. */
    EXHAUSTIVE,
    /** On a sample of the legal inputs. */
    SAMPLED
  }

  /** The variables that this mechanism reads, each once. */
  default List<Variable> parents() {
    if (this instanceof Table t) return t.parents();
    if (this instanceof Attention a) return a.reads();
    return List.of();
  }

  /**
   * The domain that follows from an attention's parts when it selects from {@code least} to {@code
   * most} positions.
   *
   * @throws TooManyValues where the means or sums are too many
   */
  static Domain domainOf(Attention a, int least, int most) {
    return AttentionDomains.of(a, least, most);
  }

  /** The domain that follows from an attention's parts for inputs of at most {@code maxLength}. */
  static Domain domainOf(Attention a, int maxLength) {
    return AttentionDomains.of(a, maxLength);
  }
}
