package orrery.engine;

/** PyTorch cannot be had here; the message is a sentence that says what to do. */
public final class NoTorch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoTorch(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
