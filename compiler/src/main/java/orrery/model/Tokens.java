package orrery.model;

/** Checks of the sequences that a caller runs. */
final class Tokens {
  private Tokens() {}

  static void require(int[] tokens, TransformerConfig config) {
    Shapes.require(
        tokens.length >= 1 && tokens.length <= config.nCtx(),
        "a sequence of %s tokens in a model of nCtx %s",
        tokens.length,
        config.nCtx());
    for (int token : tokens) {
      Shapes.require(
          0 <= token && token < config.dVocab(), "token %s of %s", token, config.dVocab());
    }
  }
}
