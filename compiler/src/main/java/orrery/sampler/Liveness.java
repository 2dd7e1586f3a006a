package orrery.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;

/**
 * Whether everything that a program computes matters, by exact interventions on its meaning: a
 * variable gets, at one position or at all, the values that it has elsewhere: on another input, or
 * at another position.
 *
 * <p>A variable is live where that changes a judged answer, and what one variable reads of another
 * is live where that changes the reader, everything else held. Values that no input gives, and
 * answers that are undefined under an intervention, count for nothing.
 */
final class Liveness {
  private static final int ROUNDS = 2;
  private static final int ROWS = 512;

  private final CausalModel meaning;
  private final Evaluation clean;
  private final Map<Variable, int[]> values = new IdentityHashMap<>();
  private final List<Interchange> interchanges = new ArrayList<>();

  /**
   * Where the values of a batch come from.
   *
   * @param from {@code [batch * maxLength]} the place whose value stands there; -1 for its own
   */
  private record Interchange(int[] from) {}

  Liveness(CausalModel meaning, Evaluation all) {
    this.meaning = meaning;
    Random random = new Random(1);
    List<int[]> rows = new ArrayList<>(List.of(all.batch().rows()));
    java.util.Collections.shuffle(rows, random);
    List<int[]> some = rows.subList(0, Math.min(ROWS, rows.size()));
    InputBatch batch = InputBatch.of(some, meaning.inputs().maxLength());
    this.clean = new Evaluation(batch, meaning.inputs().causal());
    meaning.variables().forEach(v -> values.put(v, clean.codes(v)));
    for (int i = 0; i < ROUNDS; i++) {
      for (Move move : Move.values()) interchanges.add(interchange(batch, random, move));
    }
  }

  /** How values move. */
  private enum Move {
    /** Every position has the value of another input of the same length. */
    WHOLE,
    /** One position has the value of another input of the same length. */
    ONE,
    /** One position has the value of any position of any input. */
    ANYWHERE,
    /** Every position has the value of another position of its own input. */
    PERMUTED
  }

  private static Interchange interchange(InputBatch batch, Random random, Move move) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int row = 0; row < batch.size(); row++) {
      byLength.computeIfAbsent(batch.rows()[row].length, n -> new ArrayList<>()).add(row);
    }
    int[] from = new int[batch.size() * batch.maxLength()];
    Arrays.fill(from, -1);
    byLength.forEach(
        (length, rows) -> {
          for (int row : rows) {
            int other = rows.get(random.nextInt(rows.size()));
            int any = random.nextInt(batch.size());
            int only = random.nextInt(length);
            int place = random.nextInt(batch.rows()[any].length);
            switch (move) {
              case WHOLE -> fill(from, batch, row, other, 0);
              case ONE -> from[batch.at(row, only)] = batch.at(other, only);
              case ANYWHERE -> from[batch.at(row, only)] = batch.at(any, place);
              case PERMUTED -> fill(from, batch, row, row, only);
            }
          }
        });
    return new Interchange(from);
  }

  /** Every position of a row reads a row of its length, so many positions further round. */
  private static void fill(int[] from, InputBatch batch, int row, int source, int turned) {
    int length = batch.rows()[row].length;
    for (int p = 0; p < length; p++) {
      from[batch.at(row, p)] = batch.at(source, (p + turned) % length);
    }
  }

  /** Whether every variable changes some answer, and every read its reader. */
  boolean everythingMatters() {
    for (Variable v : meaning.variables()) {
      if (!matters(v)) return false;
      for (Variable parent : v.parents()) {
        if (!isRead(parent, v)) return false;
      }
    }
    return true;
  }

  private boolean matters(Variable v) {
    return interchanges.stream()
        .anyMatch(i -> answersChange(new Evaluation(clean.batch(), causal(), swapped(v, i))));
  }

  private boolean isRead(Variable parent, Variable reader) {
    return interchanges.stream()
        .anyMatch(
            i -> {
              Map<Variable, int[]> held = new IdentityHashMap<>(values);
              held.remove(reader);
              held.putAll(swapped(parent, i));
              return changes(values(reader), new Evaluation(clean.batch(), causal(), held), reader);
            });
  }

  private boolean causal() {
    return meaning.inputs().causal();
  }

  private int[] values(Variable v) {
    return values.getOrDefault(v, new int[0]);
  }

  private Map<Variable, int[]> swapped(Variable v, Interchange interchange) {
    int[] own = values(v);
    int[] override = new int[own.length];
    for (int i = 0; i < own.length; i++) {
      int from = interchange.from()[i];
      override[i] = from < 0 || own[from] < 0 ? Evaluation.KEEP : own[from];
    }
    Map<Variable, int[]> swapped = new IdentityHashMap<>();
    swapped.put(v, override);
    return swapped;
  }

  private static boolean changes(int[] before, Evaluation after, Variable v) {
    int[] now = after.codes(v);
    for (int i = 0; i < now.length; i++) {
      if (before[i] >= 0 && now[i] >= 0 && before[i] != now[i]) return true;
    }
    return false;
  }

  private boolean answersChange(Evaluation after) {
    InputBatch batch = clean.batch();
    for (CausalModel.Output output : meaning.outputs()) {
      int[] before = values(output.variable());
      int[] now = after.codes(output.variable());
      for (int row = 0; row < batch.size(); row++) {
        int length = batch.rows()[row].length;
        for (int p = 0; p < length; p++) {
          int at = batch.at(row, p);
          boolean both = before[at] >= 0 && now[at] >= 0;
          if (both && before[at] != now[at] && output.judgedAt(p, length)) return true;
        }
      }
    }
    return false;
  }
}
