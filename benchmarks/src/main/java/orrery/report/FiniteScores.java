package orrery.report;

import java.util.List;
import orrery.discovery.Scores;

/**
 * Scores of which every one is a finite number.
 *
 * @param scores the scores
 * @param notes what had to be done to make them so
 */
record FiniteScores(Scores scores, List<String> notes) {
  /** Scores with 0 in place of what is no finite number. */
  static FiniteScores of(Scores scores) {
    Replacement zero = new Replacement();
    Scores finite = zero.in(scores);
    return new FiniteScores(finite, zero.notes());
  }

  /** Puts 0 in place of infinities and NaN, and counts them. */
  private static final class Replacement {
    private long replaced;

    Scores in(Scores scores) {
      if (scores instanceof Scores.OfEdges s) return new Scores.OfEdges(s.graph(), in(s.values()));
      if (scores instanceof Scores.OfWriters s) {
        return new Scores.OfWriters(s.graph(), in(s.values()));
      }
      if (scores instanceof Scores.OfView s) {
        return new Scores.OfView(s.graph(), s.view(), in(s.values()));
      }
      if (scores instanceof Scores.ByPosition s) {
        double[][][] values = new double[s.values().length][][];
        for (int e = 0; e < values.length; e++) values[e] = in(s.values()[e]);
        return new Scores.ByPosition(s.graph(), values);
      }
      return scores;
    }

    private double[][] in(double[][] values) {
      double[][] finite = new double[values.length][];
      for (int e = 0; e < values.length; e++) {
        finite[e] = values[e].clone();
        for (int i = 0; i < finite[e].length; i++) {
          if (Double.isFinite(finite[e][i])) continue;
          finite[e][i] = 0;
          replaced++;
        }
      }
      return finite;
    }

    List<String> notes() {
      return replaced == 0
          ? List.of()
          : List.of(
              Numbers.counted(replaced, "score") + " that were no finite numbers count as 0.");
    }
  }
}
