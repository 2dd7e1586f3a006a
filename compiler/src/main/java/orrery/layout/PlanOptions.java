package orrery.layout;

/**
 * What a build may choose about the plan.
 *
 * @param pack whether dead subspaces are erased and used again: narrower, less legible
 */
public record PlanOptions(boolean pack) {
  /** Every subspace keeps its dimensions to the end. */
  public static final PlanOptions LEGIBLE = new PlanOptions(false);
}
