package orrery.discovery;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) without weight decay: ε is added to the root of the
 * corrected second moment, as in PyTorch.
 */
final class Adam {
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double beta1;
  private final double beta2;
  private final double[] first;
  private final double[] second;
  private int steps;

  /** With β₁ = 0.9 and β₂ = 0.999. */
  Adam(int size, double rate) {
    this(size, rate, 0.9, 0.999);
  }

  Adam(int size, double rate, double beta1, double beta2) {
    this.rate = rate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.first = new double[size];
    this.second = new double[size];
  }

  /** Moves the parameters against a gradient. */
  void descend(double[] parameters, double[] gradient) {
    descend(parameters, gradient, 1);
  }

  /** The same with the rate scaled for this step. */
  void descend(double[] parameters, double[] gradient, double scale) {
    steps++;
    double correction1 = 1 - StrictMath.pow(beta1, steps);
    double correction2 = 1 - StrictMath.pow(beta2, steps);
    for (int i = 0; i < parameters.length; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
      second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
      double root = Math.sqrt(second[i] / correction2) + EPSILON;
      parameters[i] -= scale * rate * (first[i] / correction1) / root;
    }
  }
}
