package orrery.check;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import orrery.causal.Annotations;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Shape;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.syntax.DomainExpr;
import orrery.syntax.Item;
import orrery.types.Domain;
import orrery.types.Value;

/** Reads {@code input tokens[1..8] : "a".."z";} and asks what is legal. */
final class InputDeclaration {
  private static final int MOST_POSITIONS = 4096;

  private final Expressions where;
  private final Checking checking;

  InputDeclaration(Expressions where) {
    this.where = where;
    this.checking = where.checking();
  }

  /** Declares the input; {@code before} holds what an earlier pass found out about legal inputs. */
  Input read(Item.InputDecl e, Findings before) {
    Domain alphabet = alphabet(e);
    List<Integer> lengths = lengths(e);
    Annotations annotations =
        new AnnotationReader(where)
            .read(e.notes(), new orrery.syntax.Target(e.name().span(), e.name(), Optional.empty()));
    Variable tokens =
        checking.nodes().create(e.name().text(), alphabet, new Mechanism.Token(), annotations);
    int longest = lengths.get(lengths.size() - 1);
    Variable indices =
        checking
            .nodes()
            .create(
                "indices",
                Domain.range(0, longest - 1),
                new Mechanism.Position(),
                Annotations.UNNAMED);
    Optional<String> separator = e.split().map(s -> separator(where, s));
    Input input = new Input(e.name().text(), tokens, indices, length(lengths), separator);
    checking.declare(input, Reach.unknown(checking.settings().causal()));
    if (!checking.isRehearsal()) legal(e, input, lengths, before);
    return input;
  }

  private static String separator(Expressions where, orrery.syntax.Expr written) {
    Value v = where.constant(where.of(written), written);
    if (v instanceof Value.Text t && !t.text().isEmpty()) return t.text();
    throw where.checking().fail(DeclarationProblems.separator(v, written));
  }

  private Variable length(List<Integer> lengths) {
    Mechanism count =
        new Mechanism.Attention(
            new Selector.Full(),
            Reduction.COUNT,
            Optional.empty(),
            Value.NONE,
            Mechanism.Bound.proven(false),
            Mechanism.Bound.proven(lengths.get(lengths.size() - 1) > 1));
    Domain domain = Domain.of(lengths.stream().map(Value::of).toList());
    return checking.nodes().create("length", domain, count, Annotations.UNNAMED);
  }

  private Domain alphabet(Item.InputDecl e) {
    List<Value> values = new ArrayList<>(new Types(where).values(e.domain()));
    checking.settings().bos().ifPresent(values::add);
    if (values.stream().anyMatch(Value::isNone)) {
      throw checking.fail(
          Diagnostic.error("E0701", e.domain().span(), "`none` is no token: it cannot be read"));
    }
    if (values.isEmpty()) {
      throw checking.fail(Diagnostic.error("E0701", e.domain().span(), "this alphabet is empty"));
    }
    Map<String, Value> normal = new HashMap<>();
    for (Value v : new TreeSet<>(values)) {
      if (v instanceof Value.Text t) {
        Value twin = normal.put(Normalizer.normalize(t.text(), Normalizer.Form.NFC), v);
        if (twin != null) checking.warn(DeclarationProblems.twins(e.domain().span(), twin, v));
      }
    }
    return Domain.of(values);
  }

  private List<Integer> lengths(Item.InputDecl e) {
    if (e.lengths().isEmpty()) {
      throw checking.fail(DeclarationProblems.noLengths(e));
    }
    DomainExpr written = new DomainExpr.Of(e.lengths().get().span(), e.lengths().get());
    List<Integer> lengths = new ArrayList<>();
    for (Value v : new TreeSet<>(new Types(where).values(written))) {
      int n = where.integer(new Meaning.Constant(v), e.lengths().get());
      if (n < 1 || n > MOST_POSITIONS) {
        throw checking.fail(DeclarationProblems.badLength(e, n, MOST_POSITIONS));
      }
      lengths.add(n);
    }
    if (lengths.isEmpty()) throw checking.fail(DeclarationProblems.noLength(e));
    return lengths;
  }

  private void legal(Item.InputDecl e, Input input, List<Integer> lengths, Findings before) {
    Optional<Shape> shape = before.shape(input.tokens().domain(), checking.settings());
    List<Variable> assumptions =
        before.assumptions().stream().map(Findings.Assumption::condition).toList();
    InputSpace space =
        new InputSpace(
            input.tokens().domain(), lengths, shape, assumptions, checking.settings().causal());
    Reach reach = Reach.of(space);
    List<Integer> without = lengths.stream().filter(n -> !reach.hasLength(n)).toList();
    if (without.size() == lengths.size()) {
      throw checking.fail(DeclarationProblems.nothingLegal(e, before, lengths));
    }
    if (!without.isEmpty()) {
      checking.warn(DeclarationProblems.nothingOfLength(e, before, without));
    }
    checking.declare(input, reach);
  }
}
