package orrery.sampler;

/**
 * An expression as text.
 *
 * @param text how it is written
 * @param form how tightly it holds together
 */
record Phrase(String text, Form form) {
  /** How tightly an expression holds together. */
  enum Form {
    /** A name, a call or a literal: it may stand beside any operator. */
    SIMPLE,
    /** One comparison: it may stand beside {@code and} and {@code or}. */
    COMPARISON,
    /** Anything else. */
    COMPOUND
  }

  static Phrase simple(String text) {
    return new Phrase(text, Form.SIMPLE);
  }

  static Phrase comparison(String text) {
    return new Phrase(text, Form.COMPARISON);
  }

  static Phrase compound(String text) {
    return new Phrase(text, Form.COMPOUND);
  }

  /** The text as an operand of any operator. */
  String operand() {
    return form == Form.SIMPLE ? text : "(" + text + ")";
  }

  /** The text as an operand of {@code and} or {@code or}. */
  String clause() {
    return form == Form.COMPOUND ? "(" + text + ")" : text;
  }
}
