package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/** Faithfulness is 0 with nothing and 1 with everything, and areas are those of the curve. */
class FaithfulnessProperties {
  private static final ResidualGraph GRAPH = Graphs.of(1, 1);
  private static final int E = GRAPH.edgeCount();

  /** A model in which edge e repairs weights[e] of the loss, scaled by example. */
  private static CircuitRuns additive(double[] weights, double[] scales) {
    return masks ->
        masks.stream()
            .map(
                m -> {
                  double kept = m.edgesKept().stream().mapToDouble(e -> weights[e]).sum();
                  return Arrays.stream(scales).map(s -> 5 + 2 * s - s * kept).toArray();
                })
            .toArray(double[][]::new);
  }

  @Property(tries = 200)
  void nothingIs0AndEverythingIs1(@ForAll long seed) {
    RandomGenerator random = Resampling.generator(seed);
    CircuitRuns runs = additive(random.doubles(E).toArray(), random.doubles(3).toArray());
    List<Mask> nested = Graphs.nested(GRAPH, Resampling.permutation(E, random));

    List<FaithfulnessCurve.Point> points = FaithfulnessCurve.ofEverySize(runs, nested).points();

    assertThat(points).hasSize(E + 1);
    assertThat(points.get(0)).isEqualTo(new FaithfulnessCurve.Point(0, 0, 0));
    assertThat(points.get(E)).isEqualTo(new FaithfulnessCurve.Point(E, E, 1));
  }

  @Property(tries = 200)
  void aStraightLineHasHalfTheArea(@ForAll long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[] equal = new double[E];
    Arrays.fill(equal, 0.25);
    CircuitRuns runs = additive(equal, new double[] {1, 2});
    List<Mask> nested = Graphs.nested(GRAPH, Resampling.permutation(E, random));

    FaithfulnessCurve curve = FaithfulnessCurve.ofEverySize(runs, nested);

    for (CurveAxis axis : List.of(CurveAxis.NOMINAL, CurveAxis.ACTUAL)) {
      assertThat(curve.area(CurveScore.CPR, axis)).isCloseTo(0.5, within(1e-12));
      assertThat(curve.area(CurveScore.CMD, axis)).isCloseTo(0.5, within(1e-12));
      assertThat(curve.area(CurveScore.CLIPPED_CPR, axis)).isCloseTo(0.5, within(1e-12));
    }
    assertThat(curve.area(CurveScore.CPR, CurveAxis.LOG_NOMINAL)).isBetween(0.3, 0.5);
  }

  @Property(tries = 200)
  void clippedCprIsOneMinusCmd(@ForAll long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[] weights = random.doubles(E, -0.5, 1).toArray();
    weights[0] = 20; // so that the ends differ
    List<Mask> nested = Graphs.nested(GRAPH, Resampling.permutation(E, random));

    FaithfulnessCurve curve =
        FaithfulnessCurve.ofEverySize(additive(weights, new double[] {1, 3}), nested);

    for (CurveAxis axis : CurveAxis.values()) {
      assertThat(curve.area(CurveScore.CLIPPED_CPR, axis))
          .isCloseTo(1 - curve.area(CurveScore.CMD, axis), within(1e-12));
    }
  }

  @Example
  void theMeanIsTakenBeforeTheRatio() {
    // clean 0 and 0; ablated 10 and 0.1; circuit 5 and 0.1: f = (10.1 − 5.1)/10.1, not (.5 + 0)/2
    double[][] values = {{0, 0}, {10, 0.1}, {5, 0.1}};
    CircuitRuns runs = masks -> values;
    FaithfulnessCurve.Ends ends = new FaithfulnessCurve.Ends(Mask.all(GRAPH), Mask.none(GRAPH));

    FaithfulnessCurve curve =
        FaithfulnessCurve.of(runs, ends, new int[] {1}, List.of(Mask.none(GRAPH).with(0)));

    assertThat(curve.points().get(0).f()).isCloseTo(5 / 10.1, within(1e-12));
    assertThat(curve.fullMetric()).isEqualTo(0);
    assertThat(curve.emptyMetric()).isEqualTo(5.05);
  }

