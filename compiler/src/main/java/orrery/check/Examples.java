package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.syntax.Expr;
import orrery.syntax.Intervention;
import orrery.syntax.Item;
import orrery.types.Domain;
import orrery.types.Value;

/** Turns examples as written into token codes, interventions and expected values. */
final class Examples {
  private final Expressions where;
  private final Checking checking;
  private final Input input;
  private final InputSpace space;
  private final Findings findings;

  Examples(Expressions where, Input input, InputSpace space, Findings findings) {
    this.where = where;
    this.checking = where.checking();
    this.input = input;
    this.space = space;
    this.findings = findings;
  }

  TypedProgram.Example read(Item.ExampleDecl e) {
    int[] codes = input(e.input());
    List<TypedProgram.Setting> settings =
        e.interventions().stream().map(i -> setting(i, codes.length)).toList();
    List<CausalModel.Output> outputs = outputs(e);
    List<TypedProgram.Expectation> expectations =
        outputs.stream().map(o -> expectation(o, e.expected(), codes.length)).toList();
    double tolerance = e.tolerance().map(t -> number(t)).orElse(0.0);
    for (CausalModel.Output o : outputs) {
      boolean irrational =
          o.variable().domain().values().stream().anyMatch(v -> v instanceof Value.Real);
      if (irrational && e.tolerance().isEmpty()) {
        throw checking.fail(
            Diagnostic.error(
                    "E0212",
                    e.expected().span(),
                    "`" + o.name() + "` is irrational and is compared with a tolerance only")
                .withFix(
                    orrery.diagnostic.Fix.advice(
                        e.expected().span().text() + " within 1/1000000")));
      }
    }
    return new TypedProgram.Example(e.span(), codes, settings, expectations, tolerance);
  }

  private double number(Expr written) {
    Value v = where.constant(where.of(written), written);
    if (v.isNumber() && v.toDouble() >= 0) return v.toDouble();
    throw checking.fail(KindProblems.notATolerance(v, written));
  }

  private List<CausalModel.Output> outputs(Item.ExampleDecl e) {
    if (e.output().isEmpty()) return findings.outputs();
    String name = e.output().get().text();
    List<CausalModel.Output> named =
        findings.outputs().stream().filter(o -> o.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw checking.fail(
          DeclarationProblems.noOutputNamed(
              e.output().get().span(),
              name,
              findings.outputs().stream().map(CausalModel.Output::name).toList()));
    }
    return named;
  }

  /** The token codes of an input as written, which is legal. */
  private int[] input(Expr written) {
    Meaning meaning = where.of(written);
    List<Value> tokens = new ArrayList<>();
    if (meaning instanceof Meaning.Constant c && c.value() instanceof Value.Text t) {
      for (String word : input.cut(t.text())) {
        tokens.add(
            input
                .token(word)
                .orElseThrow(
                    () ->
                        checking.fail(
                            DeclarationProblems.foreignToken(
                                Value.of(word), written.span(), checking))));
      }
    } else {
      List<Meaning> elements =
          meaning instanceof Meaning.Listed l ? l.elements() : List.of(meaning);
      elements.forEach(m -> tokens.add(where.constant(m, written)));
    }
    int[] codes = new int[tokens.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = input.tokens().domain().code(tokens.get(i));
      if (codes[i] < 0) {
        throw checking.fail(
            DeclarationProblems.foreignToken(tokens.get(i), written.span(), checking));
      }
    }
    requireLegal(codes, written);
    return codes;
  }

  private void requireLegal(int[] codes, Expr written) {
    if (!space.lengths().contains(codes.length)) {
      throw checking.fail(
          DeclarationProblems.badLengthOfExample(written.span(), codes.length, input));
    }
    if (!space.shape().map(s -> s.matches(codes)).orElse(true)) {
      throw checking.fail(
          DeclarationProblems.illegal(written.span(), "it does not have the declared `shape`"));
    }
    Evaluation evaluation =
        new Evaluation(InputBatch.of(List.of(codes), codes.length), space.causal());
    for (Findings.Assumption a : findings.assumptions()) {
      int truth = a.condition().domain().code(Value.TRUE);
      int[] values = evaluation.codes(a.condition());
      for (int p = 0; p < codes.length; p++) {
        if (values[p] != truth) {
          throw checking.fail(
              DeclarationProblems.illegal(
                      written.span(),
                      "`assume` on line " + a.span().line() + " is false at position " + p)
                  .withLabel(a.span(), "assumed here"));
        }
      }
    }
  }

