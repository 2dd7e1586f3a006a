package orrery.sampler;

import java.util.EnumSet;
import java.util.Set;

/**
 * What programs are wanted.
 *
 * @param variables how many bindings a program has
 * @param depth heads and MLPs on the longest path of its circuit
 * @param vocabulary how many tokens
 * @param longest the length of the longest input
 * @param outputs how many answers
 * @param causal whether positions see only those before them: false, true, or either
 * @param allowed the operations that a program may have
 * @param required the operations that every program has
 * @param types the types of answers
 * @param limits how large a model may be
 */
public record Demand(
    Range variables,
    Range depth,
    Range vocabulary,
    Range longest,
    Range outputs,
    Set<Boolean> causal,
    Set<Operation> allowed,
    Set<Operation> required,
    Set<OutputType> types,
    Limits limits) {
  /** Up to eight bindings, two to four tokens, inputs of three to six tokens, of every kind. */
  public static final Demand DEFAULT =
      new Demand(
          new Range(1, 8),
          new Range(1, 16),
          new Range(2, 4),
          new Range(3, 6),
          new Range(1, 2),
          Set.of(false, true),
          Operation.all(),
          Set.of(),
          EnumSet.allOf(OutputType.class),
          Limits.DEFAULT);

  /** Copies the sets and refuses what no program can satisfy. */
  public Demand {
    causal = Set.copyOf(causal);
    allowed = Set.copyOf(allowed);
    required = Set.copyOf(required);
    types = Set.copyOf(types);
    require(!causal.isEmpty(), "either causal or not");
    require(!types.isEmpty(), "some type of answer");
    require(variables.least() >= 1, "one variable or more");
    require(outputs.least() >= 1, "one output or more");
    require(vocabulary.least() >= 2 && vocabulary.most() <= 26, "from 2 to 26 tokens");
    require(longest.least() >= 1 && longest.most() <= 64, "inputs of 1 to 64 tokens");
    require(allowed.containsAll(required), "what it requires");
    Set<Operation> bindings = Set.copyOf(allowed);
    require(
        bindings.stream().anyMatch(o -> o.group() != Operation.Group.SELECT),
        "an operation that makes a variable");
  }

  private static void require(boolean holds, String what) {
    if (!holds) throw new IllegalArgumentException("a demand allows " + what);
  }

  /**
   * How large a model may be.
   *
   * @param layers the most layers
   * @param dModel the most residual dimensions
   * @param heads the most heads in all
   * @param mlpUnits the most units of an MLP
   * @param domain the most values of a variable
   * @param classes the most classes of an answer
   */
  public record Limits(int layers, int dModel, int heads, int mlpUnits, int domain, int classes) {
    /** What trains on a processor in minutes. */
    public static final Limits DEFAULT = new Limits(10, 256, 24, 1024, 64, 16);
  }

  /** The same with other operations. */
  public Demand with(Set<Operation> allowedNow, Set<Operation> requiredNow) {
    return new Demand(
        variables,
        depth,
        vocabulary,
        longest,
        outputs,
        causal,
        allowedNow,
        requiredNow,
        types,
        limits);
  }
}
