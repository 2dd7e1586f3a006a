package orrery.causal;

/** What an {@link Mechanism.Attention} makes of the values at the selected positions. */
public enum Reduction {
  /** The one selected value, or the common value of several; different values are an error. */
  PICK,
  /** The exact arithmetic mean; truth values count as 0 and 1. */
  MEAN,
  /** The sum; 0 where nothing is selected. Truth values count as 0 and 1. */
  SUM,
  /** The number of selected positions. It reads no value. */
  COUNT,
  /** Whether a selected value is true; false where nothing is selected. */
  ANY,
  /** Whether every selected value is true; true where nothing is selected. */
  ALL,
  /** The largest selected number. */
  MAXIMUM,
  /** The smallest selected number. */
  MINIMUM
}
