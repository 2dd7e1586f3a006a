package orrery.layout;

/**
 * A variable as one number of the residual stream.
 *
 * @param reading the functional
 * @param codes {@code [domain size]} its value at each value of the variable
 */
record ScalarView(Reading reading, double[] codes) {}
