package orrery.truth;

/** Of how many of all there are something is known. */
public enum Coverage {
  /** All. */
  EXHAUSTIVE,
  /** All, by one representative of each class of equals. */
  BY_CLASSES,
  /** A sample. */
  SAMPLED
}
