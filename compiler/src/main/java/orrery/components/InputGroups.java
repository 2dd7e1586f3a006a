package orrery.components;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Inputs by their lengths and by their answers, to draw from. */
final class InputGroups {
  private final CleanRuns runs;
  private final List<int[]> byLength = new ArrayList<>();
  private final SortedMap<Integer, Integer> lengths = new TreeMap<>(); // length to its group
  private final List<int[][]> byAnswer = new ArrayList<>(); // [output] [group][inputs by length]

  InputGroups(CleanRuns runs) {
    this.runs = runs;
    int[][] rows = runs.batch().rows();
    int[] sorted =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(java.util.Comparator.comparing(i -> rows[i].length))
            .mapToInt(i -> i)
            .toArray();
    for (int from = 0; from < sorted.length; ) {
      int length = rows[sorted[from]].length;
      int to = from;
      while (to < sorted.length && rows[sorted[to]].length == length) to++;
      lengths.put(length, byLength.size());
      byLength.add(Arrays.copyOfRange(sorted, from, to));
      from = to;
    }
    for (int[] answers : runs.answers()) {
      int[][] own = groups(sorted, answers);
      if (own.length > 0) byAnswer.add(own);
    }
    if (byAnswer.isEmpty()) byAnswer.add(new int[][] {sorted});
  }

  /** One group an answer that some input gives, each sorted by length. */
  private int[][] groups(int[] sorted, int[] answers) {
    SortedMap<Integer, List<Integer>> groups = new TreeMap<>();
    for (int input : sorted) {
      BitSet own = new BitSet();
      int from = runs.batch().at(input, 0);
      for (int p = 0; p < runs.batch().rows()[input].length; p++) {
        if (answers[from + p] >= 0) own.set(answers[from + p]);
      }
      own.stream().forEach(code -> groups.computeIfAbsent(code, c -> new ArrayList<>()).add(input));
    }
    return groups.values().stream()
        .map(g -> g.stream().mapToInt(i -> i).toArray())
        .toArray(int[][]::new);
  }

  /** An input: a quarter from all, a quarter from a length, half from an answer. */
  int any(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(runs.batch().size());
      case 1 -> from(byLength.get(random.nextInt(byLength.size())), random);
      default -> from(answer(random), random);
    };
  }

  /** An input of a length that some have: half from all, half from an answer that some give. */
  int anyOf(int length, RandomGenerator random) {
    if (random.nextBoolean()) {
      int[] group = answer(random);
      int from = firstOf(group, length);
      int to = firstOf(group, length + 1);
      if (from < to) return group[from + random.nextInt(to - from)];
    }
    return from(byLength.get(lengths.getOrDefault(length, 0)), random);
  }

  private int[] answer(RandomGenerator random) {
    int[][] groups = byAnswer.get(random.nextInt(byAnswer.size()));
    return groups[random.nextInt(groups.length)];
  }

  private static int from(int[] group, RandomGenerator random) {
    return group[random.nextInt(group.length)];
  }

  /** Where in a group inputs of at least this length begin. */
  private int firstOf(int[] group, int length) {
    int low = 0;
    int high = group.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (runs.batch().rows()[group[middle]].length < length) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether base and source have different answers at a position that both have. */
  boolean differ(CleanRuns.Swap swap) {
    int base = runs.batch().at(swap.base(), 0);
    int source = runs.batch().at(swap.source(), 0);
    int common = runs.common(swap.base(), swap.source());
    for (int[] answers : runs.answers()) {
      for (int p = 0; p < common; p++) {
        if (answers[base + p] != answers[source + p]) return true;
      }
    }
    return false;
  }
}
