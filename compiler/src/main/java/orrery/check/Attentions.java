package orrery.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.TooManyValues;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.types.Domain;
import orrery.types.Value;

/** Makes the variables that read other positions, and checks that what they read can be reduced. */
final class Attentions {
  private final Checking checking;
  private final Naming naming;

  Attentions(Checking checking, Naming naming) {
    this.checking = checking;
    this.naming = naming;
  }

  /**
   * A read that is asked for.
   *
   * @param selector which positions look where
   * @param value what is read there; absent to count
   * @param otherwise the result where nothing is selected
   * @param span the whole call
   */
  record Request(
      Meaning.Choice selector,
      Optional<Pointwise> value,
      Value otherwise,
      Span span,
      Optional<CallSite> call) {
    /** The selector as it is written. */
    String selectorText() {
      return call.map(c -> c.argument(0).written().span().text())
          .or(() -> selector.name())
          .orElse("the selector");
    }

    /** Where the value is written. */
    Span valueSpan() {
      return call.filter(c -> c.has(1)).map(c -> c.argument(1).written().span()).orElse(span);
    }

    /** The value as it is written. */
    String valueText() {
      return valueSpan().text();
    }
  }

  /** The number of selected positions. */
  Pointwise count(Meaning.Choice selector, Span span) {
    return reduce(
        Reduction.COUNT,
        new Request(selector, Optional.empty(), Value.NONE, span, Optional.empty()),
        "count");
  }

  /** The mean of several numbers, the common value of others, the one value of one position. */
  Pointwise aggregate(Request request) {
    Variable value = value(request);
    Widths.Bounds bounds = checking.widths().of(request.selector().selector());
    boolean mean = bounds.wideness().holds() && value.domain().isNumeric();
    Pointwise result =
        reduce(mean ? Reduction.MEAN : Reduction.PICK, request, mean ? "mean" : "aggregate");
    if (mean && value.domain().size() > 2) {
      result.variable().ifPresent(v -> checking.lints().averaged(v, request));
    }
    return result;
  }

  /** The values at the selected positions, reduced to one; {@code word} names the result. */
  Pointwise reduce(Reduction reduction, Request request, String word) {
    Optional<Variable> value =
        reduction == Reduction.COUNT ? Optional.empty() : Optional.of(value(request));
    Selector selector = request.selector().selector();
    Widths.Bounds bounds = checking.widths().of(selector);
    value.ifPresent(v -> requireKind(reduction, v, request));
    if (bounds.width().most() == 0) {
      checking.warn(ValueProblems.neverSelects(request.span(), checking));
    }
    Reduction used = used(reduction, value, bounds);
    Mechanism.Attention attention =
        new Mechanism.Attention(
            selector, used, value, request.otherwise(), bounds.emptiness(), bounds.wideness());
    Optional<Domain> domain = domain(attention, bounds.width(), request);
    if (domain.isEmpty()) {
      return checking.trees().leaf(checking.openRead(naming.hint(word), attention), request.span());
    }
    Variable v = checking.nodes().intermediate(naming.hint(word), domain.get(), attention);
    judge(v, attention, request);
    return checking.trees().leaf(v, request.span());
  }

  /** A mean or sum of at most one number is that number. */
  private static Reduction used(Reduction asked, Optional<Variable> value, Widths.Bounds bounds) {
    boolean one = !bounds.wideness().holds();
    boolean moves =
        asked == Reduction.MEAN || asked == Reduction.MAXIMUM || asked == Reduction.MINIMUM;
    return one && moves && value.map(v -> v.domain().isNumeric()).orElse(false)
        ? Reduction.PICK
        : asked;
  }

  private Variable value(Request request) {
    Pointwise tree = request.value().orElseThrow(() -> new AssertionError("nothing to read"));
    return checking.tables().variable(tree, naming.hint("value"));
  }

  /** The values of a read; empty where they are too many and nothing is made of it but a check. */
  private Optional<Domain> domain(Mechanism.Attention attention, Width width, Request request) {
    try {
      return Optional.of(Mechanism.domainOf(attention, width.least(), width.most()));
    } catch (TooManyValues tooMany) {
      if (checking.isInCheck()) return Optional.empty();
      throw checking.fail(ValueProblems.tooManyValues(attention, request));
    }
  }

  private void requireKind(Reduction reduction, Variable value, Request request) {
    String name = reduction.name().toLowerCase(Locale.ROOT);
    for (Value v : value.domain().values()) {
      boolean number = v.isNumber();
      boolean truth = v instanceof Value.Truth;
      boolean fits =
          switch (reduction) {
            case PICK, COUNT -> true;
            case MEAN, SUM -> number || truth;
            case ANY, ALL -> truth;
            case MAXIMUM, MINIMUM -> number;
          };
      if (!fits && !v.isNone()) {
        throw checking.fail(ValueProblems.wrongOperand(name, value, request));
      }
    }
    if (reduction != Reduction.PICK && value.domain().values().equals(List.of(Value.NONE))) {
      throw checking.fail(ValueProblems.undefinedOperand(name, request));
    }
  }

  private void judge(Variable v, Mechanism.Attention attention, Request request) {
    Domain domain = attention.value().map(Variable::domain).orElse(Domain.BOOL);
    boolean differs =
        attention.reduction() == Reduction.PICK && attention.width().holds() && domain.size() > 1;
    boolean undefined = attention.reduction() != Reduction.PICK && domain.mayBeNone();
    if (!differs && !undefined) return;
    if (checking.reach().conflict(v).isPresent()) {
      if (!checking.conflicts().mayBeExcused()) {
        throw checking.fail(
            checking.conflicts().diagnostic(attention, request, checking.reach().conflict(v)));
      }
      checking.conflicts().postpone(attention, request);
      return;
    }
    checking.note(
        new Checked(
            (differs ? "that equal values are selected in `" : "that only defined values enter `")
                + v.name()
                + "`",
            checking.reach().status(),
            checking.reach().inputs()));
  }
}
