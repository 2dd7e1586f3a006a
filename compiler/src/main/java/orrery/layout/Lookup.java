package orrery.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.types.Value;

/**
 * A table over categorical parents, by classes, and at most one statistic.
 *
 * @param sides the categorical parents
 * @param statistic the number that the last axis runs over
 * @param results {@code [classes of side 0]…[groups of the statistic]} row-major; {@link #ANY}
 *     where it does not matter, {@link #AMBIGUOUS} where the statistic does not decide
 */
record Lookup(List<Reader> sides, Optional<Statistic> statistic, int[] results) {
  static final int ANY = -1;
  static final int AMBIGUOUS = -2;

  /** Reads whether a side is in one of some classes. */
  record Reader(Realizer realizer, Variable variable, Classes classes) {
    Reading read(BitSet members) {
      return ClassReading.of(realizer, variable, classes, members);
    }
  }

  /** A categorical parent: its place in the table, and the classes that the table tells apart. */
  record Side(int parent, Variable variable, Classes classes) {
    boolean isNumber() {
      return variable.domain().values().stream().allMatch(Value::isNumber)
          && classes.count() == variable.domain().size();
    }

    ScalarView number(Realizer realizer) {
      double[] codes = Realizer.numbers(variable.domain());
      return new ScalarView(() -> realizer.categorical(variable).read(codes), codes);
    }

    Reader reader(Realizer realizer) {
      return new Reader(realizer, variable, classes);
    }
  }

  /** A parent that is one number. */
  record Numeric(int parent, Variable variable, Classes classes, ScalarView scalar) {}

  static Lookup categorical(
      Realizer realizer, Mechanism.Table table, int[] sizes, List<Side> sides) {
    return build(realizer, table, sizes, sides, List.of(), Optional.empty());
  }

  static Lookup project(
      Realizer realizer,
      Mechanism.Table table,
      int[] sizes,
      List<Side> sides,
      List<Integer> numeric,
      Statistic statistic) {
    return build(realizer, table, sizes, sides, numeric, Optional.of(statistic));
  }

  private static Lookup build(
      Realizer realizer,
      Mechanism.Table table,
      int[] sizes,
      List<Side> sides,
      List<Integer> numeric,
      Optional<Statistic> statistic) {
    List<int[]> groups = statistic.map(Statistic::groups).orElseGet(() -> List.of(new int[] {0}));
    int[] counts = sides.stream().mapToInt(s -> s.classes().count()).toArray();
    int combinations = Arrays.stream(counts).reduce(1, (a, b) -> a * b);
    int[] results = new int[combinations * groups.size()];
    int[] at = new int[sizes.length];
    for (int c = 0; c < combinations; c++) {
      int rest = c;
      for (int s = sides.size() - 1; s >= 0; s--) {
        Side side = sides.get(s);
        at[side.parent()] = side.classes().representative(rest % counts[s]);
        rest /= counts[s];
      }
      for (int g = 0; g < groups.size(); g++) {
        results[c * groups.size() + g] = common(table, sizes, at, numeric, groups.get(g));
      }
    }
    return new Lookup(sides.stream().map(s -> s.reader(realizer)).toList(), statistic, results);
  }

  private static int common(
      Mechanism.Table table, int[] sizes, int[] at, List<Integer> numeric, int[] group) {
    int common = ANY;
    for (int joint : group) {
      int rest = joint;
      for (int n = numeric.size() - 1; n >= 0; n--) {
        at[numeric.get(n)] = rest % sizes[numeric.get(n)];
        rest /= sizes[numeric.get(n)];
      }
      int row = 0;
      for (int p = 0; p < sizes.length; p++) row = row * sizes[p] + at[p];
      int result = table.codes()[row];
      if (result < 0) continue;
      if (common >= 0 && common != result) return AMBIGUOUS;
      common = result;
    }
    return common;
  }

  /** Whether the statistic and the sides decide the result. */
  boolean isFunction() {
    return Arrays.stream(results).noneMatch(r -> r == AMBIGUOUS);
  }

  /** The number of classes of each side. */
  int[] sizes() {
    return sides.stream().mapToInt(s -> s.classes().count()).toArray();
  }

  /** The results along the statistic for one combination of the sides' classes. */
  List<Integer> along(int combination, int groups) {
    List<Integer> row = new ArrayList<>();
    for (int g = 0; g < groups; g++) row.add(results[combination * groups + g]);
    return row;
  }

  /** The number of MLP units. */
  int units() {
    return statistic
        .map(s -> Gates.of(this, s.groups().size()).units())
        .orElseGet(() -> Boxes.cover(sizes(), results, Boxes.mostFrequent(results)).size());
  }
}
