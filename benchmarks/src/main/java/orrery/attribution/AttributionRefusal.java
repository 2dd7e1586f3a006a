package orrery.attribution;

/** Thrown where a truth cannot be computed or a method cannot be run; the message says why. */
public final class AttributionRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A refusal with the sentence that the user reads. */
  public AttributionRefusal(String sentence) {
    super(sentence);
  }
}