  @Example
  void aStepAtTheEndHasAQuarterOnMibsGridAndNothingAtFullResolution() {
    CircuitRuns step =
        masks ->
            masks.stream().map(m -> new double[] {m.size() == E ? 0 : 1}).toArray(double[][]::new);
    List<Mask> nested = Graphs.nested(GRAPH, IntStream.range(0, E).toArray());
    List<Mask> grid = Arrays.stream(MibCurve.sizes(E)).mapToObj(nested::get).toList();
    FaithfulnessCurve.Ends ends = new FaithfulnessCurve.Ends(Mask.all(GRAPH), Mask.none(GRAPH));

    MibCurve mib = MibCurve.of(step, ends, grid);
    FaithfulnessCurve curve = FaithfulnessCurve.ofEverySize(step, nested);

    assertThat(mib.cpr()).isCloseTo(0.25, within(1e-12));
    assertThat(mib.cmd()).isCloseTo(0.749, within(1e-12));
    assertThat(mib.average()).isCloseTo(0.1, within(1e-12));
    assertThat(curve.area(CurveScore.CPR, CurveAxis.NOMINAL)).isCloseTo(0.5 / E, within(1e-12));
    assertThat(curve.area(CurveScore.CMD, CurveAxis.NOMINAL)).isCloseTo(1 - 0.5 / E, within(1e-12));
  }

  @Example
  void mibTakesThisManyEdges() {
    assertThat(MibCurve.sizes(32_491))
        .containsExactly(32, 64, 162, 324, 649, 1624, 3249, 6498, 16245, 32491);
    assertThat(MibCurve.sizes(1108)).containsExactly(1, 2, 5, 11, 22, 55, 110, 221, 554, 1108);
  }

  @Example
  void prunedCircuitsStandWhereTheyAreOnTheActualAxis() {
    double[] equal = new double[E];
    Arrays.fill(equal, 1.0 / E);
    List<Mask> nested = Graphs.nested(GRAPH, IntStream.range(0, E).toArray());
    List<Mask> pruned = List.of(nested.get(0), nested.get(0), nested.get(E));

    FaithfulnessCurve curve =
        FaithfulnessCurve.of(
            additive(equal, new double[] {1}),
            new FaithfulnessCurve.Ends(nested.get(E), nested.get(0)),
            new int[] {0, E - 1, E},
            pruned);

    assertThat(curve.area(CurveScore.CPR, CurveAxis.NOMINAL)).isCloseTo(0.5 / E, within(1e-12));
    assertThat(curve.area(CurveScore.CPR, CurveAxis.ACTUAL)).isCloseTo(0.5, within(1e-12));
    assertThat(curve.area(CurveScore.CPR, CurveAxis.LOG_ACTUAL)).isCloseTo(0.5, within(1e-12));
  }

  @Example
  void aMetricThatNothingMovesIsRefused() {
    CircuitRuns flat = masks -> masks.stream().map(m -> new double[] {2}).toArray(double[][]::new);
    List<Mask> nested = Graphs.nested(GRAPH, IntStream.range(0, E).toArray());

    assertThatThrownBy(() -> FaithfulnessCurve.ofEverySize(flat, nested))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the metric is 2.0 with every edge kept and with every edge cut");
  }

  @Example
  void bandsAndIntervalsComeFromTheExamples() {
    RandomGenerator random = Resampling.generator(9);
    double[] weights = random.doubles(E).toArray();
    double[] scales = random.doubles(40, 0.5, 1.5).toArray();
    double[] steady = new double[40];
    Arrays.fill(steady, 1);
    List<Mask> nested = Graphs.nested(GRAPH, IntStream.range(0, E).toArray());
    CircuitRuns noisy =
        masks -> {
          double[][] values = additive(weights, scales).of(masks);
          for (int m = 0; m < values.length; m++) {
            if (masks.get(m).size() % E != 0) values[m][m % 40] += 3;
          }
          return values;
        };

    FaithfulnessCurve curve = FaithfulnessCurve.ofEverySize(noisy, nested);
    FaithfulnessCurve exact = FaithfulnessCurve.ofEverySize(additive(weights, steady), nested);

    List<Interval> band = curve.band(0.9, 200, 1);
    assertThat(band).hasSize(E + 1);
    assertThat(band.get(0).width()).isZero();
    assertThat(band.get(E).width()).isZero();
    assertThat(band.get(3).width()).isPositive();
    assertThat(band.get(3).contains(curve.points().get(3).f())).isTrue();
    Interval area = curve.interval(CurveScore.CPR, CurveAxis.NOMINAL, 0.9, 200, 1);
    assertThat(area.contains(curve.area(CurveScore.CPR, CurveAxis.NOMINAL))).isTrue();
    assertThat(area.width()).isPositive();
    assertThat(exact.interval(CurveScore.CPR, CurveAxis.NOMINAL, 0.9, 50, 1).width())
        .isCloseTo(0, within(1e-12));
  }
}
