package orrery.causal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.types.Value;

/**
 * The meaning of a causal model, written down as plainly as possible: one input, one position, one
 * value at a time, by recursion. The oracle of {@link Evaluation}.
 */
final class SlowInterpreter {
  private final List<Value> input;
  private final boolean causal;
  private final Map<Variable, Map<Integer, Value>> interventions;
  private final Map<Variable, Map<Integer, Optional<Value>>> known = new IdentityHashMap<>();
  private final Set<Place> conflicts = new HashSet<>();

  /** A conflict, whatever the input. */
  record Place(Variable variable, Evaluation.Conflict.Kind kind, int position) {}

  SlowInterpreter(
      List<Value> input, boolean causal, Map<Variable, Map<Integer, Value>> interventions) {
    this.input = input;
    this.causal = causal;
    this.interventions = interventions;
  }

  Set<Place> conflicts() {
    return conflicts;
  }

  /** The value at a position; empty where there is none. */
  Optional<Value> value(Variable v, int position) {
    Map<Integer, Optional<Value>> ofVariable = known.computeIfAbsent(v, k -> new HashMap<>());
    Optional<Value> value = ofVariable.get(position);
    if (value == null) {
      value = computed(v, position);
      Value set = interventions.getOrDefault(v, Map.of()).get(position);
      if (set != null) value = Optional.of(set);
      ofVariable.put(position, value);
    }
    return value;
  }

  private Optional<Value> computed(Variable v, int position) {
    Mechanism m = v.mechanism();
    if (m instanceof Mechanism.Token) return Optional.of(input.get(position));
    if (m instanceof Mechanism.Position) return Optional.of(Value.of(position));
    if (m instanceof Mechanism.Table t) {
      Optional<Integer> row = row(t.parents(), position);
      if (row.isEmpty() || t.codes()[row.get()] < 0) return Optional.empty();
      return Optional.of(v.domain().value(t.codes()[row.get()]));
    }
    return read(v, (Mechanism.Attention) m, position);
  }

  private Optional<Integer> row(List<Variable> variables, int position) {
    int row = 0;
    for (Variable v : variables) {
      Optional<Value> value = value(v, position);
      if (value.isEmpty()) return Optional.empty();
      row = row * v.domain().size() + v.domain().values().indexOf(value.get());
    }
    return Optional.of(row);
  }

  private Optional<Value> read(Variable v, Mechanism.Attention a, int query) {
    List<Integer> keys =
        IntStream.range(0, input.size())
            .filter(k -> visible(query, k) && selects(a.selector(), query, k))
            .boxed()
            .toList();
    if (a.reduction() == Reduction.COUNT) return Optional.of(Value.of(keys.size()));
    if (keys.isEmpty()) {
      return Optional.of(
          switch (a.reduction()) {
            case SUM, COUNT -> Value.of(0);
            case ANY -> Value.FALSE;
            case ALL -> Value.TRUE;
            case PICK, MEAN, MAXIMUM, MINIMUM -> a.otherwise();
          });
    }
    List<Value> values = new ArrayList<>();
    for (int k : keys) {
      Optional<Value> value = value(a.value().orElseThrow(), k);
      if (value.isEmpty()) return Optional.empty();
      values.add(value.get());
    }
    if (a.reduction() == Reduction.PICK) {
      if (new HashSet<>(values).size() == 1) return Optional.of(values.get(0));
      conflicts.add(new Place(v, Evaluation.Conflict.Kind.DIFFERENT_VALUES, query));
      return Optional.empty();
    }
    if (values.contains(Value.NONE)) {
      conflicts.add(new Place(v, Evaluation.Conflict.Kind.UNDEFINED_VALUE, query));
      return Optional.empty();
    }
    return Optional.of(reduced(a.reduction(), values));
  }

  private static Value reduced(Reduction reduction, List<Value> values) {
    return switch (reduction) {
      case ANY -> Value.of(values.contains(Value.TRUE));
      case ALL -> Value.of(!values.contains(Value.FALSE));
      case MAXIMUM -> values.stream().max(Value::compareTo).orElseThrow();
      case MINIMUM -> values.stream().min(Value::compareTo).orElseThrow();
      case SUM -> Value.of(sum(values));
      case MEAN -> Value.of(sum(values).divide(values.size()));
      case PICK, COUNT -> throw new AssertionError(reduction);
    };
  }

  private static BigFraction sum(List<Value> values) {
    BigFraction sum = BigFraction.ZERO;
    for (Value v : values) {
      if (v instanceof Value.Rational r) sum = sum.add(r.number());
      if (v.equals(Value.TRUE)) sum = sum.add(1);
    }
    return sum;
  }

  private boolean visible(int query, int key) {
    return !causal || key <= query;
  }

  private boolean selects(Selector s, int query, int key) {
    if (s instanceof Selector.Full) return true;
    if (s instanceof Selector.And a) {
      return selects(a.left(), query, key) && selects(a.right(), query, key);
    }
    if (s instanceof Selector.Or o) {
      return selects(o.left(), query, key) || selects(o.right(), query, key);
    }
    if (s instanceof Selector.Not n) return !selects(n.inner(), query, key);
    if (s instanceof Selector.Narrow n) return narrowed(n, query).contains(key);
    Selector.Predicate p = (Selector.Predicate) s;
    Optional<Integer> keyRow = row(p.keys(), key);
    Optional<Integer> queryRow = row(p.queries(), query);
    return keyRow.isPresent() && queryRow.isPresent() && p.holds(keyRow.get(), queryRow.get());
  }

  private List<Integer> narrowed(Selector.Narrow n, int query) {
    List<Integer> keys =
        IntStream.range(0, input.size())
            .filter(k -> visible(query, k) && selects(n.inner(), query, k))
            .boxed()
            .toList();
    if (keys.isEmpty()) return keys;
    return switch (n.narrowing()) {
      case FIRST -> keys.subList(0, 1);
      case LAST -> keys.subList(keys.size() - 1, keys.size());
      case BEST -> {
        List<Value> scores = keys.stream().map(k -> score(n, k)).toList();
        Value best = scores.stream().max(Value::compareTo).orElseThrow();
        yield keys.stream().filter(k -> score(n, k).equals(best)).toList();
      }
    };
  }

  private Value score(Selector.Narrow n, int key) {
    return value(n.score().orElseThrow(), key).orElseThrow();
  }
}
