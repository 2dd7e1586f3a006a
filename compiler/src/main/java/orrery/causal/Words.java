package orrery.causal;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The words of one length that a space's shape allows: counted, in order, or at random. */
final class Words {
  private static final int DOUBLE_BITS = 1000; // a count of so many bits is a finite double

  private final int alphabet;
  private final int length;
  private final Optional<Shape> shape;
  private final BigInteger[][] completions; // [tokens still to come][state]

  Words(InputSpace space, int length) {
    this.alphabet = space.alphabet().size();
    this.length = length;
    this.shape = space.shape();
    int states = shape.map(Shape::states).orElse(1);
    completions = new BigInteger[length + 1][states];
    for (int left = 0; left <= length; left++) {
      for (int state = 0; state < states; state++) {
        completions[left][state] = completions(left, state);
      }
    }
  }

  private BigInteger completions(int left, int state) {
    if (left == 0) {
      return shape.map(s -> s.accepts(state)).orElse(true) ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (shape.isEmpty()) {
      return completions[left - 1][0].multiply(BigInteger.valueOf(alphabet));
    }
    BigInteger sum = BigInteger.ZERO;
    for (int token = 0; token < alphabet; token++) {
      int next = shape.get().step(state, token);
      if (next >= 0) sum = sum.add(completions[left - 1][next]);
    }
    return sum;
  }

  BigInteger count() {
    return completions[length][0];
  }

  private int step(int state, int token) {
    return shape.map(s -> s.step(state, token)).orElse(0);
  }

  private boolean open(int state, int token, int left) {
    int next = step(state, token);
    return next >= 0 && completions[left - 1][next].signum() > 0;
  }

  /** The first word in alphabetical order; an empty array when there is none. */
  int[] first() {
    int[] word = new int[length];
    return count().signum() > 0 && fill(word, 0, 0) ? word : new int[length == 0 ? 1 : 0];
  }

  /** Writes the first completion from {@code position} on. */
  private boolean fill(int[] word, int position, int state) {
    int s = state;
    for (int p = position; p < length; p++) {
      int token = 0;
      while (token < alphabet && !open(s, token, length - p)) token++;
      if (token == alphabet) return false;
      word[p] = token;
      s = step(s, token);
    }
    return true;
  }

  /** Moves {@code word} to the next one in order; false at the last. */
  boolean advance(int[] word) {
    int[] states = new int[length + 1];
    for (int p = 0; p < length; p++) {
      states[p + 1] = step(states[p], word[p]);
    }
    for (int p = length - 1; p >= 0; p--) {
      for (int token = word[p] + 1; token < alphabet; token++) {
        if (open(states[p], token, length - p)) {
          word[p] = token;
          return fill(word, p + 1, step(states[p], token));
        }
      }
    }
    return false;
  }

  /** A word drawn uniformly. */
  int[] draw(RandomGenerator random) {
    int[] word = new int[length];
    int state = 0;
    for (int p = 0; p < length; p++) {
      word[p] = shape.isEmpty() ? random.nextInt(alphabet) : drawToken(state, length - p, random);
      state = step(state, word[p]);
    }
    return word;
  }

  private int drawToken(int state, int left, RandomGenerator random) {
    int shift = Math.max(0, completions[left][state].bitLength() - DOUBLE_BITS);
    double at = random.nextDouble() * scaled(left, state, shift);
    int last = 0;
    for (int token = 0; token < alphabet; token++) {
      if (!open(state, token, left)) continue;
      last = token;
      at -= scaled(left - 1, step(state, token), shift);
      if (at < 0) break;
    }
    return last;
  }

  /** A count over 2^shift: counts beyond the largest double are compared all the same. */
  private double scaled(int left, int state, int shift) {
    return completions[left][state].shiftRight(shift).doubleValue();
  }
}
