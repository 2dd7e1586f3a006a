package orrery.sampler;

import java.util.Locale;

/** Why a drawn program is not taken; the first reason counts, in this order. */
public enum Rejection {
  /** A binding was not found, more was left unread than there are outputs, or the checker warns. */
  UNFINISHED("no fitting binding was found, or the checker warns"),
  /** An answer is the same everywhere. */
  CONSTANT("an answer is the same everywhere"),
  /** An answer is its own position's token. */
  IDENTITY("an answer is the token itself"),
  /** One answer is given in more than 95 % of all places. */
  RARE("one answer is given in more than 95 % of all places"),
  /** Two variables are always equal. */
  REPEATED("two variables are always equal"),
  /** A variable, or a variable as another reads it, never changes an answer. */
  IGNORED("something computed never changes an answer"),
  /** The planner or the builder refuses. */
  REFUSED("the compiler refuses it"),
  /** The model is larger than the limits. */
  LARGE("the model is larger than the limits"),
  /** The circuit is not as deep as wanted, or deeper. */
  DEPTH("the circuit is not as deep as wanted"),
  /** There are enough programs of as many components. */
  QUOTA("there are enough of its stratum"),
  /** Another program means the same. */
  DUPLICATE("another program means the same"),
  /** Weights and interpreter disagree. */
  WRONG("weights and interpreter disagree");

  private final String reason;

  Rejection(String reason) {
    this.reason = reason;
  }

  /** The reason, as the end of a sentence. */
  public String reason() {
    return reason;
  }

  /** The name in tables: {@code duplicate}, … . */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