  private TypedProgram.Setting setting(Intervention i, int length) {
    String path = i.node().toString();
    List<Variable> nodes =
        checking.nodes().all().stream().filter(v -> v.annotations().named()).toList();
    Variable v =
        nodes.stream()
            .filter(n -> n.name().equals(path))
            .findFirst()
            .orElseThrow(() -> checking.fail(DeclarationProblems.noNode(i.node(), nodes)));
    OptionalInt position = OptionalInt.empty();
    if (i.position().isPresent()) {
      Expr written = i.position().get();
      int at = where.integer(where.of(written), written);
      int p = at < 0 ? at + length : at;
      if (p < 0 || p >= length) {
        throw checking.fail(
            Diagnostic.error(
                "E0705",
                written.span(),
                "position " + at + " is outside: this input has " + length + " positions"));
      }
      position = OptionalInt.of(p);
    }
    if (i.kind() == Intervention.Kind.FROM) {
      int[] from = input(i.value());
      return new TypedProgram.Setting(i.span(), v, position, OptionalInt.empty(), from);
    }
    Value value = where.constant(where.of(i.value()), i.value());
    int code = v.domain().code(value);
    if (code < 0) {
      throw checking.fail(DeclarationProblems.neverThatValue(i.value().span(), v, value));
    }
    return new TypedProgram.Setting(i.span(), v, position, OptionalInt.of(code), new int[0]);
  }

  private TypedProgram.Expectation expectation(CausalModel.Output o, Expr written, int length) {
    List<Optional<Value>> values = expected(o, written, length);
    if (values.size() != length) {
      throw checking.fail(
          Diagnostic.error(
              "E0703",
              written.span(),
              "the input has "
                  + length
                  + " positions, and "
                  + values.size()
                  + (values.size() == 1 ? " value is" : " values are")
                  + " expected"));
    }
    List<Optional<Value>> judged = new ArrayList<>();
    for (int p = 0; p < length; p++) {
      judged.add(o.judgedAt(p, length) ? values.get(p) : Optional.empty());
    }
    return new TypedProgram.Expectation(o, judged);
  }

  private List<Optional<Value>> expected(CausalModel.Output o, Expr written, int length) {
    if (written instanceof Expr.ListLiteral list) {
      return list.elements().stream().map(this::element).collect(Collectors.toList());
    }
    Meaning meaning = where.of(written);
    if (meaning instanceof Meaning.Listed l) {
      return l.elements().stream()
          .map(m -> Optional.of(where.constant(m, written)))
          .collect(Collectors.toList());
    }
    Value value = where.constant(meaning, written);
    if (value instanceof Value.Text t && isCut(o.variable().domain(), t)) {
      List<String> words = input.cut(t.text());
      if (words.size() != 1) {
        return words.stream().map(w -> Optional.of(token(o, w))).toList();
      }
    }
    List<Optional<Value>> same = new ArrayList<>();
    for (int p = 0; p < length; p++) {
      same.add(Optional.of(value));
    }
    return same;
  }

  private Optional<Value> element(Expr written) {
    if (written instanceof Expr.Name n && n.id().equals("_") && where.scope().find("_").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(where.constant(where.of(written), written));
  }

  /** Whether an expected text is one value a position: where the output's values are tokens. */
  private boolean isCut(Domain domain, Value.Text text) {
    if (input.separator().isPresent()) {
      return !domain.contains(text) && input.cut(text.text()).size() > 1;
    }
    return domain.values().stream()
        .filter(v -> !v.isNone())
        .allMatch(
            v ->
                v.toString()
                        .replaceAll("^\"|\"$", "")
                        .codePointCount(0, v.toString().replaceAll("^\"|\"$", "").length())
                    == 1);
  }

  private static Value token(CausalModel.Output o, String word) {
    Domain domain = o.variable().domain();
    Value text = Value.of(word);
    if (domain.contains(text)) return text;
    if (word.equals("_") && domain.mayBeNone()) return Value.NONE;
    return domain.values().stream()
        .filter(v -> v.isNumber() && v.toString().equals(word))
        .findFirst()
        .orElse(text);
  }
}
