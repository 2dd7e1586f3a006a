package orrery.intervention;

/** What each reader sees in a {@link RewiredRun}, out of what has been written so far. */
interface ReaderInputs {
  /** Whether a reader sees the plain sum of everything written so far. */
  boolean isPlain(int reader);

  /**
   * The sum that a reader sees, without the constants of attention.
   *
   * @param outputs {@code [writer][dModel][lane]} what has been written, as far as it comes earlier
   * @param sum {@code [dModel][lane]} to be filled
   */
  void fill(int reader, double[][][] outputs, double[][] sum);
}
