package orrery.discovery;

/** What a method scores. */
public enum Level {
  /** Every edge. */
  EDGE,
  /** Every writer. */
  NODE
}
