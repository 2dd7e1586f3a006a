package orrery.circuit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Selection;
import orrery.causal.Variable;

/**
 * The ground truth at the level of positions: between which positions a head can move something.
 *
 * <p>Positions are the model's: BOS is 0, the program's position i is i + 1. A head that attends to
 * BOS, because its selector is empty there or because it counts, has that pair too; at BOS itself
 * it attends to BOS.
 *
 * @param heads by component
 * @param causal whether keys come no later than queries
 */
public record PositionLevel(SortedMap<Component, Pairs> heads, boolean causal) {
  /**
   * The pairs of one head: the union over the inputs that were looked at.
   *
   * @param status PROVEN where the selector depends on positions alone, EXHAUSTIVE for all legal
   *     inputs, SAMPLED for a sample of them
   * @param inputs how many inputs were looked at; 0 where it is proven
   * @param byLength for each length of the input, {@code [length + 1]} the keys of each query
   */
  public record Pairs(
      Mechanism.Status status, long inputs, SortedMap<Integer, List<BitSet>> byLength) {}

  /** Up to so many candidates, all inputs are looked at. */
  private static final long MOST = 200_000;

  /** Else so many. */
  private static final int SAMPLE = 20_000;

  private static final int BATCH = 4096;

  /** The pairs of every head of a model; {@code seed} of the sample, where one is needed. */
  public static PositionLevel of(CompiledModel model, long seed) {
    CausalModel meaning = model.meaning();
    InputSpace space = meaning.inputs();
    List<Union> fixed = new ArrayList<>();
    List<Union> varying = new ArrayList<>();
    for (HeadRole role : model.heads()) {
      (dependsOnTokens(role) ? varying : fixed).add(new Union(role));
    }
    for (int length : space.lengths()) {
      InputBatch any = InputBatch.of(List.of(new int[length]), space.maxLength());
      look(any, space, fixed);
    }
    boolean all = space.isAtMost(MOST);
    long inputs = varying.isEmpty() ? 0 : lookAtMany(space, varying, all, seed);
    SortedMap<Component, Pairs> heads = new TreeMap<>();
    fixed.forEach(u -> heads.put(u.role.head(), u.pairs(Mechanism.Status.PROVEN, 0)));
    Mechanism.Status status = all ? Mechanism.Status.EXHAUSTIVE : Mechanism.Status.SAMPLED;
    varying.forEach(u -> heads.put(u.role.head(), u.pairs(status, inputs)));
    return new PositionLevel(heads, space.causal());
  }

  private static long lookAtMany(InputSpace space, List<Union> unions, boolean all, long seed) {
    long[] inputs = {0};
    if (all) {
      space.forEachBatch(
          batch -> {
            look(batch, space, unions);
            inputs[0] += batch.size();
          });
      return inputs[0];
    }
    List<int[]> drawn = space.sample(SAMPLE, new Random(seed));
    for (int from = 0; from < drawn.size(); from += BATCH) {
      List<int[]> part = drawn.subList(from, Math.min(drawn.size(), from + BATCH));
      look(InputBatch.of(part, space.maxLength()), space, unions);
    }
    return drawn.size();
  }

  private static void look(InputBatch batch, InputSpace space, List<Union> unions) {
    Evaluation evaluation = new Evaluation(batch, space.causal());
    unions.forEach(u -> u.add(evaluation));
  }

  private static boolean dependsOnTokens(HeadRole role) {
    List<Variable> todo = new ArrayList<>();
    role.selector().variables(todo::add);
    java.util.Set<Variable> seen = new java.util.HashSet<>(todo);
    for (int i = 0; i < todo.size(); i++) {
      if (todo.get(i).mechanism() instanceof Mechanism.Token) return true;
      for (Variable p : todo.get(i).parents()) {
        if (seen.add(p)) todo.add(p);
      }
    }
    return false;
  }

  /** What has been seen of one head. */
  private static final class Union {
    private final HeadRole role;
    private final SortedMap<Integer, List<BitSet>> byLength = new TreeMap<>();

    Union(HeadRole role) {
      this.role = role;
    }

    void add(Evaluation evaluation) {
      Selection selection = evaluation.selection(role.selector());
      int[][] rows = evaluation.batch().rows();
      for (int row = 0; row < rows.length; row++) {
        int length = rows[row].length;
        List<BitSet> pairs = byLength.computeIfAbsent(length, Union::atBos);
        long[] bits = selection.of(row);
        int words = Selection.words(length);
        for (int q = 0; q < length; q++) {
          boolean empty = add(pairs.get(q + 1), bits, q * words, words);
          if (empty || role.counting()) pairs.get(q + 1).set(0);
        }
      }
    }

    private static List<BitSet> atBos(int length) {
      List<BitSet> pairs = new ArrayList<>();
      for (int q = 0; q <= length; q++) pairs.add(new BitSet(length + 1));
      pairs.get(0).set(0);
      return pairs;
    }

    private static boolean add(BitSet keys, long[] bits, int from, int words) {
      boolean empty = true;
      for (int w = 0; w < words; w++) {
        for (long left = bits[from + w]; left != 0; left &= left - 1) {
          keys.set(1 + 64 * w + Long.numberOfTrailingZeros(left));
          empty = false;
        }
      }
      return empty;
    }

    Pairs pairs(Mechanism.Status status, long inputs) {
      return new Pairs(status, inputs, byLength);
    }
  }

  /**
   * Between which positions an edge can carry something, for inputs of one length.
   *
   * <p>A head's values come from its pairs' keys; its keys from every position that the query sees,
   * because what is not selected takes part in the choice; everything else from the same position.
   *
   * @return {@code [length + 1]} for each position of the reader, the positions of the writer
   */
  public List<BitSet> positions(Edge edge, int length) {
    Optional<List<BitSet>> moved =
        Optional.ofNullable(heads.get(edge.to())).map(p -> p.byLength().get(length));
    if (edge.port() == Port.V && moved.isPresent()) return moved.get();
    List<BitSet> positions = new ArrayList<>();
    for (int p = 0; p <= length; p++) {
      BitSet from = new BitSet(length + 1);
      if (edge.port() == Port.K || edge.port() == Port.V) {
        from.set(0, causal ? p + 1 : length + 1);
      } else {
        from.set(p);
      }
      positions.add(from);
    }
    return positions;
  }
}
