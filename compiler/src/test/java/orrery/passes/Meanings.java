package orrery.passes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import orrery.Compiler;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.layout.PlanOptions;
import orrery.types.Domain;
import orrery.types.Value;
import orrery.weights.Dials;

/** Programs written by hand as causal models, small enough to verify on every input. */
final class Meanings {
  private Meanings() {}

  /** What a test may compile, by name. */
  static final Map<String, CausalModel> ALL =
      new TreeMap<>(
          Map.of(
              "hist", hist(),
              "reverse", reverse(),
              "mean", mean(),
              "sort", sort(),
              "echo", echo()));

  static CompiledModel compiled(String name) {
    return compiled(ALL.get(name), false);
  }

  static CompiledModel compiled(CausalModel meaning, boolean pack) {
    return Compiler.compile(
        meaning, new Compiler.Options("", Map.of(), new PlanOptions(pack), Dials.DEFAULT));
  }

  /** How often the token at a position occurs. */
  static CausalModel hist() {
    Space s = new Space("hist", Domain.range(0, 3), 1, 5, false);
    Variable hist = s.count("hist", s.where(s.tokens, s.tokens, (k, q) -> k == q ? 1 : 0));
    return s.answering(hist);
  }

  /** The tokens from last to first: a count of positions, a subtraction, a move. */
  static CausalModel reverse() {
    Domain letters = Domain.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));
    Space s = new Space("reverse", letters, 1, 5, false);
    Variable length = s.count("length", new Selector.Full());
    Variable opposite =
        s.table(
            "opposite",
            Domain.range(-5, 5),
            List.of(length, s.indices),
            (n, i) -> n - 1 - i); // codes of length are 1..5 -> 0..4
    Variable reversed = s.pick("reversed", s.where(s.indices, opposite, s::sameValue), s.tokens);
    return s.answering(reversed);
  }

  /** The share of one token so far, as a number. */
  static CausalModel mean() {
    Space s = new Space("mean", Domain.range(0, 2), 1, 6, true);
    Variable isTwo = s.table("is_two", Domain.BOOL, List.of(s.tokens), (t, x) -> t == 2 ? 1 : 0);
    Mechanism.Attention a =
        new Mechanism.Attention(
            new Selector.Full(),
            Reduction.MEAN,
            Optional.of(isTwo),
            Value.NONE,
            Mechanism.Bound.proven(false),
            Mechanism.Bound.proven(true));
    Variable share = s.attention("share", a);
    s.numeric = true;
    return s.answering(share);
  }

  /** The tokens in ascending order: two layers of counting, comparing and moving. */
  static CausalModel sort() {
    Space s = new Space("sort", Domain.range(0, 3), 1, 5, false);
    Selector smaller = s.where(s.tokens, s.tokens, (k, q) -> k < q ? 1 : 0);
    Selector same = s.where(s.tokens, s.tokens, (k, q) -> k == q ? 1 : 0);
    Selector before = s.where(s.indices, s.indices, (k, q) -> k < q ? 1 : 0);
    Variable rank = s.count("rank", new Selector.Or(smaller, new Selector.And(same, before)));
    Variable sorted = s.pick("sorted", s.where(rank, s.indices, s::sameValue), s.tokens);
    return s.answering(sorted);
  }

  /** Whether a token equals the one before it, and how often that has happened so far. */
  static CausalModel echo() {
    Space s = new Space("echo", Domain.range(0, 2), 1, 6, true);
    Variable previous =
        s.pick("previous", s.where(s.indices, s.indices, (k, q) -> k == q - 1 ? 1 : 0), s.tokens);
    Variable echo =
        s.table("echo", Domain.BOOL, List.of(previous, s.tokens), (p, t) -> p == t ? 1 : 0);
    Selector echoed = s.where(echo, s.tokens, (k, q) -> k == 1 ? 1 : 0);
    Variable echoes = s.count("echoes", echoed);
    Variable odd = s.table("odd", Domain.BOOL, List.of(echoes), (n, x) -> n % 2);
    return s.answering(odd);
  }

  /** Builds a causal model variable by variable. */
  static final class Space {
    private final String name;
    private final InputSpace inputs;
    private final List<Variable> variables = new ArrayList<>();
    final Variable tokens;
    final Variable indices;
    boolean numeric;

    Space(String name, Domain alphabet, int shortest, int longest, boolean causal) {
      this.name = name;
      inputs =
          new InputSpace(
              alphabet,
              IntStream.rangeClosed(shortest, longest).boxed().toList(),
              Optional.empty(),
              List.of(),
              causal);
      tokens = add(new Variable("tokens", alphabet, new Mechanism.Token(), Annotations.UNNAMED));
      indices =
          add(
              new Variable(
                  "indices",
                  Domain.range(0, longest - 1),
                  new Mechanism.Position(),
                  Annotations.UNNAMED));
    }

    private Variable add(Variable v) {
      variables.add(v);
      return v;
    }

    private int longest() {
      return inputs.maxLength();
    }

    /** 1 where the values of two codes are equal, whatever their domains; set by {@link #where}. */
    int sameValue(int key, int query) {
      return keyDomain.value(key).equals(queryDomain.value(query)) ? 1 : 0;
    }

    private Domain keyDomain = Domain.BOOL;
    private Domain queryDomain = Domain.BOOL;

    Selector where(Variable key, Variable query, IntBinaryOperator holds) {
      keyDomain = key.domain();
      queryDomain = query.domain();
      BitSet bits = new BitSet();
      int queries = query.domain().size();
      for (int k = 0; k < key.domain().size(); k++) {
        for (int q = 0; q < queries; q++) {
          bits.set(k * queries + q, holds.applyAsInt(k, q) == 1);
        }
      }
      return new Selector.Predicate(List.of(key), List.of(query), bits);
    }

    Variable count(String variable, Selector selector) {
      return attention(
          variable,
          new Mechanism.Attention(
              selector,
              Reduction.COUNT,
              Optional.empty(),
              Value.NONE,
              Mechanism.Bound.proven(!(selector instanceof Selector.Full)),
              Mechanism.Bound.proven(true)));
    }

    Variable pick(String variable, Selector selector, Variable value) {
      return attention(
          variable,
          new Mechanism.Attention(
              selector,
              Reduction.PICK,
              Optional.of(value),
              Value.NONE,
              Mechanism.Bound.proven(true),
              Mechanism.Bound.proven(false)));
    }

    Variable attention(String variable, Mechanism.Attention a) {
      return add(new Variable(variable, Mechanism.domainOf(a, longest()), a, Annotations.named(1)));
    }

    /** A function of one or two parents' codes; its value is the domain's with that number. */
    Variable table(
        String variable, Domain domain, List<Variable> parents, IntBinaryOperator value) {
      int inner = parents.size() > 1 ? parents.get(1).domain().size() : 1;
      int[] codes = new int[parents.get(0).domain().size() * inner];
      for (int row = 0; row < codes.length; row++) {
        int v = value.applyAsInt(row / inner, row % inner);
        codes[row] = domain.equals(Domain.BOOL) ? v : domain.code(Value.of(v));
      }
      return add(
          new Variable(
              variable, domain, new Mechanism.Table(parents, codes), Annotations.named(1)));
    }

    CausalModel answering(Variable y) {
      return new CausalModel(
          name,
          inputs,
          tokens,
          List.copyOf(variables),
          List.of(new CausalModel.Output(y, y.name(), CausalModel.At.EVERYWHERE, numeric)));
    }
  }
}
