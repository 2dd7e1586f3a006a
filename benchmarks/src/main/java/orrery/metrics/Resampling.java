package orrery.metrics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeded draws that all of this room shares. */
final class Resampling {
  private Resampling() {}

  /** The generator of a seed; the same numbers on every machine. */
  static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Indices drawn with replacement, {@code [size]}. */
  static int[] bootstrap(int size, RandomGenerator random) {
    return random.ints(size, 0, size).toArray();
  }

  /** The numbers 0 to size − 1 in random order. */
  static int[] permutation(int size, RandomGenerator random) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** Some different numbers from 0 to size − 1, in random order. */
  static int[] subset(int size, int count, RandomGenerator random) {
    return Arrays.copyOf(permutation(size, random), count);
  }
}
