package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Selection;
import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * What legal inputs can do: the interpreter over all of them, or over a sample where there are too
 * many.
 *
 * <p>The values of a variable are computed once for all questions about it, until their number
 * passes a bound; then they are forgotten and computed again.
 */
final class Reach {
  /** The most candidates that are all visited. */
  static final long MOST_CANDIDATES = 200_000;

  private static final int SAMPLE = 20_000;
  private static final long SEED = 20260;
  private static final int BATCH = 2048;
  private static final long MOST_CELLS = 48L << 20; // 4 bytes each

  private final boolean causal;
  private final boolean asked;
  private final boolean exhaustive;
  private final List<InputBatch> batches = new ArrayList<>();
  private final List<Evaluation> evaluations = new ArrayList<>();
  private long cells;

  /** A legal input and a position in it. */
  record Witness(int[] input, int position) {}

  private Reach(boolean causal, boolean asked, boolean exhaustive, List<int[]> inputs, int stride) {
    this.causal = causal;
    this.asked = asked;
    this.exhaustive = exhaustive;
    for (int from = 0; from < inputs.size(); from += BATCH) {
      List<int[]> part = inputs.subList(from, Math.min(inputs.size(), from + BATCH));
      batches.add(InputBatch.of(part, stride));
    }
    forget();
  }

  /** Knows nothing: every question is answered "not found, and not for sure". */
  static Reach unknown(boolean causal) {
    return new Reach(causal, false, false, List.of(), 1);
  }

  /** The inputs of a space. */
  static Reach of(InputSpace space) {
    List<int[]> inputs = new ArrayList<>();
    boolean all = space.isAtMost(MOST_CANDIDATES);
    if (all) {
      space.forEachBatch(b -> inputs.addAll(List.of(b.rows())));
    } else {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
      inputs.addAll(space.sample(SAMPLE, random));
    }
    return new Reach(space.causal(), true, all, inputs, space.maxLength());
  }

  /** Whether inputs may be asked at all. */
  boolean isAsked() {
    return asked;
  }

  /** Whether every legal input is among those visited. */
  boolean isExhaustive() {
    return exhaustive;
  }

  /** The number of inputs visited. */
  long inputs() {
    return batches.stream().mapToLong(InputBatch::size).sum();
  }

  /** The status of what holds on all inputs visited. */
  Mechanism.Status status() {
    return exhaustive ? Mechanism.Status.EXHAUSTIVE : Mechanism.Status.SAMPLED;
  }

  /** Whether an input of this length is among those visited. */
  boolean hasLength(int length) {
    return batches.stream()
        .anyMatch(b -> java.util.Arrays.stream(b.rows()).anyMatch(r -> r.length == length));
  }

  /** The positions that a selector selects at a witness. */
  List<Integer> selected(Selector selector, Witness witness) {
    InputBatch one = InputBatch.of(List.of(witness.input()), witness.input().length);
    long[] bits = new Evaluation(one, causal).selection(selector).of(0);
    int from = witness.position() * Selection.words(witness.input().length);
    List<Integer> keys = new ArrayList<>();
    for (int k = 0; k < witness.input().length; k++) {
      if ((bits[from + (k >> 6)] >>> (k & 63) & 1) != 0) keys.add(k);
    }
    return keys;
  }

  private void forget() {
    evaluations.clear();
    batches.forEach(b -> evaluations.add(new Evaluation(b, causal)));
    cells = 0;
  }

  private void spend(Evaluation evaluation, int variables) {
    cells += (long) variables * evaluation.batch().size() * evaluation.batch().maxLength();
  }

  /** The first position at which the joint code of some variables satisfies {@code wanted}. */
  Optional<Witness> find(List<Variable> variables, IntPredicate wanted) {
    if (cells > MOST_CELLS) forget();
    for (Evaluation evaluation : evaluations) {
      int[] rows = evaluation.jointCodes(variables);
      spend(evaluation, variables.size());
      InputBatch batch = evaluation.batch();
      for (int i = 0; i < rows.length; i++) {
        if (rows[i] >= 0 && wanted.test(rows[i])) return Optional.of(witness(batch, i));
      }
    }
    return Optional.empty();
  }

