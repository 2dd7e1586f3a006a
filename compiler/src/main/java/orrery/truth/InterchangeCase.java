package orrery.truth;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * One interchange intervention: an input is run while some variables have the values that they have
 * on another input.
 *
 * @param variables the names of the variables, all exchanged at once
 * @param base the input that is run, token codes without BOS
 * @param source the input whose values are taken, token codes without BOS
 * @param position the one position at which values are exchanged; empty for every position that
 *     both inputs have
 */
public record InterchangeCase(
    List<String> variables, int[] base, int[] source, OptionalInt position) {
  public InterchangeCase {
    variables = List.copyOf(variables);
    int common = Math.min(base.length, source.length);
    if (variables.isEmpty()) throw new IllegalArgumentException("no variable is exchanged");
    if (position.isPresent() && (position.getAsInt() < 0 || position.getAsInt() >= common)) {
      throw new IllegalArgumentException(
          "position %d of inputs of %d and %d"
              .formatted(position.getAsInt(), base.length, source.length));
    }
  }

  /** The first position at which values are exchanged. */
  int from() {
    return position.orElse(0);
  }

  /** The first position after those at which values are exchanged. */
  int to() {
    return position.isPresent() ? position.getAsInt() + 1 : Math.min(base.length, source.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InterchangeCase c
        && variables.equals(c.variables)
        && Arrays.equals(base, c.base)
        && Arrays.equals(source, c.source)
        && position.equals(c.position);
  }

  @Override
  public int hashCode() {
    return 31 * variables.hashCode() + Arrays.hashCode(base) + 7 * Arrays.hashCode(source);
  }

  @Override
  public String toString() {
    return "%s of %s from %s%s"
        .formatted(
            variables,
            Arrays.toString(base),
            Arrays.toString(source),
            position.isPresent() ? " at " + position.getAsInt() : "");
  }
}
