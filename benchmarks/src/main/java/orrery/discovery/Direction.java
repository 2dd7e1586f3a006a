package orrery.discovery;

/** Which run is the base of an intervention, and which one is patched in. */
public enum Direction {
  /**
   * The clean run with a part replaced: finds what is necessary, both inputs of an AND and neither
   * of an OR.
   */
  NOISING,
  /**
   * The run on the reference with a part restored: finds what is sufficient, both inputs of an OR
   * and neither of an AND.
   */
  DENOISING
}
