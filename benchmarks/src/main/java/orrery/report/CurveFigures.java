package orrery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import orrery.intervention.Mask;
import orrery.metrics.Candidate;
import orrery.metrics.CircuitRuns;
import orrery.metrics.Completeness;
import orrery.metrics.CurveAxis;
import orrery.metrics.CurveScore;
import orrery.metrics.EquivalenceTest;
import orrery.metrics.FaithfulnessCurve;
import orrery.metrics.IndependenceTest;
import orrery.metrics.Interval;
import orrery.report.Scorecard.Figure;
import orrery.truth.View;

/** How faithful the circuits are that a method's scores, or its own choice, give. */
final class CurveFigures {
  /** At most so many sizes are tried; all of them where there are no more. */
  private static final int SIZES = 160;

  private static final int DRAWS = 200;
  private static final int KNOCKOUTS = 20;
  private static final double EPSILON = 0.1;
  private static final int PERMUTATIONS = 200;

  private final Ground ground;
  private final View view;
  private final CircuitRuns runs;
  private final FaithfulnessCurve.Ends ends;
  private final int[] sizes;
  private final double height;
  private final long seed;

  /** What is measured, and how it is drawn. */
  record Result(List<Figure> figures, List<Scorecard.Point> points) {
    static final Result NONE = new Result(List.of(), List.of());
  }

  CurveFigures(Ground ground, View view, long seed) {
    this.ground = ground;
    this.view = view;
    this.runs = ground.experiment()::run;
    this.seed = seed;
    Mask none = Mask.of(ground.graph(), view.lift(new BitSet()));
    this.ends = new FaithfulnessCurve.Ends(Mask.all(ground.graph()), none);
    this.sizes = sizes(view.size());
    double[] cut =
        none.size() == 0
            ? ground.experiment().ablated()
            : ground.experiment().run(List.of(none))[0];
    this.height = Means.of(ground.experiment().clean()) - Means.of(cut);
  }

  /** Every size, or about as many as are tried, equally far apart on a logarithmic axis. */
  static int[] sizes(int edges) {
    TreeSet<Integer> sizes = new TreeSet<>(List.of(0, edges));
    for (int k = 0; k <= SIZES; k++) {
      int even =
          edges <= SIZES ? k : (int) StrictMath.round(StrictMath.pow(edges, k / (double) SIZES));
      if (even <= edges) sizes.add(even);
    }
    return sizes.stream().mapToInt(k -> k).toArray();
  }

  /** Whether cutting everything changes the metric: else there is no faithfulness. */
  boolean isDefined() {
    return height != 0;
  }

  /** Of scores, {@code [edge]}. */
  Result of(double[] scores) {
    if (!isDefined()) return Result.NONE;
    FaithfulnessCurve signed = curve(Order.signed(scores));
    FaithfulnessCurve absolute = curve(Order.magnitude(scores));
    List<Figure> figures = new ArrayList<>();
    figures.add(area(Measures.CPR, signed, CurveScore.CPR));
    figures.add(area(Measures.CMD, absolute, CurveScore.CMD));
    return new Result(figures, points(absolute));
  }

  /** Of circuits, by their sizes. */
  Result ofCircuits(List<BitSet> circuits) {
    if (!isDefined()) return Result.NONE;
    List<BitSet> sorted = new ArrayList<>(circuits);
    sorted.add(new BitSet());
    sorted.add(ground.all());
    sorted.sort(Comparator.comparingInt(BitSet::cardinality));
    List<BitSet> distinct = sorted.stream().distinct().toList();
    FaithfulnessCurve curve =
        FaithfulnessCurve.of(
            runs,
            ends,
            distinct.stream().mapToInt(BitSet::cardinality).toArray(),
            distinct.stream().map(c -> Mask.of(ground.graph(), c)).toList());
    return new Result(
        List.of(
            area(Measures.CPR, curve, CurveScore.CPR), area(Measures.CMD, curve, CurveScore.CMD)),
        points(curve));
  }

