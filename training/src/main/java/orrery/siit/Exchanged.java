package orrery.siit;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import orrery.components.PairSampler;

/**
 * Which nodes a row exchanges, and where.
 *
 * @param count how many nodes there are
 * @param ports how many port nodes there are, whose numbers follow
 * @param ported share of rows that exchange one port node, not nodes
 * @param sets share of rows that exchange a random set, every size alike; the others exchange one
 * @param positions share of rows that exchange at random positions, not at all
 */
record Exchanged(int count, int ports, double ported, double sets, double positions)
    implements PairSampler.NodePlan {
  @Override
  public BitSet nodes(int row, RandomGenerator random) {
    BitSet nodes = new BitSet();
    if (count == 0) return nodes;
    if (ports > 0 && ported > 0 && random.nextDouble() < ported) {
      nodes.set(count + random.nextInt(ports));
      return nodes;
    }
    int size = random.nextDouble() < sets ? 1 + random.nextInt(count) : 1;
    while (nodes.cardinality() < size) nodes.set(random.nextInt(count));
    return nodes;
  }

  @Override
  public BitSet positions(int row, int common, RandomGenerator random) {
    BitSet where = new BitSet();
    if (random.nextDouble() >= positions) {
      where.set(0, common);
      return where;
    }
    for (int p = 0; p < common; p++) if (random.nextBoolean()) where.set(p);
    if (where.isEmpty()) where.set(random.nextInt(common));
    return where;
  }
}
