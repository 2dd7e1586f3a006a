package orrery.sampler;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a sampled program may be made of; each form of the language is one. */
public enum Operation {
  /** {@code count(s)}. */
  COUNT(Group.READ),
  /** {@code any(s, b)}. */
  ANY(Group.READ),
  /** {@code all(s, b)}. */
  ALL(Group.READ),
  /** {@code mean(s, x)}. */
  MEAN(Group.READ),
  /** {@code sum(s, x)}. */
  SUM(Group.READ),
  /** {@code maximum(s, x, d)}. */
  MAXIMUM(Group.READ),
  /** {@code minimum(s, x, d)}. */
  MINIMUM(Group.READ),
  /** {@code pick(s, x, d)} of one selected position. */
  PICK(Group.READ),
  /** {@code shift(x, n)}. */
  SHIFT(Group.READ),
  /** {@code x[i]}: the value at one position, everywhere. */
  AT(Group.READ),
  /** A function of the standard library that reads other positions. */
  LIBRARY(Group.READ),
  /** {@code +}, {@code -}, {@code *}, {@code %}, {@code //}, {@code abs}, {@code min}, … . */
  ARITHMETIC(Group.POINTWISE),
  /** {@code ==}, {@code <}, … of two variables. */
  COMPARISON(Group.POINTWISE),
  /** {@code and}, {@code or}, {@code not}. */
  LOGIC(Group.POINTWISE),
  /** {@code x if c else y}. */
  CONDITION(Group.POINTWISE),
  /** {@code case { c: x; else: y }}. */
  CASE(Group.POINTWISE),
  /** {@code match x { v: y; else: z }}. */
  MATCH(Group.POINTWISE),
  /** A {@code def} of the program's own. */
  FUNCTION(Group.POINTWISE),
  /** A {@code var} that a {@code for} changes. */
  LOOP(Group.POINTWISE),
  /** {@code full}. */
  EVERYWHERE(Group.SELECT),
  /** {@code select(x, y, ==)}. */
  EQUAL(Group.SELECT),
  /** {@code select(x, y, <)} and its like. */
  ORDER(Group.SELECT),
  /** {@code select(x, 1, ==)}. */
  CONSTANT(Group.SELECT),
  /** A selector of positions alone. */
  POSITION(Group.SELECT),
  /** {@code select(q, k: …)} of variables and positions. */
  PREDICATE(Group.SELECT),
  /** {@code and}, {@code or}, {@code not} of selectors. */
  JOINED(Group.SELECT),
  /** {@code first(s)}. */
  FIRST(Group.SELECT),
  /** {@code last(s)}. */
  LAST(Group.SELECT),
  /** {@code best(s, x)}. */
  BEST(Group.SELECT);

  private final Group group;

  Operation(Group group) {
    this.group = group;
  }

  /** The kinds of operations. */
  public enum Group {
    /** Values from other positions. */
    READ,
    /** Functions at one position. */
    POINTWISE,
    /** Which positions are read. */
    SELECT
  }

  /** The kind of operation. */
  public Group group() {
    return group;
  }

  /** The name in options and tables: {@code count}, {@code best}, … . */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operation that is called so. */
  public static Optional<Operation> named(String label) {
    return Arrays.stream(values()).filter(o -> o.label().equals(label)).findFirst();
  }

  /** Every operation. */
  public static Set<Operation> all() {
    return EnumSet.allOf(Operation.class);
  }
}
