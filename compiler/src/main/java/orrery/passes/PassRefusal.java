package orrery.passes;

/** Thrown where a pass is written wrongly or a model does not admit it; the message says which. */
public final class PassRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A refusal with the sentence that the user reads. */
  public PassRefusal(String sentence) {
    super(sentence);
  }
}
