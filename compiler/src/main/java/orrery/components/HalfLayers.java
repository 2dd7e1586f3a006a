package orrery.components;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The ways to give the half-layers that a program uses (2·layer for heads, 2·layer + 1 for MLPs)
 * other half-layers of the same kind in the same order.
 */
final class HalfLayers {
  private static final int DOUBLE_BITS = 1000; // a count of so many bits is a finite double

  private final List<Integer> used;
  private final int there;
  private final BigInteger[][] ways; // [of used: the first not placed][first half-layer free]

  /**
   * All ways into some layers.
   *
   * @param used half-layers of the program, ascending
   * @throws IllegalArgumentException where there is none
   */
  HalfLayers(List<Integer> used, int layers) {
    this.used = used;
    this.there = 2 * layers;
    ways = new BigInteger[used.size() + 1][there + 2];
    java.util.Arrays.fill(ways[used.size()], BigInteger.ONE);
    for (int i = used.size() - 1; i >= 0; i--) {
      ways[i][there] = BigInteger.ZERO;
      ways[i][there + 1] = BigInteger.ZERO;
      for (int free = there - 1; free >= 0; free--) {
        BigInteger here = fits(i, free) ? ways[i + 1][free + 1] : BigInteger.ZERO;
        ways[i][free] = ways[i][free + 1].add(here);
      }
    }
    if (ways[0][0].signum() == 0) {
      throw new IllegalArgumentException(
          "the program needs %d layers, the architecture has %d: give it %d"
              .formatted(needed(), layers, needed()));
    }
  }

  private boolean fits(int i, int half) {
    return (used.get(i) - half) % 2 == 0;
  }

  /** The fewest layers into which they go. */
  private int needed() {
    int free = 0;
    for (int half : used) free += (half - free) % 2 == 0 ? 1 : 2;
    return (free + 1) / 2;
  }

  /** One of all ways, each as probable: by half-layer of the program, its new one. */
  int[] draw(RandomGenerator random) {
    int[] places = new int[used.size()];
    int free = 0;
    for (int i = 0; i < places.length; i++) {
      int shift = Math.max(0, ways[i][free].bitLength() - DOUBLE_BITS);
      double at = random.nextDouble() * ways[i][free].shiftRight(shift).doubleValue();
      int last = free;
      for (int half = free; half < there; half++) {
        if (!fits(i, half) || ways[i + 1][half + 1].signum() == 0) continue;
        last = half;
        at -= ways[i + 1][half + 1].shiftRight(shift).doubleValue();
        if (at < 0) break;
      }
      places[i] = last;
      free = last + 1;
    }
    return places;
  }
}
