package orrery.check;

import static orrery.check.BuiltinFunction.Parameter.optional;
import static orrery.check.BuiltinFunction.Parameter.required;
import static orrery.check.BuiltinFunction.Parameter.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import orrery.causal.Reduction;
import orrery.syntax.BinaryOperator;
import orrery.syntax.Expr;
import orrery.types.Value;

/** The functions of constant lists and texts, and those of the values at one position. */
final class ListFunctions {
  private ListFunctions() {}

  static void addTo(Map<String, Meaning> all) {
    Library.add(all, "len", List.of(required("list")), ListFunctions::len);
    Library.add(
        all,
        "range",
        List.of(required("from"), optional("to"), optional("step")),
        ListFunctions::range);
    Library.add(all, "zip", List.of(required("first"), rest("more")), ListFunctions::zip);
    Library.add(all, "chars", List.of(required("text")), c -> new Meaning.Listed(c.list(0)));
    Library.add(all, "sorted", List.of(required("list")), ListFunctions::sorted);
    Library.add(all, "reversed", List.of(required("list")), ListFunctions::reversed);
    Library.add(
        all,
        "slice",
        List.of(required("list"), required("from"), optional("to")),
        ListFunctions::slice);
    Library.add(all, "table", List.of(required("f"), rest("x")), ListFunctions::table);
    for (String name : List.of("min", "max")) {
      Library.add(
          all,
          name,
          List.of(required("x"), rest("more")),
          c -> c.count() == 1 ? ofList(c, name) : pointwise(c, name));
    }
    Operations.addTo(all);
  }

  /** A function of the values at one position. */
  static Meaning pointwise(CallSite c, String name) {
    List<Pointwise> operands = new ArrayList<>();
    for (int i = 0; i < c.count(); i++) {
      if (c.has(i)) operands.add(c.tree(i));
    }
    return c.where().apply(new Rule.Library(name), operands, c.span());
  }

  private static Meaning ofList(CallSite c, String name) {
    List<Meaning> elements = c.list(0);
    if (elements.isEmpty()) throw c.checking().fail(KindProblems.emptyList(c));
    List<Pointwise> operands =
        elements.stream().map(m -> c.where().tree(m, c.argument(0).written())).toList();
    return c.where().apply(new Rule.Library(name), operands, c.span());
  }

  private static Meaning len(CallSite c) {
    if (c.meaning(0) instanceof Meaning.Sequence) {
      c.checking().calls().needsConstant(c.meaning(0));
      throw c.checking().fail(KindProblems.lengthOfSequence(c));
    }
    return new Meaning.Constant(Value.of(c.list(0).size()));
  }

  private static Meaning range(CallSite c) {
    int from = c.has(1) ? c.integer(0) : 0;
    int to = c.has(1) ? c.integer(1) : c.integer(0);
    int step = c.has(2) ? c.integer(2) : 1;
    if (step == 0) throw c.checking().fail(KindProblems.zeroStep(c));
    long size = Math.max(0, Math.floorDiv((long) to - from + step - Integer.signum(step), step));
    c.checking().calls().spend(size, c.span());
    return new Meaning.Listed(
        LongStream.range(0, size)
            .<Meaning>mapToObj(i -> new Meaning.Constant(Value.of(from + i * step)))
            .toList());
  }

  private static Meaning zip(CallSite c) {
    List<List<Meaning>> lists = new ArrayList<>();
    int shortest = Integer.MAX_VALUE;
    for (int i = 0; i < c.count(); i++) {
      lists.add(c.list(i));
      shortest = Math.min(shortest, lists.get(i).size());
    }
    List<Meaning> zipped = new ArrayList<>();
    for (int at = 0; at < shortest; at++) {
      int place = at;
      zipped.add(new Meaning.Listed(lists.stream().map(l -> l.get(place)).toList()));
    }
    return new Meaning.Listed(zipped);
  }

  private static Meaning sorted(CallSite c) {
    List<Value> values = new ArrayList<>();
    c.list(0).forEach(m -> values.add(c.where().constant(m, c.argument(0).written())));
    Collections.sort(values);
    return new Meaning.Listed(values.stream().<Meaning>map(Meaning.Constant::new).toList());
  }

  private static Meaning reversed(CallSite c) {
    List<Meaning> elements = new ArrayList<>(c.list(0));
    Collections.reverse(elements);
    return again(c, elements);
  }

  private static Meaning slice(CallSite c) {
    List<Meaning> elements = c.list(0);
    int from = bounded(c.integer(1), elements.size());
    int to = c.has(2) ? bounded(c.integer(2), elements.size()) : elements.size();
    return again(c, elements.subList(Math.min(from, to), to));
  }

  private static int bounded(int at, int size) {
    return Math.max(0, Math.min(size, at < 0 ? at + size : at));
  }

  /** A text again where the argument was one. */
  private static Meaning again(CallSite c, List<Meaning> elements) {
    if (!(c.meaning(0) instanceof Meaning.Constant)) return new Meaning.Listed(elements);
    StringBuilder text = new StringBuilder();
    for (Meaning m : elements) {
      if (m instanceof Meaning.Constant k && k.value() instanceof Value.Text t) {
        text.append(t.text());
      }
    }
    return new Meaning.Constant(Value.of(text.toString()));
  }

  private static Meaning table(CallSite c) {
    if (!(c.meaning(0) instanceof Meaning.Closure f)) {
      throw c.checking().fail(NameProblems.notAFunction(c.meaning(0), c.call()));
    }
    return c.checking()
        .calls()
        .tabulated(c.where(), c.span(), f, c.arguments().subList(1, c.count()));
  }

  /** {@code sum}, {@code any} or {@code all} of a constant list. */
  static Meaning fold(CallSite c, Reduction reduction) {
    if (c.meaning(0) instanceof Meaning.Sequence) {
      throw c.checking().fail(KindProblems.notASelector(c, 0));
    }
    BinaryOperator operator =
        switch (reduction) {
          case ANY -> BinaryOperator.OR;
          case ALL -> BinaryOperator.AND;
          default -> BinaryOperator.ADD;
        };
    Value start =
        switch (reduction) {
          case ANY -> Value.FALSE;
          case ALL -> Value.TRUE;
          default -> Value.of(0);
        };
    List<Meaning> terms = new ArrayList<>();
    terms.add(new Meaning.Constant(start));
    terms.addAll(c.list(0));
    return folded(c, operator, terms);
  }

  /** Halves first, so that a long list is no deep expression. */
  private static Meaning folded(CallSite c, BinaryOperator operator, List<Meaning> terms) {
    if (terms.size() == 1) return terms.get(0);
    int half = terms.size() / 2;
    Meaning left = folded(c, operator, terms.subList(0, half));
    Meaning right = folded(c, operator, terms.subList(half, terms.size()));
    Expr written = c.argument(0).written();
    return c.where()
        .apply(
            new Rule.Binary(operator),
            List.of(c.where().tree(left, written), c.where().tree(right, written)),
            c.span());
  }
}
