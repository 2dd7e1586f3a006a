package orrery.weights;

/**
 * The scores of a head, in nats, and how much attention leaks from them.
 *
 * <p>Every factor of a selector that holds adds {@code factor} = β + γR, a narrowing adds γ times a
 * rank of at most R, and BOS stands β/2 below the lowest score of a selected key. So a selected key
 * of the next lower rank keeps at most e^(−γ) of the winner's attention, BOS at most e^(−β/2), an
 * unselected key at most e^(−β); where nothing is selected, each key keeps at most e^(−β/2) of what
 * BOS has. With γ = β/2 and n keys the leak is at most (n + 1)·e^(−β/2). The half-way score of BOS
 * is Tracr's (Lindner et al. 2023, categorical_attn.py).
 *
 * @param beta β, in nats
 */
public record Sharpness(double beta) {
  /** The leak that {@link #forLength} allows: a quarter of float32's resolution at 1. */
  public static final double LEAK = 0x1p-26;

  /** The β at which (n + 1)·e^(−β/2) is at most {@link #LEAK} for inputs of n tokens. */
  public static Sharpness forLength(int n) {
    return new Sharpness(Math.ceil(2 * Math.log((n + 1) / LEAK)));
  }

  /** γ: what one rank adds. */
  public double rank() {
    return beta / 2;
  }

  /** What a factor that holds adds, beside ranks up to {@code most}. */
  public double factor(int most) {
    return beta + rank() * most;
  }

  /** The leak bound for inputs of n tokens. */
  public double leak(int n) {
    return (n + 1) * Math.exp(-beta / 2);
  }
}
