package orrery.metrics;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A number between 0 and 1 that says how well a {@link Ranking} puts the truth first. */
public enum RankScore implements ToDoubleFunction<Ranking> {
  /**
   * The chance that a true item outranks a false one, a tie counting half: {@code 1/(PQ) Σ [s_i >
   * s_j] + [s_i = s_j]/2} (Mann and Whitney 1947; Hanley and McNeil 1982). Equal scores give 0.5.
   */
  AUROC {
    @Override
    public double applyAsDouble(Ranking ranking) {
      double won = 0;
      double passed = 0; // false items that rank higher
      for (int g = 0; g < ranking.groups(); g++) {
        double misses = ranking.size(g) - ranking.hits(g);
        won += ranking.hits(g) * (ranking.negatives() - passed - misses / 2);
        passed += misses;
      }
      return won / ranking.positives() / ranking.negatives();
    }
  },

  /**
   * The step area under precision and recall, one step a tie group: {@code Σ_g (R_g − R_{g−1})
   * P_g}, as scikit-learn's {@code average_precision_score}. Equal scores give P/E.
   */
  AVERAGE_PRECISION {
    @Override
    public double applyAsDouble(Ranking ranking) {
      double sum = 0;
      double seen = 0;
      double found = 0;
      for (int g = 0; g < ranking.groups(); g++) {
        seen += ranking.size(g);
        found += ranking.hits(g);
        if (ranking.hits(g) > 0) sum += ranking.hits(g) * found / seen;
      }
      return sum / ranking.positives();
    }
  },

  /**
   * Average precision expected over every order of tied items: {@code 1/P Σ_g Σ_{i=1..n} (r/n) ·
   * (found + (i−1)(r−1)/(n−1) + 1) / (seen + i)} for a group of n items, r of them true (McSherry
   * and Najork 2008, section 3).
   */
  EXPECTED_AVERAGE_PRECISION {
    @Override
    public double applyAsDouble(Ranking ranking) {
      double sum = 0;
      double seen = 0;
      double found = 0;
      for (int g = 0; g < ranking.groups(); g++) {
        double n = ranking.size(g);
        double r = ranking.hits(g);
        for (int i = 1; r > 0 && i <= n; i++) {
          double before = n > 1 ? (i - 1) * (r - 1) / (n - 1) : 0;
          sum += r / n * (found + before + 1) / (seen + i);
        }
        seen += n;
        found += r;
      }
      return sum / ranking.positives();
    }
  },

  /**
   * Precision among the first P items, P being the number of true ones; of a tie group that is cut
   * in two, the expected share counts. (R-precision.)
   */
  PRECISION_AT_TRUTH {
    @Override
    public double applyAsDouble(Ranking ranking) {
      double found = 0;
      int left = ranking.positives();
      for (int g = 0; left > 0; g++) {
        int taken = Math.min(left, ranking.size(g));
        if (taken > 0) found += ranking.hits(g) * (double) taken / ranking.size(g);
        left -= taken;
      }
      return found / ranking.positives();
    }
  },

  /**
   * The largest share of the truth that some threshold finds with at most 1 % of the others;
   * thresholds do not part ties.
   */
  TPR_AT_1_PERCENT_FPR {
    @Override
    public double applyAsDouble(Ranking ranking) {
      double found = 0;
      double misses = 0;
      for (int g = 0; g < ranking.groups(); g++) {
        misses += ranking.size(g) - ranking.hits(g);
        if (misses > ranking.negatives() / 100.0) break;
        found += ranking.hits(g);
      }
      return found / ranking.positives();
    }
  };

  /** The name in reports: {@code auroc}, {@code average-precision}, … */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The score of a ranking. */
  public double of(Ranking ranking) {
    return applyAsDouble(ranking);
  }
}
