package orrery.metrics;

import java.util.Arrays;
import java.util.List;
import orrery.intervention.Mask;

/**
 * CPR and CMD as MIB's circuit track computes them (Mueller et al. 2025; {@code
 * evaluate_area_under_curve}): ten sizes, {@code n_k = int(p_k · E)}, trapezoids over the nominal
 * p_k from .001 and not from 0, whatever pruning has left.
 *
 * <p>The last trapezoid alone, .5 to 1, weighs half: a method that finds nothing until everything
 * is there has CPR .25 and CMD .75. Prefer {@link FaithfulnessCurve#ofEverySize}. MIB chooses the
 * circuits of CPR by signed scores and those of CMD by magnitudes, which is the caller's choice
 * here.
 *
 * @param faithfulness f at the ten sizes
 * @param edges how many edges the circuits have after pruning
 * @param cpr MIB's {@code area_under}
 * @param cmd MIB's {@code area_from_1}
 * @param average the mean of f over the grid
 */
public record MibCurve(double[] faithfulness, int[] edges, double cpr, double cmd, double average) {
  private static final double[] GRID = {.001, .002, .005, .01, .02, .05, .1, .2, .5, 1};

  /** The shares of all edges, rising. */
  public static double[] grid() {
    return GRID.clone();
  }

  /** How many edges to take at each share: {@code int(p · E)}. */
  public static int[] sizes(int edges) {
    return Arrays.stream(GRID).mapToInt(p -> (int) (p * edges)).toArray();
  }

  /**
   * The curve of ten circuits.
   *
   * @param circuits {@code [grid]} of the {@link #sizes}
   * @throws IllegalArgumentException if there are not ten, or the metric is the same at both ends
   */
  public static MibCurve of(CircuitRuns runs, FaithfulnessCurve.Ends ends, List<Mask> circuits) {
    if (circuits.size() != GRID.length) {
      throw new IllegalArgumentException(
          "%d circuits for %d sizes".formatted(circuits.size(), GRID.length));
    }
    int total = ends.full().size() - ends.empty().size();
    List<FaithfulnessCurve.Point> points =
        FaithfulnessCurve.of(runs, ends, sizes(total), circuits).points();
    double[] f = points.stream().mapToDouble(FaithfulnessCurve.Point::f).toArray();
    double under = 0;
    double fromOne = 0;
    for (int i = 0; i + 1 < f.length; i++) { // the order of MIB's arithmetic
      double width = GRID[i + 1] - GRID[i];
      fromOne += width * ((Math.abs(1 - f[i]) + Math.abs(1 - f[i + 1])) / 2);
      under += width * ((f[i] + f[i + 1]) / 2);
    }
    return new MibCurve(
        f,
        points.stream().mapToInt(FaithfulnessCurve.Point::actual).toArray(),
        under,
        fromOne,
        Arrays.stream(f).sum() / f.length);
  }
}
