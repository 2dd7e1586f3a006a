package orrery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.TooManyValues;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** Random small causal models, built directly: every mechanism, selector form and domain kind. */
public final class RandomModels {
  private final RandomGenerator random;
  private final int maxLength;
  private final Domain alphabet;
  private final List<Variable> pool = new ArrayList<>();

  private RandomModels(RandomGenerator random) {
    this.random = random;
    this.maxLength = 1 + random.nextInt(5);
    this.alphabet = alphabet();
  }

  /** A model with up to {@code size} variables beside tokens and indices. */
  public static CausalModel draw(RandomGenerator random, int size) {
    return new RandomModels(random).model(1 + random.nextInt(size));
  }

  private Domain alphabet() {
    return switch (random.nextInt(4)) {
      case 0 -> Domain.range(-1, 2);
      case 1 -> Domain.BOOL;
      case 2 -> Domain.of(List.of(Value.of("a"), Value.of(3), Value.TRUE));
      default -> Domain.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));
    };
  }

  private CausalModel model(int size) {
    Variable tokens = variable("tokens", alphabet, new Mechanism.Token());
    pool.add(tokens);
    pool.add(variable("indices", Domain.range(0, maxLength - 1), new Mechanism.Position()));
    int shortest = random.nextBoolean() ? 1 : maxLength;
    InputSpace space =
        new InputSpace(
            alphabet,
            IntStream.rangeClosed(shortest, maxLength).boxed().toList(),
            Optional.empty(),
            List.of(),
            random.nextInt(3) == 0);
    for (int i = 0; i < size; i++) {
      String name = "v" + i;
      for (int tries = 0; tries < 20; tries++) {
        try {
          Variable v = random.nextInt(3) == 0 ? table(name) : attention(name);
          if (v.domain().size() <= 300 && isSound(v, space)) {
            pool.add(v);
            break;
          }
        } catch (TooManyValues again) {
          continue;
        }
      }
    }
    Variable last = pool.get(pool.size() - 1);
    CausalModel.Output output =
        new CausalModel.Output(last, last.name(), CausalModel.At.EVERYWHERE, false);
    return new CausalModel("random", space, tokens, needed(last), List.of(output));
  }

  private static List<Variable> needed(Variable last) {
    Set<Variable> seen = new HashSet<>();
    List<Variable> order = new ArrayList<>();
    visit(last, seen, order);
    return order;
  }

  private static void visit(Variable v, Set<Variable> seen, List<Variable> order) {
    if (!seen.add(v)) return;
    v.parents().forEach(p -> visit(p, seen, order));
    order.add(v);
  }

  private static boolean isSound(Variable v, InputSpace space) {
    return space.untilBatch(
        batch -> {
          Evaluation e = new Evaluation(batch, space.causal());
          e.codes(v);
          return e.conflicts().isEmpty();
        });
  }

  private Variable variable(String name, Domain domain, Mechanism mechanism) {
    Annotations notes = random.nextBoolean() ? Annotations.named(1) : Annotations.UNNAMED;
    return new Variable(name, domain, mechanism, notes);
  }

  private Variable any() {
    return pool.get(random.nextInt(pool.size()));
  }

  private Variable table(String name) {
    List<Variable> parents = new ArrayList<>();
    int n = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      Variable p = any();
      if (!parents.contains(p) && rows(parents) * p.domain().size() <= 2000) parents.add(p);
    }
    Domain domain = tableDomain();
    int[] codes = new int[(int) rows(parents)];
    int arithmetic = random.nextInt(3);
    for (int r = 0; r < codes.length; r++) {
      codes[r] =
          arithmetic == 0 ? digits(r, parents) % domain.size() : random.nextInt(domain.size());
    }
    return variable(name, domain, new Mechanism.Table(parents, codes));
  }

  private static int digits(int row, List<Variable> parents) {
    int sum = 0;
    int rest = row;
    for (Variable p : parents) {
      sum += rest % p.domain().size();
      rest /= p.domain().size();
    }
    return sum;
  }

  private Domain tableDomain() {
    return switch (random.nextInt(4)) {
      case 0 -> Domain.BOOL;
      case 1 -> Domain.range(-2, 1 + random.nextInt(3));
      case 2 -> Domain.of(List.of(Value.of("x"), Value.of("y"), Value.NONE));
      default -> Domain.of(List.of(Value.TRUE, Value.FALSE, Value.NONE));
    };
  }

  private static long rows(List<Variable> variables) {
    return variables.stream().mapToLong(v -> v.domain().size()).reduce(1, (a, b) -> a * b);
  }

  private Variable attention(String name) {
    Reduction reduction = Reduction.values()[random.nextInt(Reduction.values().length)];
    Optional<Variable> value =
        reduction == Reduction.COUNT ? Optional.empty() : Optional.of(valueFor(reduction));
    Selector selector = selector(2);
    if (reduction == Reduction.PICK && random.nextInt(3) > 0) selector = narrow(selector);
    Value otherwise =
        switch (random.nextInt(3)) {
          case 0 -> Value.NONE;
          case 1 -> Value.of(7);
          default -> value.map(v -> v.domain().value(0)).orElse(Value.of(0));
        };
    Mechanism.Attention a =
        new Mechanism.Attention(
            selector,
            reduction,
            value,
            otherwise,
            Mechanism.Bound.proven(true),
            Mechanism.Bound.proven(true));
    return variable(name, Mechanism.domainOf(a, maxLength), a);
  }

  private Variable valueFor(Reduction reduction) {
    List<Variable> fit =
        pool.stream()
            .filter(
                v ->
                    switch (reduction) {
                      case PICK, COUNT -> true;
                      case ANY, ALL -> v.domain().equals(Domain.BOOL);
                      case MEAN, SUM ->
                          (v.domain().isNumeric() || v.domain().isBoolean())
                              && !v.domain().mayBeNone();
                      case MAXIMUM, MINIMUM -> v.domain().isNumeric() && !v.domain().mayBeNone();
                    })
            .toList();
    if (!fit.isEmpty()) return fit.get(random.nextInt(fit.size()));
    return reduction == Reduction.ANY || reduction == Reduction.ALL
        ? variable("bit", Domain.BOOL, new Mechanism.Table(List.of(), new int[] {1}))
        : pool.get(1);
  }

  private Selector selector(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) return predicate();
    return switch (random.nextInt(8)) {
      case 0 -> new Selector.Full();
      case 1 -> new Selector.Not(selector(depth - 1));
      case 2, 3 -> new Selector.Or(selector(depth - 1), selector(depth - 1));
      case 4 -> narrow(selector(depth - 1));
      default -> new Selector.And(selector(depth - 1), selector(depth - 1));
    };
  }

  private Selector narrow(Selector inner) {
    Selector.Narrowing narrowing =
        Selector.Narrowing.values()[random.nextInt(Selector.Narrowing.values().length)];
    return new Selector.Narrow(
        inner,
        narrowing,
        narrowing == Selector.Narrowing.BEST ? Optional.of(any()) : Optional.empty());
  }

  private Selector predicate() {
    List<Variable> keys = side();
    List<Variable> queries = side();
    BitSet holds = new BitSet();
    int size = (int) (rows(keys) * rows(queries));
    int kind = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      int k = i / (int) rows(queries);
      int q = i % (int) rows(queries);
      boolean set =
          switch (kind) {
            case 0 -> k == q;
            case 1 -> k < q;
            case 2 -> k + 1 == q;
            default -> random.nextInt(3) == 0;
          };
      holds.set(i, set);
    }
    return new Selector.Predicate(keys, queries, holds);
  }

  private List<Variable> side() {
    List<Variable> side = new ArrayList<>();
    int n = random.nextInt(6);
    for (int i = 0; i < (n == 0 ? 0 : n < 5 ? 1 : 2); i++) {
      Variable v = any();
      if (!side.contains(v) && rows(side) * v.domain().size() <= 400) side.add(v);
    }
    return side;
  }
}
