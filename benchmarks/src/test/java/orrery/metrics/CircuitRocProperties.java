package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The curve of circuits that need not be nested. */
class CircuitRocProperties {
  @Property(tries = 300)
  void theThresholdsOfOneScoreHaveItsAuroc(@ForAll long seed) {
    RankingProperties.Sample s = RankingProperties.Sample.random(seed);
    List<BitSet> circuits = new ArrayList<>();
    for (double t = -15; t < 15; t += 0.5) circuits.add(Confusion.above(s.scores(), t));
    BitSet all = new BitSet();
    all.set(0, s.scores().length);

    CircuitRoc roc = new CircuitRoc(circuits, s.truth(), all);

    assertThat(roc.area()).isCloseTo(RankScore.AUROC.of(s.ranking()), within(1e-12));
  }

  @Property(tries = 300)
  void theFrontRisesAndNoPointBeatsIt(@ForAll long seed) {
    CircuitRoc roc = random(seed);

    List<Roc.Point> front = CircuitRoc.front(roc.points());

    assertThat(front.get(0)).isEqualTo(new Roc.Point(0, 0));
    assertThat(front.get(front.size() - 1)).isEqualTo(new Roc.Point(1, 1));
    for (int i = 1; i < front.size(); i++) {
      assertThat(front.get(i).tpr()).isGreaterThanOrEqualTo(front.get(i - 1).tpr());
      assertThat(front.get(i).fpr()).isGreaterThanOrEqualTo(front.get(i - 1).fpr());
    }
    for (Roc.Point p : roc.points()) {
      assertThat(front).anyMatch(f -> f.fpr() <= p.fpr() && f.tpr() >= p.tpr());
    }
  }

  @Property(tries = 300)
  void areasStandInTheirOrder(@ForAll long seed) {
    CircuitRoc roc = random(seed);

    assertThat(roc.hullArea()).isBetween(0.5, 1.0).isGreaterThanOrEqualTo(roc.area() - 1e-12);
    assertThat(PessimisticAuc.of(roc.points())).isLessThanOrEqualTo(roc.area() + 1e-12);
  }

  @Property(tries = 100)
  void circuitsThatAreDominatedChangeNothing(@ForAll long seed) {
    CircuitRoc roc = random(seed);
    List<Roc.Point> points = new ArrayList<>(roc.points());
    double area = PessimisticAuc.of(points);
    Roc.Point p = points.get(0);

    if (p.tpr() == 0 || p.fpr() == 1) return;
    points.add(new Roc.Point(p.fpr() + (1 - p.fpr()) / 2, p.tpr() / 2));

    assertThat(PessimisticAuc.of(points)).isCloseTo(area, within(1e-12));
    assertThat(Roc.area(CircuitRoc.front(points))).isCloseTo(roc.area(), within(1e-12));
  }

  @Example
  void theStaircaseHasTheValuesOfAcdcsOwnAssertions() {
    assertThat(PessimisticAuc.of(List.of())).isZero();
    assertThat(PessimisticAuc.of(points(0.5, 0.5))).isEqualTo(0.25);
    assertThat(PessimisticAuc.of(points(0.25, 0.25))).isEqualTo(0.25 * 0.75);
    assertThat(PessimisticAuc.of(points(0.25, 0.25, 0.5, 0.5))).isEqualTo(5 / 16.0);
    assertThat(PessimisticAuc.of(points(0.25, 0.25, 0.75, 0.5))).isEqualTo(4 / 16.0);
  }

  @Example
  void thePerfectCircuitHasAreaOneAndAnIntervalOfOne() {
    BitSet truth = Graphs.set(1, 3);
    CircuitRoc roc = new CircuitRoc(List.of(truth), truth, Graphs.set(0, 1, 2, 3, 4));

    assertThat(roc.area()).isEqualTo(1);
    assertThat(roc.hullArea()).isEqualTo(1);
    assertThat(PessimisticAuc.of(roc.points())).isEqualTo(1);
    assertThat(roc.interval(0.95, 50, 1).width()).isZero();
  }

  @Example
  void theNullOfOneRandomCircuitLiesAroundAHalf() {
    RandomGenerator random = Resampling.generator(3);
    BitSet all = new BitSet();
    all.set(0, 100);
    CircuitRoc roc =
        new CircuitRoc(
            List.of(RankingProperties.Sample.truth(100, 20, random)),
            RankingProperties.Sample.truth(100, 30, random),
            all);

    NullDistribution none = roc.permuted(CircuitRoc::area, 2000, 1);

    assertThat(none.mean()).isCloseTo(0.5, within(0.01));
    assertThat(roc.interval(0.95, 200, 1).contains(roc.area())).isTrue();
    assertThat(roc.interval(0.95, 200, 1).width()).isBetween(0.05, 0.4);
  }

  private static CircuitRoc random(long seed) {
    RandomGenerator random = Resampling.generator(seed);
    int size = random.nextInt(2, 20);
    BitSet all = new BitSet();
    all.set(0, size);
    List<BitSet> circuits = new ArrayList<>();
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      circuits.add(RankingProperties.Sample.truth(size, random.nextInt(0, size + 1), random));
    }
    BitSet truth = RankingProperties.Sample.truth(size, random.nextInt(1, size), random);
    return new CircuitRoc(circuits, truth, all);
  }

  private static List<Roc.Point> points(double... xy) {
    List<Roc.Point> points = new ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) points.add(new Roc.Point(xy[i], xy[i + 1]));
    return points;
  }
}
