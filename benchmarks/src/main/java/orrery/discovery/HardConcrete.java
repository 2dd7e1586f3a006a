package orrery.discovery;

import java.util.Random;

/**
 * The hard concrete distribution of a mask entry z in [0, 1] with parameter a: a stretched and
 * clamped sigmoid of logistic noise, z = clamp(σ((log u − log(1 − u) + a) / β)(ζ − γ) + γ, 0, 1).
 *
 * <p>Source: Louizos et al. 2018, section 3; β, γ and ζ as in subnetwork probing (Cao et al. 2021)
 * and in Edge Pruning (Bhaskar et al. 2024).
 */
final class HardConcrete {
  static final double BETA = 2.0 / 3;
  static final double GAMMA = -0.1;
  static final double ZETA = 1.1;

  /** The noise stays this far from 0 and 1. */
  private static final double MARGIN = 1e-6;

  private static final double SHIFT = BETA * StrictMath.log(-GAMMA / ZETA);

  private HardConcrete() {}

  /** The parameter at which σ(a) stretched is a probability: 1.609… for 0.9. */
  static double parameter(double mean) {
    double p = (mean - GAMMA) / (ZETA - GAMMA);
    return StrictMath.log(p / (1 - p));
  }

  /** Logistic noise log u − log(1 − u) with u uniform. */
  static double noise(Random random) {
    double u = MARGIN + (1 - 2 * MARGIN) * random.nextDouble();
    return StrictMath.log(u / (1 - u));
  }

  /** The mask entry for some noise. */
  static double value(double a, double noise) {
    return Math.min(1, Math.max(0, stretched(sigmoid((noise + a) / BETA))));
  }

  /** Its derivative by a; 0 where it is clamped. */
  static double slope(double a, double noise) {
    double s = sigmoid((noise + a) / BETA);
    double z = stretched(s);
    return z <= 0 || z >= 1 ? 0 : (ZETA - GAMMA) * s * (1 - s) / BETA;
  }

  /** The probability that the entry is not 0. */
  static double kept(double a) {
    return sigmoid(a - SHIFT);
  }

  /** The derivative of that probability by a. */
  static double keptSlope(double a) {
    double p = kept(a);
    return p * (1 - p);
  }

  /** The entry without noise and at another temperature, not stretched. */
  static double soft(double a, double sharpness) {
    return sigmoid(a / BETA * sharpness);
  }

  /** The logistic function. */
  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double stretched(double s) {
    return s * (ZETA - GAMMA) + GAMMA;
  }
}
