package orrery.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;

/**
 * Inputs that change one variable and nothing else that does not follow from it.
 *
 * <p>An input x' is exactly matched to x at the variable v if v(x') ≠ v(x) at some position, and
 * every variable w that is no ancestor of v has, at every position, the value that it has on x when
 * v is set to v(x'): w(x') = w(x | do v := v(x')). So what does not descend from v is the same in
 * both, the descendants are as v alone makes them, and only the ancestors of v, the tokens first of
 * all, may differ, as some of them must for v to change.
 *
 * <p>They are sought among all inputs of the length where a pool has them; else among the input's
 * neighbours by one token, by two (a sample), and the pool.
 */
final class Matched implements Counterfactuals {
  private static final int TWOFOLD_TRIES = 512;
  private static final int CHUNK = 32;

  private final Variable variable;
  private final List<Variable> others;
  private final Pool pool;
  private final Edits edits;
  private final Answering answering;
  private final boolean causal;
  private final Optional<Evaluation> known; // of the whole pool

  Matched(Variable variable, Descent descent, Pool pool, Edits edits, Answering answering) {
    this.variable = variable;
    this.others = descent.others(variable);
    this.pool = pool;
    this.edits = edits;
    this.answering = answering;
    this.causal = descent.meaning().inputs().causal();
    this.known = pool.complete() ? Optional.of(evaluate(tokens(pool.inputs()))) : Optional.empty();
  }

  @Override
  public Stream<Answering.Input> of(Answering.Input clean) {
    Evaluation candidates = known.orElseGet(() -> evaluate(neighbours(clean)));
    Evaluation base = evaluate(List.of(clean.tokens()));
    List<Integer> possible = new ArrayList<>();
    for (int row = 0; row < candidates.batch().size(); row++) {
      if (!isEqual(base, candidates, row, variable)) possible.add(row);
    }
    java.util.Collections.shuffle(possible, edits.random());
    return IntStream.range(0, (possible.size() + CHUNK - 1) / CHUNK)
        .mapToObj(i -> possible.subList(i * CHUNK, Math.min(possible.size(), (i + 1) * CHUNK)))
        .flatMap(rows -> matched(clean, candidates, rows).stream());
  }

  private List<int[]> neighbours(Answering.Input clean) {
    List<int[]> words = new ArrayList<>(edits.single(clean.tokens()));
    words.addAll(edits.twofold(clean.tokens(), TWOFOLD_TRIES));
    words.addAll(tokens(pool.inputs()));
    return words;
  }

  private static List<int[]> tokens(List<Answering.Input> inputs) {
    return inputs.stream().map(Answering.Input::tokens).toList();
  }

  private Evaluation evaluate(List<int[]> words) {
    return new Evaluation(InputBatch.of(words, pool.length()), causal);
  }

  private boolean isEqual(Evaluation base, Evaluation others, int row, Variable of) {
    int[] left = base.codes(of);
    int[] right = others.codes(of);
    int from = others.batch().at(row, 0);
    return java.util.Arrays.equals(left, 0, pool.length(), right, from, from + pool.length());
  }

  /** Those of some candidates that are exactly matched: the variable is set, all else compared. */
  private List<Answering.Input> matched(
      Answering.Input clean, Evaluation candidates, List<Integer> rows) {
    int length = pool.length();
    int[] values = new int[rows.size() * length];
    List<int[]> copies = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int from = candidates.batch().at(rows.get(i), 0);
      System.arraycopy(candidates.codes(variable), from, values, i * length, length);
      copies.add(clean.tokens());
    }
    Evaluation changed =
        new Evaluation(InputBatch.of(copies, length), causal, Map.of(variable, values));
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (follows(changed, i, candidates, rows.get(i))) {
        found.add(candidates.batch().rows()[rows.get(i)]);
      }
    }
    return answering.inputs(found);
  }

  private boolean follows(Evaluation changed, int i, Evaluation candidates, int row) {
    int length = pool.length();
    for (Variable w : others) {
      int left = i * length;
      int right = row * length;
      if (!java.util.Arrays.equals(
          changed.codes(w), left, left + length, candidates.codes(w), right, right + length)) {
        return false;
      }
    }
    return true;
  }
}
