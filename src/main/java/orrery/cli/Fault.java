package orrery.cli;

/** Ends a command: the program or the model is at fault, and the message is a sentence about it. */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Fault(String sentence) {
    super(sentence, null, false, false);
  }
}
