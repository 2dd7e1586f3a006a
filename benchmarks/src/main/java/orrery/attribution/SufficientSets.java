package orrery.attribution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The sets of tokens that settle an answer, whatever legal tokens stand elsewhere; those of which
 * no token can be spared (the prime implicants of the answer that hold for the input, also known as
 * its abductive explanations: Shih, Choi and Darwiche 2018).
 *
 * @param minimal the sets, the smallest first and then by their tokens; the empty set alone where
 *     the answer never changes
 */
public record SufficientSets(List<BitSet> minimal) {
  public SufficientSets {
    minimal = List.copyOf(minimal);
  }

  /** The minimal sets that are worth 1, the chance of the answer in a game of chances. */
  public static SufficientSets of(Game chances) {
    List<Integer> sets = new ArrayList<>();
    for (int set = 0; set <= chances.everybody(); set++) {
      if (chances.value(set) == 1 && isMinimal(chances, set)) sets.add(set);
    }
    sets.sort(
        Comparator.<Integer>comparingInt(Integer::bitCount)
            .thenComparing(
                (a, b) -> Integer.compareUnsigned(Integer.reverse(b), Integer.reverse(a))));
    return new SufficientSets(sets.stream().map(set -> BitSet.valueOf(new long[] {set})).toList());
  }

  private static boolean isMinimal(Game chances, int set) {
    for (int rest = set; rest != 0; rest &= rest - 1) {
      if (chances.value(set & ~Integer.lowestOneBit(rest)) == 1) return false;
    }
    return true;
  }

  /** The tokens that are in every minimal set. */
  public BitSet core() {
    BitSet core = (BitSet) minimal.get(0).clone();
    minimal.forEach(core::and);
    return core;
  }

  /** The tokens that are in some minimal set. */
  public BitSet union() {
    BitSet union = new BitSet();
    minimal.forEach(union::or);
    return union;
  }
}
