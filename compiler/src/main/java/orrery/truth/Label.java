package orrery.truth;

/** What an edge is under an intervention semantics. */
public enum Label {
  /** Cutting it changes the metric of some example. */
  ACTIVE,
  /**
   * It is wired and on a wired path from an embedding to the logits, and yet cutting it changes
   * nothing, such as an edge that carries positions when inputs of one length replace each other. A
   * method that finds it is neither right nor wrong: headline scores leave it out.
   */
  IGNORED,
  /** It carries nothing, or nothing that comes from the input and reaches the logits. */
  DEAD
}
