package orrery.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import orrery.causal.Evaluation;
import orrery.causal.InputSpace;
import orrery.causal.Variable;

/**
 * The cases on which a set of variables is exchanged.
 *
 * <p>All of them: every base, every source, all common positions at once and each alone. Sources
 * are taken by classes: of those that have the same values at the exchanged positions one is
 * enough, because the values are all that is taken from them.
 */
final class Exchanges {
  /** More inputs are not enumerated. */
  private static final int MOST_INPUTS = 1 << 14;

  private final InputSpace space;
  private final List<Variable> variables;
  private final Optional<List<int[]>> inputs;
  private final Map<Variable, int[][]> codes = new LinkedHashMap<>(); // [input][position]

  Exchanges(InputSpace space, List<Variable> variables) {
    this.space = space;
    this.variables = variables;
    this.inputs = space.isAtMost(MOST_INPUTS) ? Optional.of(enumerated()) : Optional.empty();
  }

  private List<int[]> enumerated() {
    List<int[]> all = new ArrayList<>();
    Map<Variable, List<int[]>> values = new LinkedHashMap<>();
    variables.forEach(v -> values.put(v, new ArrayList<>()));
    space.forEachBatch(
        batch -> {
          Evaluation evaluation = new Evaluation(batch, space.causal());
          for (int row = 0; row < batch.size(); row++) {
            int[] input = batch.rows()[row];
            all.add(input);
            for (Variable v : variables) {
              int[] own = new int[input.length];
              System.arraycopy(evaluation.codes(v), batch.at(row, 0), own, 0, own.length);
              values.getOrDefault(v, new ArrayList<>()).add(own);
            }
          }
        });
    values.forEach((v, rows) -> codes.put(v, rows.toArray(int[][]::new)));
    return all;
  }

  /**
   * Some cases.
   *
   * @param coverage which
   */
  record Selection(List<InterchangeCase> cases, Coverage coverage) {}

  /** Every case of a set of variables where there are at most {@code most}, else so many drawn. */
  Selection of(List<Variable> set, int most, long seed) {
    return inputs
        .flatMap(all -> new Classes(all, set).all(most))
        .orElseGet(() -> new Selection(drawn(set, most, seed), Coverage.SAMPLED));
  }

  /** The classes of all inputs as sources of one set. */
  private final class Classes {
    private final List<int[]> all;
    private final List<Variable> set;
    private final TreeMap<Integer, List<Integer>> byLength = new TreeMap<>(); // sources of a base
    private final TreeMap<Integer, List<Integer>> byPosition = new TreeMap<>();

    Classes(List<int[]> all, List<Variable> set) {
      this.all = all;
      this.set = set;
      for (int length : space.lengths()) byLength.put(length, sources(0, length, 1));
      for (int p = 0; p < space.maxLength(); p++) byPosition.put(p, sources(p, p + 1, p + 1));
    }

    /** One source for each sequence of values at the positions that it has of some. */
    private List<Integer> sources(int from, int to, int shortest) {
      Map<List<Integer>, Integer> known = new LinkedHashMap<>();
      for (int i = 0; i < all.size(); i++) {
        int end = Math.min(to, all.get(i).length);
        if (all.get(i).length < shortest) continue;
        List<Integer> key = new ArrayList<>();
        for (Variable v : set) {
          int[] values = codes.getOrDefault(v, new int[0][])[i];
          for (int p = from; p < end; p++) key.add(values[p]);
        }
        known.putIfAbsent(key, i);
      }
      return List.copyOf(known.values());
    }

    Optional<Selection> all(int most) {
      long count = 0;
      long pairs = 0;
      for (int[] base : all) {
        count += byLength.getOrDefault(base.length, List.of()).size();
        pairs += all.size();
        for (int p = 0; p < base.length; p++) {
          count += byPosition.getOrDefault(p, List.of()).size();
          int position = p;
          pairs += all.stream().filter(s -> s.length > position).count();
        }
        if (count > most) return Optional.empty();
      }
      List<InterchangeCase> cases = new ArrayList<>();
      for (int[] base : all) add(cases, base);
      return Optional.of(
          new Selection(cases, count == pairs ? Coverage.EXHAUSTIVE : Coverage.BY_CLASSES));
    }

    private void add(List<InterchangeCase> cases, int[] base) {
      List<String> names = names(set);
      for (int source : byLength.getOrDefault(base.length, List.of())) {
        cases.add(new InterchangeCase(names, base, all.get(source), OptionalInt.empty()));
      }
      for (int p = 0; p < base.length; p++) {
        for (int source : byPosition.getOrDefault(p, List.of())) {
          cases.add(new InterchangeCase(names, base, all.get(source), OptionalInt.of(p)));
        }
      }
    }
  }

  private static List<String> names(List<Variable> set) {
    return set.stream().map(Variable::name).toList();
  }

  /**
   * Independent pairs, a third each: of one length at all positions, of any lengths at all common
   * positions, at one of them.
   */
  private List<InterchangeCase> drawn(List<Variable> set, int n, long seed) {
    Random random = new Random(seed);
    List<int[]> bases = space.sample(n, random);
    List<int[]> sources = space.sample(n, random);
    TreeMap<Integer, List<int[]>> byLength = new TreeMap<>();
    sources.forEach(s -> byLength.computeIfAbsent(s.length, l -> new ArrayList<>()).add(s));
    List<InterchangeCase> cases = new ArrayList<>();
    for (int i = 0; i < bases.size(); i++) {
      int[] base = bases.get(i);
      List<int[]> from = i % 3 == 0 ? byLength.getOrDefault(base.length, sources) : sources;
      if (from.isEmpty()) continue;
      int[] source = from.get(random.nextInt(from.size()));
      OptionalInt position =
          i % 3 == 2
              ? OptionalInt.of(random.nextInt(Math.min(base.length, source.length)))
              : OptionalInt.empty();
      cases.add(new InterchangeCase(names(set), base, source, position));
    }
    return cases;
  }
}
