package orrery.layout;

import java.util.function.Supplier;

/**
 * A variable as one number of the residual stream.
 *
 * @param source the functional; asking for it may plan an MLP
 * @param codes {@code [domain size]} its value at each value of the variable
 */
record ScalarView(Supplier<Reading> source, double[] codes) {
  ScalarView(Reading reading, double[] codes) {
    this(() -> reading, codes);
  }

  /** The functional. */
  Reading reading() {
    return source.get();
  }
}
