package orrery.intervention;

/** What each reader sees in a {@link RewiredRun}, out of what has been written so far. */
interface ReaderInputs {
  /** Whether a reader sees the plain sum of everything written so far. */
  boolean isPlain(int reader);

  /** Whether what a writer writes need not be computed, because {@link #tell} tells it. */
  default boolean isKnown(int writer) {
    return false;
  }

  /** Fills in what a known writer writes, {@code [dModel][lane]}. */
  default void tell(int writer, double[][] output) {
    throw new AssertionError("nothing is known");
  }

  /**
   * Makes the sums that some readers of one moment see, without the constants of attention.
   *
   * @param outputs {@code [writer][dModel][lane]} what has been written, as far as it comes earlier
   * @param inputs {@code [reader][dModel][lane]} the plain sum of it, to be changed
   */
  void fill(int[] readers, double[][][] outputs, double[][][] inputs);
}
