package orrery.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An affine functional of the residual stream: what one row of a reading matrix computes.
 *
 * @param terms the coefficients, at most one per dimension
 * @param constant the bias
 */
public record Reading(List<Term> terms, double constant) {
  /** A coefficient of one dimension of a cell. */
  public record Term(Cell cell, int dimension, double weight) {}

  /** The functional that is {@code value} everywhere. */
  public static Reading constant(double value) {
    return new Reading(List.of(), value);
  }

  /** The functional given by {@link Encoding#functional} on one cell. */
  static Reading of(Cell cell, double[] functional) {
    List<Term> terms = new ArrayList<>();
    for (int d = 0; d < functional.length - 1; d++) {
      if (functional[d] != 0) terms.add(new Term(cell, d, functional[d]));
    }
    return new Reading(terms, functional[functional.length - 1]);
  }

  /** The last half-layer that writes what is read. */
  public int time() {
    return terms.stream().mapToInt(t -> t.cell().time()).max().orElse(Schedule.EMBEDDING);
  }

  /** The cells read, each once. */
  public Set<Cell> cells() {
    Set<Cell> cells = new LinkedHashSet<>();
    terms.forEach(t -> cells.add(t.cell()));
    return cells;
  }

  /** The sum of both. */
  public Reading plus(Reading other) {
    Map<Cell, Map<Integer, Double>> sum = new LinkedHashMap<>();
    for (List<Term> part : List.of(terms, other.terms)) {
      for (Term t : part) {
        sum.computeIfAbsent(t.cell(), c -> new LinkedHashMap<>())
            .merge(t.dimension(), t.weight(), Double::sum);
      }
    }
    List<Term> all = new ArrayList<>();
    sum.forEach(
        (cell, weights) ->
            weights.forEach(
                (d, w) -> {
                  if (w != 0) all.add(new Term(cell, d, w));
                }));
    return new Reading(all, constant + other.constant);
  }

  /** This functional plus a constant. */
  public Reading plus(double bias) {
    return new Reading(terms, constant + bias);
  }

  /** This functional times a number. */
  public Reading times(double factor) {
    if (factor == 0) return constant(0);
    return new Reading(
        terms.stream().map(t -> new Term(t.cell(), t.dimension(), t.weight() * factor)).toList(),
        constant * factor);
  }
}
