package orrery.discovery;

/** What a method with a grid of thresholds gives back. */
public enum Answer {
  /** One circuit for every threshold. */
  CIRCUITS,
  /** One score for every edge or writer, made of all thresholds. */
  SCORES
}