  /** The joint code of some variables at a witness. */
  int rowAt(List<Variable> variables, Witness witness) {
    InputBatch one = InputBatch.of(List.of(witness.input()), witness.input().length);
    return new Evaluation(one, causal).jointCodes(variables)[witness.position()];
  }

  private static Witness witness(InputBatch batch, int index) {
    return new Witness(batch.rows()[index / batch.maxLength()], index % batch.maxLength());
  }

  /** What is looked for in a pair of positions. */
  interface PairTest {
    /** Whether this key row and query row are looked for. */
    boolean test(int keyRow, int queryRow);
  }

  /** The first query position that has a visible key such that their joint codes are wanted. */
  Optional<Witness> findPair(List<Variable> keys, List<Variable> queries, PairTest wanted) {
    if (cells > MOST_CELLS) forget();
    for (Evaluation evaluation : evaluations) {
      int[] keyRows = evaluation.jointCodes(keys);
      int[] queryRows = evaluation.jointCodes(queries);
      spend(evaluation, keys.size() + queries.size());
      InputBatch batch = evaluation.batch();
      for (int row = 0; row < batch.size(); row++) {
        int length = batch.rows()[row].length;
        for (int q = 0; q < length; q++) {
          int queryRow = queryRows[batch.at(row, q)];
          int visible = causal ? q + 1 : length;
          for (int k = 0; k < visible && queryRow >= 0; k++) {
            int keyRow = keyRows[batch.at(row, k)];
            if (keyRow >= 0 && wanted.test(keyRow, queryRow)) {
              return Optional.of(new Witness(batch.rows()[row], q));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Which positions count. */
  interface Places {
    /** Whether a position of an input of this length counts. */
    boolean test(int position, int length);
  }

  /** The first position that counts and at which a variable has no value. */
  Optional<Witness> findMissing(Variable variable, Places places) {
    for (Evaluation evaluation : evaluations) {
      int[] codes = evaluation.codes(variable);
      spend(evaluation, 1);
      InputBatch batch = evaluation.batch();
      for (int row = 0; row < batch.size(); row++) {
        int length = batch.rows()[row].length;
        for (int p = 0; p < length; p++) {
          if (codes[batch.at(row, p)] < 0 && places.test(p, length)) {
            return Optional.of(new Witness(batch.rows()[row], p));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A conflict and where it was met. */
  record ConflictAt(Evaluation.Conflict.Kind kind, Witness witness) {}

  /** The first position at which {@code variable} itself has no value because of a conflict. */
  Optional<ConflictAt> conflict(Variable variable) {
    if (cells > MOST_CELLS) forget();
    for (Evaluation evaluation : evaluations) {
      evaluation.codes(variable);
      spend(evaluation, 1);
      for (Evaluation.Conflict c : evaluation.conflicts()) {
        if (c.variable() == variable) {
          int[] input = evaluation.batch().rows()[c.row()];
          return Optional.of(new ConflictAt(c.kind(), new Witness(input, c.position())));
        }
      }
    }
    return Optional.empty();
  }

  /** The smallest and largest value of a count on the inputs visited. */
  Optional<Width> widths(Variable counter) {
    if (cells > MOST_CELLS) forget();
    int least = Integer.MAX_VALUE;
    int most = -1;
    for (Evaluation evaluation : evaluations) {
      int[] counts = evaluation.codes(counter);
      spend(evaluation, 1);
      for (int count : counts) {
        if (count < 0) continue;
        least = Math.min(least, count);
        most = Math.max(most, count);
      }
      if (least == 0 && most > 1) return Optional.of(new Width(0, most));
    }
    return most < 0 ? Optional.empty() : Optional.of(new Width(least, most));
  }

  /** The values of a variable on one input, or on an input under test. */
  List<String> values(Variable variable, int[] input) {
    Evaluation evaluation = new Evaluation(InputBatch.of(List.of(input), input.length), causal);
    List<String> shown = new ArrayList<>();
    for (int code : evaluation.codes(variable)) {
      shown.add(code < 0 ? "?" : variable.domain().value(code).toString());
    }
    return shown;
  }
}
