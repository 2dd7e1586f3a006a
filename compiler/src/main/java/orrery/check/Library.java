package orrery.check;

import static orrery.check.BuiltinFunction.Parameter.optional;
import static orrery.check.BuiltinFunction.Parameter.required;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Value;

/** The functions of the language that read other positions or narrow a selector. */
final class Library {
  private Library() {}

  /** Every builtin by its name. */
  static Map<String, Meaning> all() {
    Map<String, Meaning> all = new TreeMap<>();
    all.put("full", new Meaning.Choice(new Selector.Full(), Optional.of("full")));
    all.put("length", new Meaning.Length());
    all.put("indices", new Meaning.Indices());
    add(all, "count", List.of(required("s")), Library::count);
    add(all, "selector_width", List.of(required("s")), Library::count);
    add(all, "aggregate", withDefault(), Library::aggregate);
    add(all, "pick", withDefault(), c -> reduce(c, Reduction.PICK, "pick"));
    add(all, "mean", withDefault(), c -> reduce(c, Reduction.MEAN, "mean"));
    add(all, "maximum", withDefault(), c -> reduce(c, Reduction.MAXIMUM, "maximum"));
    add(all, "minimum", withDefault(), c -> reduce(c, Reduction.MINIMUM, "minimum"));
    folded(all, "sum", Reduction.SUM);
    folded(all, "any", Reduction.ANY);
    folded(all, "all", Reduction.ALL);
    add(all, "first", List.of(required("s")), c -> narrow(c, Selector.Narrowing.FIRST));
    add(all, "last", List.of(required("s")), c -> narrow(c, Selector.Narrowing.LAST));
    add(all, "best", List.of(required("s"), required("score")), Library::best);
    add(all, "defined", List.of(required("x")), Library::defined);
    ListFunctions.addTo(all);
    return all;
  }

  /** The names of the builtin functions. */
  static Set<String> functions() {
    Set<String> names = new TreeSet<>();
    all()
        .forEach(
            (name, meaning) -> {
              if (meaning instanceof Meaning.Builtin) names.add(name);
            });
    return names;
  }

  static void add(
      Map<String, Meaning> all,
      String name,
      List<BuiltinFunction.Parameter> parameters,
      BuiltinFunction.Body body) {
    all.put(name, new Meaning.Builtin(new BuiltinFunction(name, parameters, body)));
  }

  private static List<BuiltinFunction.Parameter> withDefault() {
    return List.of(required("s"), required("v"), optional("d"));
  }

  /** A reduction that also folds a constant list. */
  private static void folded(Map<String, Meaning> all, String name, Reduction reduction) {
    add(
        all,
        name,
        List.of(required("s"), optional("v")),
        c ->
            c.has(1) || c.meaning(0) instanceof Meaning.Choice
                ? reduceGiven(c, reduction, name)
                : ListFunctions.fold(c, reduction));
  }

  private static Meaning reduceGiven(CallSite c, Reduction reduction, String name) {
    c.selector(0);
    if (!c.has(1)) {
      throw c.checking()
          .fail(NameProblems.missingArgument(new Signature(c.function()), 1, c.span()));
    }
    return reduce(c, reduction, name);
  }

  private static Attentions attentions(CallSite c) {
    return new Attentions(c.checking(), c.where().naming());
  }

  private static Meaning count(CallSite c) {
    return new Meaning.Sequence(attentions(c).count(c.selector(0), c.span()));
  }

  private static Attentions.Request request(CallSite c) {
    ValueProblems.input(c.checking(), c.span());
    Meaning.Choice selector = c.selector(0);
    Value otherwise = c.has(2) ? c.constant(2) : Value.NONE;
    return new Attentions.Request(
        selector, Optional.of(c.tree(1)), otherwise, c.span(), Optional.of(c));
  }

  private static Meaning reduce(CallSite c, Reduction reduction, String word) {
    requireConstantDefault(c);
    return new Meaning.Sequence(attentions(c).reduce(reduction, request(c), word));
  }

  private static Meaning aggregate(CallSite c) {
    requireConstantDefault(c);
    return new Meaning.Sequence(attentions(c).aggregate(request(c)));
  }

  private static void requireConstantDefault(CallSite c) {
    if (c.has(2) && c.meaning(2) instanceof Meaning.Sequence s && !s.tree().leaves().isEmpty()) {
      throw c.checking().fail(KindProblems.sequenceDefault(c));
    }
  }

  private static Meaning narrow(CallSite c, Selector.Narrowing narrowing) {
    Selector inner = c.selector(0).selector();
    return new Meaning.Choice(
        new Selector.Narrow(inner, narrowing, Optional.empty()), Optional.empty());
  }

  private static Meaning best(CallSite c) {
    Selector inner = c.selector(0).selector();
    Variable score = c.checking().tables().variable(c.tree(1), c.where().naming().hint("score"));
    for (Value v : score.domain().values()) {
      if (!v.isNumber() && !v.isNone()) throw c.checking().fail(KindProblems.scoreKind(c, v));
    }
    int none = score.domain().code(Value.NONE);
    Optional<Reach.Witness> undefined =
        c.checking().reach().find(List.of(score), code -> code == none);
    if (undefined.isPresent()) {
      throw c.checking().fail(ValueProblems.undefinedScore(c, undefined.get()));
    }
    return new Meaning.Choice(
        new Selector.Narrow(inner, Selector.Narrowing.BEST, Optional.of(score)), Optional.empty());
  }

  private static Meaning defined(CallSite c) {
    return c.where().apply(new Rule.Defined(), List.of(c.tree(0)), c.span());
  }
}
