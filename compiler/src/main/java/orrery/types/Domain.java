package orrery.types;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * A finite, ordered set of exact values: the type of a variable.
 *
 * <p>A value is stored as its code, its index in the order of {@link Value#compareTo}; tables,
 * batches and one-hot subspaces all count in codes.
 */
public final class Domain {
  /** {@code {false, true}}. */
  public static final Domain BOOL = of(List.of(Value.FALSE, Value.TRUE));

  private final List<Value> values;
  private final Map<Value, Integer> codes = new HashMap<>();

  private Domain(List<Value> values) {
    this.values = values;
    for (int i = 0; i < values.size(); i++) {
      codes.put(values.get(i), i);
    }
  }

  /** The domain that holds exactly {@code values}; order and repetition do not matter. */
  public static Domain of(Collection<Value> values) {
    return new Domain(List.copyOf(new TreeSet<>(values)));
  }

  /** The integers {@code from..to}, both included; empty when {@code to < from}. */
  public static Domain range(long from, long to) {
    return new Domain(LongStream.rangeClosed(from, to).mapToObj(Value::of).toList());
  }

  /** The values in order; a value's code is its index here. */
  public List<Value> values() {
    return values;
  }

  /** The number of values. */
  public int size() {
    return values.size();
  }

  /** The value with this code. */
  public Value value(int code) {
    return values.get(code);
  }

  /** The code of {@code value}, or -1 when it is not in the domain. */
  public int code(Value value) {
    return codes.getOrDefault(value, -1);
  }

  /** Whether the domain holds {@code value}. */
  public boolean contains(Value value) {
    return codes.containsKey(value);
  }

  /** Whether every value of {@code other} is in this domain. */
  public boolean containsAll(Domain other) {
    return codes.keySet().containsAll(other.values);
  }

  /** Whether {@code none} is one of the values. */
  public boolean mayBeNone() {
    return contains(Value.NONE);
  }

  /** Whether every value, {@code none} apart, is a number. */
  public boolean isNumeric() {
    return values.stream().allMatch(v -> v.isNumber() || v.isNone()) && !definedIsEmpty();
  }

  /** Whether every value, {@code none} apart, is a truth value. */
  public boolean isBoolean() {
    return values.stream().allMatch(v -> v instanceof Value.Truth || v.isNone())
        && !definedIsEmpty();
  }

  private boolean definedIsEmpty() {
    return values.isEmpty() || values.get(0).isNone();
  }

  /** This domain and {@code other} together. */
  public Domain union(Domain other) {
    if (containsAll(other)) return this;
    List<Value> all = new ArrayList<>(values);
    all.addAll(other.values);
    return of(all);
  }

  /** This domain with {@code value} in it. */
  public Domain with(Value value) {
    return contains(value) ? this : union(of(List.of(value)));
  }

  /** This domain with {@code value} taken out. */
  public Domain without(Value value) {
    return contains(value) ? of(values.stream().filter(v -> !v.equals(value)).toList()) : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Domain d && d.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The values as the language writes them: {@code 0..9}, {@code {"a", "b"}}, {@code bool}. */
  @Override
  public String toString() {
    if (equals(BOOL)) return "bool";
    if (size() > 2 && isIntegerRange()) return values.get(0) + ".." + values.get(size() - 1);
    return values.stream().map(Value::toString).collect(Collectors.joining(", ", "{", "}"));
  }

  private boolean isIntegerRange() {
    if (!(values.get(0) instanceof Value.Rational first)
        || !(values.get(size() - 1) instanceof Value.Rational last)) {
      return false;
    }
    return values.stream().allMatch(v -> v instanceof Value.Rational r && r.isInteger())
        && last.number().subtract(first.number()).equals(BigFraction.of(size() - 1));
  }
}
