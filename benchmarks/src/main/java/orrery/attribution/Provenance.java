package orrery.attribution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Mechanism;
import orrery.causal.Selection;
import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * Where a value was read from in one run: the tokens of its backward slice (Weiser 1984; of one
 * input, Korel and Laski 1988).
 *
 * <p>A table was read from its parents at the position; an attention from its values at the keys
 * that are selected in this run, from what the selector compares there, and from what it compares
 * at the query. So where nothing is selected only the query counts, although other tokens could
 * have been selected.
 */
public final class Provenance {
  private final Evaluation evaluation;
  private final int length;
  private final Map<Variable, BitSet> visited = new IdentityHashMap<>(); // positions
  private final BitSet tokens = new BitSet();

  private Provenance(CausalModel model, int[] input) {
    InputBatch batch = InputBatch.of(List.of(input), input.length);
    this.evaluation = new Evaluation(batch, model.inputs().causal());
    this.length = input.length;
  }

  /**
   * The positions of the tokens that a variable's value at a position was read from.
   *
   * @param input codes in the alphabet, without BOS
   */
  public static BitSet of(CausalModel model, int[] input, Variable variable, int position) {
    if (position < 0 || position >= input.length) {
      throw new IllegalArgumentException("position %d of %d".formatted(position, input.length));
    }
    Provenance slice = new Provenance(model, input);
    slice.follow(variable, position);
    return slice.tokens;
  }

  private void follow(Variable variable, int position) {
    BitSet at = visited.computeIfAbsent(variable, v -> new BitSet());
    if (at.get(position)) return;
    at.set(position);
    Mechanism mechanism = variable.mechanism();
    if (mechanism instanceof Mechanism.Token) tokens.set(position);
    if (mechanism instanceof Mechanism.Table t) t.parents().forEach(p -> follow(p, position));
    if (mechanism instanceof Mechanism.Attention a) follow(a, position);
  }

  private void follow(Mechanism.Attention attention, int query) {
    List<Variable> atKeys = new ArrayList<>();
    List<Variable> atQuery = new ArrayList<>();
    compared(attention.selector(), atKeys, atQuery);
    attention.value().ifPresent(atKeys::add);
    for (Variable v : atQuery) follow(v, query);
    long[] selected = evaluation.selection(attention.selector()).of(0);
    int words = Selection.words(length);
    for (int k = 0; k < length; k++) {
      if ((selected[query * words + (k >> 6)] >> k & 1) == 0) continue;
      for (Variable v : atKeys) follow(v, k);
    }
  }

  private static void compared(Selector selector, List<Variable> keys, List<Variable> queries) {
    if (selector instanceof Selector.Predicate p) {
      keys.addAll(p.keys());
      queries.addAll(p.queries());
    } else if (selector instanceof Selector.And a) {
      compared(a.left(), keys, queries);
      compared(a.right(), keys, queries);
    } else if (selector instanceof Selector.Or o) {
      compared(o.left(), keys, queries);
      compared(o.right(), keys, queries);
    } else if (selector instanceof Selector.Not n) {
      compared(n.inner(), keys, queries);
    } else if (selector instanceof Selector.Narrow n) {
      compared(n.inner(), keys, queries);
      n.score().ifPresent(keys::add);
    }
  }
}
