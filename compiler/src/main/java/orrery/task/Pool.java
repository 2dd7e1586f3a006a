package orrery.task;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import orrery.causal.InputSpace;

/**
 * Inputs of one length to make pairs from, each once, in random order.
 *
 * @param length of each
 * @param inputs with their answers
 * @param complete whether these are all legal inputs of the length
 */
record Pool(int length, List<Answering.Input> inputs, boolean complete) {
  /** Up to so many words of a length, all are looked at. */
  private static final long MOST = 4096;

  /** Else so many are drawn for each example asked for. */
  private static final int PER_EXAMPLE = 4;

  private static final int FEWEST = 64;

  /** The pools of all lengths that have a legal input. */
  static List<Pool> of(InputSpace space, Answering answering, int examples, Random random) {
    List<Pool> pools = new ArrayList<>();
    for (int length : space.lengths()) {
      InputSpace own = space.ofLength(length);
      boolean complete = own.isAtMost(MOST);
      List<int[]> words = complete ? all(own) : own.sample(FEWEST + PER_EXAMPLE * examples, random);
      Map<IntBuffer, int[]> distinct = new java.util.LinkedHashMap<>();
      words.forEach(w -> distinct.putIfAbsent(IntBuffer.wrap(w), w));
      List<int[]> shuffled = new ArrayList<>(distinct.values());
      Collections.shuffle(shuffled, random);
      if (!shuffled.isEmpty()) {
        pools.add(new Pool(length, answering.inputs(shuffled), complete));
      }
    }
    return pools;
  }

  private static List<int[]> all(InputSpace space) {
    List<int[]> all = new ArrayList<>();
    space.forEachBatch(batch -> Collections.addAll(all, batch.rows()));
    return all;
  }
}
