package orrery.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** Plans the head of an attention variable: what is scored, what is moved, into which subspace. */
final class HeadPlanner {
  private final Realizer realizer;
  private final SelectorPlanner selectors;

  HeadPlanner(Realizer realizer) {
    this.realizer = realizer;
    this.selectors = new SelectorPlanner(realizer);
  }

  /** What computes {@code x} in its place, where one head alone cannot. */
  Optional<Variable> standIn(Variable x, Mechanism.Attention a) {
    if (a.reduction() == Reduction.SUM)
      return Optional.of(new Sums(realizer.maxLength()).standIn(x, a));
    if (a.reduction() == Reduction.COUNT) return selectors.sumOfCounts(x, a);
    return Optional.empty();
  }

  Cell plan(Variable x, Mechanism.Attention a) {
    return switch (a.reduction()) {
      case COUNT -> count(x, a);
      case ANY, ALL -> decide(x, a);
      case PICK -> move(x, a, a.selector());
      case MAXIMUM -> move(x, a, best(a.selector(), value(a)));
      case MINIMUM -> move(x, a, best(a.selector(), selectors.reversed(value(a))));
      case MEAN -> a.width().holds() ? mean(x, a) : move(x, a, a.selector());
      case SUM -> throw new AssertionError("a sum has a stand-in");
    };
  }

  private static Variable value(Mechanism.Attention a) {
    return a.value().orElseThrow(() -> new AssertionError("no value"));
  }

  private static Selector best(Selector selector, Variable score) {
    return new Selector.Narrow(selector, Selector.Narrowing.BEST, Optional.of(score));
  }

  private Cell count(Variable x, Mechanism.Attention a) {
    double[] codes = new double[x.domain().size()];
    for (int i = 0; i < codes.length; i++) codes[i] = 1 / (x.domain().value(i).toDouble() + 1);
    List<HeadPlan.Value> values = List.of(new HeadPlan.Value(Reading.constant(0), 1, 0));
    Selector flat = selectors.flat(x, a.selector());
    Scored scored = new Scored(flat, selectors.factors(x, flat), List.of());
    return head(x, new Encoding.Scalar(x.domain(), codes), scored, values, /* counting= */ true);
  }

  /** ANY and ALL move a constant: one truth value from a decisive key, the other from BOS. */
  private Cell decide(Variable x, Mechanism.Attention a) {
    boolean any = a.reduction() == Reduction.ANY;
    Selector decisive =
        new Selector.And(
            selectors.flat(x, a.selector()), SelectorPlanner.equal(value(a), Value.of(any)));
    List<HeadPlan.Value> values =
        List.of(new HeadPlan.Value(Reading.constant(any ? 1 : 0), any ? 0 : 1, 0));
    Scored scored = new Scored(decisive, selectors.factors(x, decisive), List.of());
    return head(x, new Encoding.Flag(), scored, values, /* counting= */ false);
  }

  private record Scored(
      Selector selector, List<HeadPlan.Factor> factors, List<HeadPlan.Bonus> bonuses) {
    int time() {
      int time = Schedule.EMBEDDING;
      for (HeadPlan.Factor f : factors) {
        for (HeadPlan.Channel c : f.channels()) {
          time = Math.max(time, Math.max(c.key().time(), c.query().time()));
        }
      }
      for (HeadPlan.Bonus b : bonuses) time = Math.max(time, b.key().time());
      return time;
    }
  }

  private Scored scored(Variable x, Selector selector) {
    SelectorPlanner.Narrowed narrowed = selectors.narrowed(selector);
    return new Scored(
        selector,
        selectors.factors(x, selectors.flat(x, narrowed.inner())),
        selectors.bonuses(narrowed));
  }

  private Cell mean(Variable x, Mechanism.Attention a) {
    Encoding.Scalar encoding = Encoding.numerical(x.domain());
    Variable value = value(a);
    double[] h = Realizer.numbers(value.domain());
    Reading reading =
        realizer.affine(value, h).orElseGet(() -> realizer.categorical(value).read(h));
    double otherwise = a.emptiness().holds() ? code(encoding, a.otherwise()) : 0;
    return head(
        x,
        encoding,
        scored(x, a.selector()),
        List.of(new HeadPlan.Value(reading, otherwise, 0)),
        /* counting= */ false);
  }