  /** Whether a circuit takes damage as the model does, does as well, and leaves nothing out. */
  List<Figure> hypotheses(BitSet circuit) {
    if (!isDefined() || circuit.isEmpty()) return List.of();
    Candidate candidate = new Candidate(runs, ground.graph(), circuit);
    double worst = Completeness.worst(new Completeness(candidate).random(KNOCKOUTS, seed)).value();
    List<Figure> figures = new ArrayList<>();
    figures.add(RankFigures.figure(Measures.COMPLETENESS, worst / Math.abs(height)));
    double equivalent = EquivalenceTest.of(candidate, EPSILON).pValue();
    figures.add(RankFigures.figure(Measures.EQUIVALENCE, equivalent));
    if (ground.experiment().examples() < 2) return figures;
    double independent = IndependenceTest.of(candidate, PERMUTATIONS, seed).pValue();
    figures.add(RankFigures.figure(Measures.INDEPENDENCE, independent));
    return figures;
  }

  /** The mean of CPR, CMD and the curve over some random orders, with their central ranges. */
  Result ofRandom(List<List<Integer>> orders) {
    if (!isDefined()) return Result.NONE;
    double[][] f = new double[sizes.length][orders.size()];
    double[] cpr = new double[orders.size()];
    double[] cmd = new double[orders.size()];
    for (int d = 0; d < orders.size(); d++) {
      FaithfulnessCurve curve = curve(orders.get(d));
      List<FaithfulnessCurve.Point> points = curve.points();
      for (int i = 0; i < sizes.length; i++) f[i][d] = points.get(i).f();
      cpr[d] = curve.area(CurveScore.CPR, CurveAxis.NOMINAL);
      cmd[d] = curve.area(CurveScore.CMD, CurveAxis.NOMINAL);
    }
    List<Scorecard.Point> points = new ArrayList<>();
    for (int i = 1; i < sizes.length; i++) {
      Interval range = Interval.central(f[i], RankFigures.LEVEL, "random orders");
      points.add(point(sizes[i], Means.of(f[i]), range));
    }
    return new Result(List.of(spread(Measures.CPR, cpr), spread(Measures.CMD, cmd)), points);
  }

  private static Figure spread(Scorecard.Measure measure, double[] draws) {
    Interval range = Interval.central(draws, RankFigures.LEVEL, "random orders");
    return RankFigures.figure(measure, Means.of(draws), range);
  }

  private FaithfulnessCurve curve(List<Integer> order) {
    return FaithfulnessCurve.of(runs, ends, sizes, masks(order, sizes));
  }

  private List<Mask> masks(List<Integer> order, int[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(
            k -> {
              BitSet kept = new BitSet();
              order.stream().limit(k).forEach(kept::set);
              return Mask.of(ground.graph(), view.lift(kept));
            })
        .toList();
  }

  private Figure area(Scorecard.Measure measure, FaithfulnessCurve curve, CurveScore score) {
    double value = curve.area(score, CurveAxis.NOMINAL);
    Interval interval = curve.interval(score, CurveAxis.NOMINAL, RankFigures.LEVEL, DRAWS, seed);
    return RankFigures.figure(measure, value, interval);
  }

  private List<Scorecard.Point> points(FaithfulnessCurve curve) {
    List<Interval> bands = curve.band(RankFigures.LEVEL, DRAWS, seed);
    List<Scorecard.Point> points = new ArrayList<>();
    for (int i = 0; i < bands.size(); i++) {
      FaithfulnessCurve.Point p = curve.points().get(i);
      if (p.nominal() > 0) points.add(point(p.nominal(), p.f(), bands.get(i)));
    }
    return points;
  }

  private Scorecard.Point point(int size, double f, Interval band) {
    double share = size / (double) view.size();
    return new Scorecard.Point(share, f, List.of(band.low(), band.high()));
  }
}
