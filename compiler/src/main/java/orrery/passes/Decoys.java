package orrery.passes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Draws a variable that a program might have computed of its tokens and positions but did not.
 *
 * <p>The token some places before, the first token, how often a token occurs, how often the current
 * one does, the share of some tokens, whether one occurs, whether the token is the same as the one
 * before, and a class of the token: what heads and units of trained models are found to compute.
 */
final class Decoys {
  private static final String PREFIX = "decoy.";

  /** Inputs of more tokens have tens of thousands of shares. */
  private static final int LONG = 200;

  private final CausalModel host;
  private final RandomGenerator random;
  private final InputSpace inputs;
  private final Variable tokens;
  private final Variable indices;
  private final List<Variable> drawn = new ArrayList<>();

  Decoys(CausalModel host, RandomGenerator random) {
    this.host = host;
    this.random = random;
    this.inputs = host.inputs();
    this.tokens = host.tokens();
    this.indices =
        host.variables().stream()
            .filter(v -> v.mechanism() instanceof Mechanism.Position)
            .findFirst()
            .orElseGet(this::positions);
  }

  private Variable positions() {
    Domain domain = Domain.range(0, inputs.maxLength() - 1);
    return new Variable(free("indices"), domain, new Mechanism.Position(), Annotations.UNNAMED);
  }

  /** A model of one decoy and what it needs; its output stands for nothing. */
  CausalModel draw() {
    drawn.clear();
    int alphabet = inputs.alphabet().size();
    switch (random.nextInt(8)) {
      case 0 -> pick("before", distance(1 + random.nextInt(3)));
      case 1 -> pick("first", where(indices, k -> k == 0));
      case 2 -> count("count", where(tokens, is(random.nextInt(alphabet))));
      case 3 -> count("same", pairs(tokens, (k, q) -> k == q));
      case 4 -> occurs(tokenClass(false));
      case 5 -> share(tokenClass(false));
      case 6 -> repeated(pick("before", distance(1)));
      default -> tokenClass(true);
    }
    List<Variable> variables = new ArrayList<>(List.of(tokens, indices));
    variables.addAll(drawn);
    CausalModel.Output unused =
        new CausalModel.Output(tokens, "unused", CausalModel.At.EVERYWHERE, false);
    return new CausalModel("decoy", inputs, tokens, variables, List.of(unused));
  }

  private interface Holds {
    boolean at(int key, int query);
  }

  private interface Member {
    boolean at(int code);
  }

  private static Member is(int code) {
    return c -> c == code;
  }

  private static Selector where(Variable key, Member member) {
    BitSet holds = new BitSet();
    for (int k = 0; k < key.domain().size(); k++) holds.set(k, member.at(k));
    return new Selector.Predicate(List.of(key), List.of(), holds);
  }

  private static Selector pairs(Variable variable, Holds predicate) {
    int n = variable.domain().size();
    BitSet holds = new BitSet();
    for (int k = 0; k < n; k++) {
      for (int q = 0; q < n; q++) holds.set(k * n + q, predicate.at(k, q));
    }
    return new Selector.Predicate(List.of(variable), List.of(variable), holds);
  }

  private Selector distance(int places) {
    return pairs(indices, (k, q) -> k == q - places);
  }

  private Variable pick(String name, Selector selector) {
    return attention(name, selector, Reduction.PICK, Optional.of(tokens), false);
  }

  private void count(String name, Selector selector) {
    attention(name, selector, Reduction.COUNT, Optional.empty(), true);
  }

  /** The share of a class of tokens among all; whether there is one, where shares are too many. */
  private void share(Variable member) {
    if (inputs.maxLength() > LONG) {
      occurs(member);
      return;
    }
    Mechanism.Attention mean =
        new Mechanism.Attention(
            new Selector.Full(),
            Reduction.MEAN,
            Optional.of(member),
            Value.NONE,
            Mechanism.Bound.proven(false),
            Mechanism.Bound.proven(true));
    add("share", Mechanism.domainOf(mean, inputs.maxLength()), mean, annotations(true));
  }

  private void occurs(Variable member) {
    attention("occurs", new Selector.Full(), Reduction.ANY, Optional.of(member), true);
  }

  private Variable attention(
      String name,
      Selector selector,
      Reduction reduction,
      Optional<Variable> value,
      boolean severalMayMatch) {
    Mechanism.Attention a =
        new Mechanism.Attention(
            selector,
            reduction,
            value,
            Value.NONE,
            Mechanism.Bound.proven(true),
            Mechanism.Bound.proven(severalMayMatch));
    return add(name, Mechanism.domainOf(a, inputs.maxLength()), a, annotations(true));
  }

  private void repeated(Variable before) {
    int[] codes = new int[before.domain().size() * tokens.domain().size()];
    for (int row = 0; row < codes.length; row++) {
      Value a = before.domain().value(row / tokens.domain().size());
      Value b = tokens.domain().value(row % tokens.domain().size());
      codes[row] = a.equals(b) ? 1 : 0;
    }
    Mechanism table = new Mechanism.Table(List.of(before, tokens), codes);
    add("repeated", Domain.BOOL, table, annotations(true));
  }

  /** Whether the token is one of some; read off the tokens, or computed by units of its own. */
  private Variable tokenClass(boolean computed) {
    int[] codes = new int[tokens.domain().size()];
    for (int t = 0; t < codes.length; t++) codes[t] = random.nextInt(2);
    codes[random.nextInt(codes.length)] = 1;
    Mechanism table = new Mechanism.Table(List.of(tokens), codes);
    return add("class", Domain.BOOL, table, annotations(computed));
  }

  private Variable add(String name, Domain domain, Mechanism mechanism, Annotations annotations) {
    Variable v = new Variable(free(PREFIX + name), domain, mechanism, annotations);
    drawn.add(v);
    return v;
  }

  private String free(String name) {
    String free = name;
    for (int i = 2; isTaken(free); i++) free = name + "." + i;
    return free;
  }

  private boolean isTaken(String name) {
    return host.variable(name).isPresent() || drawn.stream().anyMatch(v -> v.name().equals(name));
  }

  private static Annotations annotations(boolean computed) {
    return new Annotations(
        computed,
        computed,
        /* decoy= */ true,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
