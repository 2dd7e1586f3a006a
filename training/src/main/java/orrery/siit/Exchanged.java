package orrery.siit;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import orrery.components.ComponentModel;
import orrery.components.PairSampler;

/**
 * Which nodes a row exchanges, and where: one node or a set of them, or one port node, or one
 * variable node, whose numbers follow.
 *
 * @param nodes how many nodes there are
 * @param ports how many port nodes
 * @param variables how many variable nodes
 * @param recipe in what shares
 */
record Exchanged(int nodes, int ports, int variables, Recipe recipe)
    implements PairSampler.NodePlan {
  static Exchanged of(ComponentModel meaning, Recipe recipe) {
    return new Exchanged(
        meaning.nodes().size(), meaning.ports().size(), meaning.variableNodes().size(), recipe);
  }

  @Override
  public BitSet nodes(int row, RandomGenerator random) {
    BitSet chosen = new BitSet();
    if (nodes == 0) return chosen;
    if (happens(ports > 0 ? recipe.ports() : 0, random)) {
      chosen.set(nodes + random.nextInt(ports));
    } else if (happens(recipe.subspaces(), random)) {
      chosen.set(nodes + ports + random.nextInt(variables));
    } else {
      int size = happens(recipe.sets(), random) ? 1 + random.nextInt(nodes) : 1;
      while (chosen.cardinality() < size) chosen.set(random.nextInt(nodes));
    }
    return chosen;
  }

  private static boolean happens(double share, RandomGenerator random) {
    return share > 0 && random.nextDouble() < share;
  }

  @Override
  public BitSet positions(int row, int common, RandomGenerator random) {
    BitSet where = new BitSet();
    if (random.nextDouble() >= recipe.positions()) {
      where.set(0, common);
      return where;
    }
    for (int p = 0; p < common; p++) if (random.nextBoolean()) where.set(p);
    if (where.isEmpty()) where.set(random.nextInt(common));
    return where;
  }
}
