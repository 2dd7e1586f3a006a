package orrery.layout;

import orrery.causal.Variable;

/**
 * A subspace of the residual stream: one variable in one encoding, written once.
 *
 * <p>A variable may have several cells (a count: the head's 1/(w+1), then an MLP's one-hot).
 */
public final class Cell {
  private final String label;
  private final Variable variable;
  private final Encoding encoding;
  private final int time;

  /**
   * A cell.
   *
   * @param label its name in the plan, unique
   * @param variable what it holds
   * @param encoding how
   * @param time the half-layer that writes it: {@link Schedule#EMBEDDING}, {@code 2 * layer} for
   *     attention, {@code 2 * layer + 1} for an MLP
   */
  Cell(String label, Variable variable, Encoding encoding, int time) {
    this.label = label;
    this.variable = variable;
    this.encoding = encoding;
    this.time = time;
  }

  /** Its name in the plan. */
  public String label() {
    return label;
  }

  /** The variable that it holds. */
  public Variable variable() {
    return variable;
  }

  /** How it holds it. */
  public Encoding encoding() {
    return encoding;
  }

  /** The half-layer that writes it. */
  public int time() {
    return time;
  }

  @Override
  public String toString() {
    return label;
  }
}
