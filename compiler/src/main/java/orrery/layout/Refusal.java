package orrery.layout;

import orrery.causal.Variable;

/**
 * Thrown where a variable cannot be compiled within the stated limits; the message names the factor
 * that is too large.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final transient Variable variable;

  /** A refusal of {@code variable} with a diagnostic's code and sentence. */
  public Refusal(String code, Variable variable, String sentence) {
    super(sentence);
    this.code = code;
    this.variable = variable;
  }

  /** The diagnostic's code. */
  public String code() {
    return code;
  }

  /** What cannot be compiled. */
  public Variable variable() {
    return variable;
  }
}
