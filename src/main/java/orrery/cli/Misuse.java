package orrery.cli;

/** Ends a command: it was asked for something that cannot be done, and the message says what. */
final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misuse(String sentence) {
    super(sentence, null, false, false);
  }
}
