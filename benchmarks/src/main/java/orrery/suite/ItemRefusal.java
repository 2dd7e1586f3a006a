package orrery.suite;

/** Thrown where an item cannot be made, whoever tries; the message says why. */
public final class ItemRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A refusal with the sentence that the user reads. */
  public ItemRefusal(String sentence) {
    super(sentence);
  }
}
