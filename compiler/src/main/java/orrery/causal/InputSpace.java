package orrery.causal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import orrery.types.Domain;

/**
 * The legal inputs of a program: words over an alphabet with a length, a shape and assumptions.
 *
 * @param alphabet the tokens
 * @param lengths the lengths an input may have, ascending
 * @param shape the regular set that inputs belong to; absent where every word is allowed
 * @param assumptions boolean variables that are true at every position of a legal input
 * @param causal whether a position sees only itself and those before it
 */
public record InputSpace(
    Domain alphabet,
    List<Integer> lengths,
    Optional<Shape> shape,
    List<Variable> assumptions,
    boolean causal) {
  private static final int BATCH = 4096;
  private static final int ATTEMPTS = 20_000;

  /** The longest input. */
  public int maxLength() {
    return lengths.get(lengths.size() - 1);
  }

  /** The shortest input. */
  public int minLength() {
    return lengths.get(0);
  }

  /** The same space with other assumptions. */
  public InputSpace assuming(List<Variable> others) {
    return new InputSpace(alphabet, lengths, shape, others, causal);
  }

  /** The inputs of one length. */
  public InputSpace ofLength(int length) {
    return new InputSpace(alphabet, List.of(length), shape, assumptions, causal);
  }

  /** The number of words of legal length and shape, before the assumptions are asked. */
  public BigInteger candidates() {
    return lengths.stream()
        .map(length -> new Words(this, length).count())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Whether there are at most {@code limit} candidates, so that all can be visited. */
  public boolean isAtMost(long limit) {
    return candidates().compareTo(BigInteger.valueOf(limit)) <= 0;
  }

  /** Whether {@code input} is legal: its length, its shape and every assumption. */
  public boolean isLegal(int[] input) {
    return !legalOf(List.of(input)).isEmpty();
  }

  /** Those of some words that are legal, in order. */
  public List<int[]> legalOf(List<int[]> words) {
    List<int[]> formed =
        words.stream()
            .filter(w -> lengths.contains(w.length))
            .filter(w -> shape.map(s -> s.matches(w)).orElse(true))
            .toList();
    return legal(formed);
  }

  /** Visits every legal input in batches, by length and then in alphabetical order. */
  public void forEachBatch(Consumer<InputBatch> visit) {
    untilBatch(
        batch -> {
          visit.accept(batch);
          return true;
        });
  }

  /**
   * Visits legal inputs in batches while {@code visit} answers true.
   *
   * @return whether all were visited
   */
  public boolean untilBatch(Predicate<InputBatch> visit) {
    for (int length : lengths) {
      Words words = new Words(this, length);
      List<int[]> pending = new ArrayList<>(BATCH);
      int[] word = words.first();
      while (word.length == length) {
        pending.add(word.clone());
        if (pending.size() == BATCH && !flush(pending, visit)) return false;
        if (!words.advance(word)) break;
      }
      if (!pending.isEmpty() && !flush(pending, visit)) return false;
    }
    return true;
  }

  private boolean flush(List<int[]> pending, Predicate<InputBatch> visit) {
    List<int[]> legal = legal(pending);
    pending.clear();
    return legal.isEmpty() || visit.test(InputBatch.of(legal, maxLength()));
  }

  private List<int[]> legal(List<int[]> words) {
    if (assumptions.isEmpty()) return List.copyOf(words);
    InputBatch batch = InputBatch.of(words, maxLength());
    Evaluation evaluation = new Evaluation(batch, causal);
    List<int[]> legal = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      if (holds(evaluation, batch, row)) legal.add(words.get(row));
    }
    return legal;
  }

  private boolean holds(Evaluation evaluation, InputBatch batch, int row) {
    for (Variable assumption : assumptions) {
      int[] codes = evaluation.codes(assumption);
      int truth = assumption.domain().code(orrery.types.Value.TRUE);
      for (int p = 0; p < batch.rows()[row].length; p++) {
        if (codes[batch.at(row, p)] != truth) return false;
      }
    }
    return true;
  }

  /**
   * Draws up to {@code n} legal inputs, the lengths in equal shares; fewer when the assumptions
   * leave none in 20,000 tries at a length.
   */
  public List<int[]> sample(int n, RandomGenerator random) {
    List<int[]> drawn = new ArrayList<>();
    List<Words> byLength =
        lengths.stream()
            .map(length -> new Words(this, length))
            .filter(words -> words.count().signum() > 0)
            .toList();
    for (int i = 0; i < byLength.size(); i++) {
      int share = n / byLength.size() + (i < n % byLength.size() ? 1 : 0);
      drawn.addAll(sample(byLength.get(i), share, random));
    }
    return drawn;
  }

  private List<int[]> sample(Words words, int n, RandomGenerator random) {
    List<int[]> drawn = new ArrayList<>();
    int misses = 0;
    while (drawn.size() < n && misses < ATTEMPTS) {
      List<int[]> tries = new ArrayList<>();
      int wanted = Math.min(BATCH, Math.max(64, n - drawn.size()));
      for (int i = 0; i < wanted; i++) {
        tries.add(words.draw(random));
      }
      List<int[]> legal = legal(tries);
      drawn.addAll(legal.subList(0, Math.min(legal.size(), n - drawn.size())));
      misses = legal.isEmpty() ? misses + wanted : 0;
    }
    return drawn;
  }

  @Override
  public String toString() {
    return alphabet + " of length " + Arrays.toString(lengths.toArray());
  }
}
