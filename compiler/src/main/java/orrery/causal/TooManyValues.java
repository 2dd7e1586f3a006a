package orrery.causal;

/** Thrown where the means or sums of a domain cannot be enumerated within {@link #LIMIT} values. */
public final class TooManyValues extends IllegalArgumentException {
  /** The most values that a mean or a sum may have. */
  public static final int LIMIT = 20_000;

  private static final long serialVersionUID = 1;

  TooManyValues(int domainSize) {
    super("the means or sums of " + domainSize + " values have more than " + LIMIT + " values");
  }
}
