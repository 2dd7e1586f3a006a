package orrery.metrics;

import java.util.Locale;

/** What is integrated under a faithfulness curve (Mueller et al. 2025, MIB, section 3). */
public enum CurveScore {
  /**
   * Circuit performance ratio: the area under f. Larger is better; it has no upper bound, because f
   * exceeds 1 where parts that hinder are left out.
   */
  CPR {
    @Override
    public double height(double f) {
      return f;
    }
  },

  /** Circuit–model distance: the area under |1 − f|. Smaller is better, 0 the best. */
  CMD {
    @Override
    public double height(double f) {
      return Math.abs(1 - f);
    }
  },

  /**
   * The area under min(f, 2 − f), which is 1 − |1 − f|: too much is as bad as too little. Larger is
   * better, 1 the best.
   */
  CLIPPED_CPR {
    @Override
    public double height(double f) {
      return Math.min(f, 2 - f);
    }
  };

  /** What a point with faithfulness f counts. */
  public abstract double height(double f);

  /** The name in reports: {@code cpr}, {@code cmd}, {@code clipped-cpr}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
