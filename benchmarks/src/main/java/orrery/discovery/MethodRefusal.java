package orrery.discovery;

/** Thrown where a method is written wrongly; the message says what to write instead. */
public final class MethodRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A refusal with the sentence that the user reads. */
  public MethodRefusal(String sentence) {
    super(sentence);
  }
}