  private static double code(Encoding.Scalar encoding, Value value) {
    return encoding.codes()[encoding.domain().code(value)];
  }

  /** A move: at most one key is selected, or all selected ones have the same value. */
  private Cell move(Variable x, Mechanism.Attention a, Selector selector) {
    Variable value = value(a);
    Scored scored = scored(x, selector);
    if (!realizer.isCategorical(value) && !isNumber(x.annotations().encoding())) {
      Optional<ScalarView> scalar = realizer.scalar(value);
      if (scalar.isPresent()) return moveScalar(x, a, scalar.get(), scored);
    }
    View view = realizer.categorical(value);
    Encoding encoding =
        isNumber(x.annotations().encoding())
            ? Encoding.numerical(x.domain())
            : Encoding.categorical(x.domain());
    List<HeadPlan.Value> values = new ArrayList<>();
    for (int d = 0; d < encoding.size(); d++) {
      double[] ofOwn = coordinate(encoding, d);
      double[] h = new double[value.domain().size()];
      for (int v = 0; v < h.length; v++) {
        h[v] = ofOwn[x.domain().code(own(x, value.domain().value(v)))];
      }
      double otherwise = a.emptiness().holds() ? ofOwn[x.domain().code(a.otherwise())] : 0;
      values.add(new HeadPlan.Value(view.read(h), otherwise, d));
    }
    return head(x, encoding, scored, values, /* counting= */ false);
  }

  private static boolean isNumber(Optional<String> encoding) {
    return encoding.filter("num"::equals).isPresent();
  }

  /**
   * The value as {@code x} has it: a mean of one truth value is a number; any for an absent one.
   */
  private static Value own(Variable x, Value v) {
    Value own =
        v instanceof Value.Truth t && !x.domain().contains(v) ? Value.of(t.truth() ? 1 : 0) : v;
    return x.domain().contains(own) ? own : x.domain().value(0);
  }

  /** The coordinate of every value in one dimension of an encoding. */
  static double[] coordinate(Encoding encoding, int dimension) {
    double[] h = new double[encoding.domain().size()];
    for (int v = 0; v < h.length; v++) {
      if (encoding instanceof Encoding.Scalar s) {
        h[v] = s.codes()[v];
      } else if (encoding instanceof Encoding.Flag) {
        h[v] = v;
      } else {
        h[v] = v == dimension ? 1 : 0;
      }
    }
    return h;
  }

  private Cell moveScalar(Variable x, Mechanism.Attention a, ScalarView scalar, Scored scored) {
    Domain from = value(a).domain();
    Encoding.Scalar source = new Encoding.Scalar(from, scalar.codes());
    double below =
        java.util.Arrays.stream(scalar.codes()).min().orElse(0)
            - Math.max(source.gap(), source.range() / Math.max(1, from.size()));
    double[] codes = new double[x.domain().size()];
    for (int i = 0; i < codes.length; i++) {
      int code = from.code(x.domain().value(i));
      codes[i] = code < 0 ? below : scalar.codes()[code];
    }
    Encoding.Scalar encoding = new Encoding.Scalar(x.domain(), codes);
    double otherwise = a.emptiness().holds() ? code(encoding, a.otherwise()) : 0;
    return head(
        x,
        encoding,
        scored,
        List.of(new HeadPlan.Value(scalar.reading(), otherwise, 0)),
        /* counting= */ false);
  }

  private Cell head(
      Variable x, Encoding encoding, Scored scored, List<HeadPlan.Value> values, boolean counting) {
    int ready = scored.time();
    for (HeadPlan.Value v : values) ready = Math.max(ready, v.value().time());
    Cell output = realizer.cell(x.name(), x, encoding, Schedule.attentionAfter(ready));
    realizer.heads.add(
        new HeadPlan(
            output.label(),
            x,
            output,
            scored.selector(),
            scored.factors(),
            scored.bonuses(),
            values,
            counting));
    return output;
  }
}
