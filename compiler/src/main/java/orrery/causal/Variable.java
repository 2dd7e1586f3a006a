package orrery.causal;

import java.util.List;
import orrery.types.Domain;

/**
 * A variable of the causal model: one value at every position of the input.
 *
 * <p>Two variables are the same only if they are the same object; names are unique within a {@link
 * CausalModel}.
 */
public final class Variable {
  private final String name;
  private final Domain domain;
  private final Mechanism mechanism;
  private final Annotations annotations;

  /** A variable with its name, the values that it can take, how it gets them, and what was said. */
  public Variable(String name, Domain domain, Mechanism mechanism, Annotations annotations) {
    this.name = name;
    this.domain = domain;
    this.mechanism = mechanism;
    this.annotations = annotations;
  }

  /** The name by which the program, the circuit and every report know it. */
  public String name() {
    return name;
  }

  /** The values that it can take. */
  public Domain domain() {
    return domain;
  }

  /** How it gets its value. */
  public Mechanism mechanism() {
    return mechanism;
  }

  /** What the program says about it. */
  public Annotations annotations() {
    return annotations;
  }

  /** The variables that it reads. */
  public List<Variable> parents() {
    return mechanism.parents();
  }

  @Override
  public String toString() {
    return name + " : " + domain;
  }
}
