package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Annotations;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * How many positions a selector selects, least and most.
 *
 * <p>Whatever depends on positions and lengths only is decided exactly, by evaluating it at every
 * legal length. A selector with other parts lies between the one in which those parts hold nowhere
 * and the one in which they hold everywhere. What stays open is asked of the legal inputs.
 */
final class Widths {
  private static final Selector NOTHING = new Selector.Not(new Selector.Full());

  private final Checking checking;
  private final Map<Variable, Boolean> positional = new HashMap<>();
  private Optional<Evaluation> lengths = Optional.empty();

  Widths(Checking checking) {
    this.checking = checking;
  }

  /** The bounds of a selector, and how they are known. */
  record Bounds(Width width, Mechanism.Bound emptiness, Mechanism.Bound wideness) {}

  Bounds of(Selector selector) {
    Width proven = new Width(least(selector), most(selector));
    boolean mayBeEmpty = proven.least() == 0;
    boolean mayBeWide = proven.most() > 1;
    Optional<Width> seen =
        !isPositional(selector) && ((mayBeEmpty && proven.most() > 0) || mayBeWide)
            ? seen(selector)
            : Optional.empty();
    if (seen.isEmpty()) {
      return new Bounds(
          proven, Mechanism.Bound.proven(mayBeEmpty), Mechanism.Bound.proven(mayBeWide));
    }
    boolean all = checking.reach().isExhaustive();
    boolean empty = mayBeEmpty && (!all || seen.get().least() == 0);
    boolean wide = mayBeWide && (!all || seen.get().most() > 1);
    int least = Math.max(proven.least(), empty ? 0 : 1);
    int most = wide ? proven.most() : Math.min(proven.most(), 1);
    return new Bounds(new Width(least, most), bound(mayBeEmpty, empty), bound(mayBeWide, wide));
  }

  private Mechanism.Bound bound(boolean open, boolean holds) {
    return open
        ? new Mechanism.Bound(holds, checking.reach().status(), checking.reach().inputs())
        : Mechanism.Bound.proven(holds);
  }

  private Optional<Width> seen(Selector selector) {
    return checking.reach().isAsked()
        ? checking.reach().widths(counter(selector))
        : Optional.empty();
  }

  private Variable counter(Selector selector) {
    int longest = lengths().batch().maxLength();
    Mechanism count =
        new Mechanism.Attention(
            selector,
            Reduction.COUNT,
            Optional.empty(),
            Value.NONE,
            Mechanism.Bound.proven(true),
            Mechanism.Bound.proven(true));
    return new Variable("width", Domain.range(0, longest), count, Annotations.UNNAMED);
  }

  /** One input of every legal length; the tokens do not matter to what is asked of it. */
  private Evaluation lengths() {
    if (lengths.isEmpty()) {
      List<int[]> inputs = new ArrayList<>();
      int longest = 0;
      for (Value length : checking.input().orElseThrow().length().domain().values()) {
        inputs.add(new int[(int) length.toDouble()]);
        longest = inputs.get(inputs.size() - 1).length;
      }
      lengths =
          Optional.of(new Evaluation(InputBatch.of(inputs, longest), checking.settings().causal()));
    }
    return lengths.get();
  }

  /** Whether a variable depends on the position and the length only. */
  boolean isPositional(Variable v) {
    Boolean known = positional.get(v);
    if (known == null) {
      known =
          !(v.mechanism() instanceof Mechanism.Token)
              && v.parents().stream().allMatch(this::isPositional);
      positional.put(v, known);
    }
    return known;
  }

  private boolean isPositional(Selector s) {
    boolean[] all = {true};
    s.variables(v -> all[0] &= isPositional(v));
    return all[0];
  }

  private int least(Selector s) {
    int structural = 0;
    if (s instanceof Selector.Narrow n) structural = Math.min(1, least(n.inner()));
    if (s instanceof Selector.Or o) structural = Math.max(least(o.left()), least(o.right()));
    int least = Integer.MAX_VALUE;
    for (int count : counts(between(s, /* upper= */ false))) {
      least = Math.min(least, count);
    }
    return Math.max(structural, least);
  }

  private int most(Selector s) {
    int most = 0;
    for (int count : counts(between(s, /* upper= */ true))) {
      most = Math.max(most, count);
    }
    return Math.min(most, structuralMost(s, most));
  }

  private int structuralMost(Selector s, int most) {
    if (s instanceof Selector.Predicate p && p.keys().stream().allMatch(this::isPositional)) {
      return mostOfOneQuery(p);
    }
    if (s instanceof Selector.And a) return Math.min(most(a.left()), most(a.right()));
    if (s instanceof Selector.Or o) return most(o.left()) + most(o.right());
    if (s instanceof Selector.Narrow n) {
      return n.narrowing() == Selector.Narrowing.BEST
          ? most(n.inner())
          : Math.min(1, most(n.inner()));
    }
    return most;
  }

  /** The most keys that one joint value of the query selects, when the keys are positional. */
  private int mostOfOneQuery(Selector.Predicate p) {
    int[] keyRows = lengths().jointCodes(p.keys());
    InputBatch batch = lengths().batch();
    int most = 0;
    for (int row = 0; row < batch.size(); row++) {
      for (int q = 0; q < p.queryRows(); q++) {
        int count = 0;
        for (int k = 0; k < batch.rows()[row].length; k++) {
          int keyRow = keyRows[batch.at(row, k)];
          if (keyRow >= 0 && p.holds(keyRow, q)) count++;
        }
        most = Math.max(most, count);
      }
    }
    return most;
  }

  /** The number of keys of every query at every length, of a positional selector. */
  private int[] counts(Selector positionalOnly) {
    int[] codes = lengths().codes(counter(positionalOnly));
    return java.util.Arrays.stream(codes).filter(c -> c >= 0).toArray();
  }

  /** A positional selector that selects at least (upper) or at most (not upper) what s does. */
  private Selector between(Selector s, boolean upper) {
    if (isPositional(s)) return s;
    if (s instanceof Selector.And a) {
      return new Selector.And(between(a.left(), upper), between(a.right(), upper));
    }
    if (s instanceof Selector.Or o) {
      return new Selector.Or(between(o.left(), upper), between(o.right(), upper));
    }
    if (s instanceof Selector.Not n) return new Selector.Not(between(n.inner(), !upper));
    if (s instanceof Selector.Narrow n && upper) return between(n.inner(), true);
    return upper ? new Selector.Full() : NOTHING;
  }
}
