package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.discovery.Scores;
import orrery.metrics.Floor;
import orrery.metrics.Stability;
import orrery.report.Scorecard.Curve;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Figure;
import orrery.report.Scorecard.Role;
import orrery.truth.View;

/**
 * Judges answers on one {@link Ground}: from what a method answered to its row in the scorecard.
 */
public final class Judge {
  private static final int RESAMPLES = 50;

  private final Ground ground;
  private final Frame frame;
  private final RankFigures ranks;
  private final CurveFigures curves;
  private final CircuitFigures circuits;
  private final MibFigures mib;
  private final LevelFigures levels;
  private final MinimalFigures minimal;
  private final long seed;

  /**
   * A judge.
   *
   * @param seed of everything that is drawn: bootstrap, permutations, knock-outs
   */
  public Judge(Ground ground, long seed) {
    this.ground = ground;
    this.frame = Frame.of(ground, View.of(ground.graph(), View.Kind.FINE));
    this.ranks = new RankFigures(frame, RankFigures.Detail.INTERVALS, seed);
    this.curves = new CurveFigures(ground, frame.view(), seed);
    this.circuits = new CircuitFigures(ground, seed);
    this.mib = new MibFigures(ground);
    this.levels = new LevelFigures(ground);
    this.minimal = new MinimalFigures(ground);
    this.seed = seed;
  }

  /** The row of an answer. */
  public Entry entry(Answer answer, Role role) {
    if (answer.scores() instanceof Scores.OfView scores) return ofView(answer, role, scores);
    return answer.scores() instanceof Scores.Circuits found
        ? ofCircuits(answer, role, found)
        : ofScores(answer, role, EdgeAnswer.of(answer.scores()), levels(answer.scores()));
  }

  /** What scores say at positions, where they do. */
  private List<Figure> levels(Scores scores) {
    return scores instanceof Scores.ByPosition own ? levels.byPosition(own) : List.of();
  }

  private Entry ofScores(Answer answer, Role role, EdgeAnswer edges, List<Figure> atPositions) {
    double[] means = edges.means();
    int size = ground.truth().cardinality();
    BitSet chosen = Order.first(means, size, ground.judged());
    CurveFigures.Result faithful = curves.of(means);
    List<Figure> figures = new ArrayList<>(ranks.of(means));
    figures.addAll(levels.byPort(means));
    figures.addAll(levels.byComponents(means));
    figures.addAll(minimal.of(means));
    figures.addAll(atPositions);
    figures.addAll(faithful.figures());
    figures.addAll(mib.of(means));
    figures.addAll(stability(edges, size));
    figures.addAll(curves.hypotheses(chosen));
    figures.add(RankFigures.figure(Measures.SIZE, chosen.cardinality()));
    return new Entry(
        answer.label(),
        role,
        answer.citation(),
        answer.settings(),
        answer.cost().forwardEquivalents(),
        edges.kind(),
        Means.list(means),
        Means.list(edges.deviations()),
        List.of(),
        new Scorecard.Choice(
            "the %d largest of those that count, as many as are true".formatted(size),
            Means.numbers(chosen)),
        sorted(figures),
        drawn(ranks.roc(means), faithful.points()),
        notes(answer, edges.notes()));
  }

  /** Scores on another tool's graph: the truth is projected there. */
  private Entry ofView(Answer answer, Role role, Scores.OfView scores) {
    ViewFigures judged = new ViewFigures(ground, scores, seed);
    EdgeAnswer edges = EdgeAnswer.of(scores);
    List<Figure> figures = new ArrayList<>(judged.figures());
    View.Kind kind = scores.view().kind();
    if (kind == View.Kind.FINE) {
      figures.addAll(levels.byPort(edges.means()));
      figures.addAll(levels.byComponents(edges.means()));
      figures.addAll(minimal.of(edges.means()));
    }
    if (kind == View.Kind.FINE || kind == View.Kind.TOKEN_ONLY)
      figures.addAll(mib.of(edges.means()));
    return new Entry(
        answer.label(),
        role,
        answer.citation(),
        answer.settings(),
        answer.cost().forwardEquivalents(),
        edges.kind(),
        Means.list(edges.means()),
        Means.list(edges.deviations()),
        List.of(),
        judged.choice(),
        sorted(figures),
        judged.drawn(),
        notes(answer, judged.notes()));
  }

  private Entry ofCircuits(Answer answer, Role role, Scores.Circuits found) {
    List<BitSet> all = found.found().stream().map(f -> f.circuit().edgesKept()).toList();
    BitSet chosen = circuits.choice(all);
    CurveFigures.Result faithful = curves.ofCircuits(all);
    List<Figure> figures = new ArrayList<>(circuits.of(all));
    figures.addAll(minimal.ofCircuits(all));
    figures.addAll(faithful.figures());
    figures.addAll(curves.hypotheses(chosen));
    figures.add(RankFigures.figure(Measures.SIZE, chosen.cardinality()));
    List<Scorecard.Found> told =
        found.found().stream()
            .map(f -> new Scorecard.Found(f.threshold(), Means.numbers(f.circuit().edgesKept())))
            .toList();
    return new Entry(
        answer.label(),
        role,
        answer.citation(),
        answer.settings(),
        answer.cost().forwardEquivalents(),
        "circuits",
        List.of(),
        List.of(),
        told,
        new Scorecard.Choice(
            "of %s the nearest in size to the truth"
                .formatted(Numbers.counted(all.size(), "circuit")),
            Means.numbers(chosen)),
        sorted(figures),
        drawn(circuits.roc(all), faithful.points()),
        notes(answer, List.of()));
  }

  private List<Figure> stability(EdgeAnswer edges, int size) {
    return stability(edges.values(), size, seed);
  }

  static List<Figure> stability(double[][] values, int size, long seed) {
    if (values.length == 0 || values[0].length < 2 || size == 0) return List.of();
    Stability s = Stability.of(values, Floor::magnitudes, size, RESAMPLES, seed);
    return List.of(RankFigures.figure(Measures.STABILITY, s.mean(), s.range()));
  }

  private List<String> notes(Answer answer, List<String> own) {
    List<String> notes = new ArrayList<>(answer.notes());
    notes.addAll(own);
    if (!curves.isDefined()) {
      notes.add("Cutting everything leaves the metric as it is: there is no faithfulness.");
    }
    return notes;
  }

  static List<Curve> drawn(List<Scorecard.Point> roc, List<Scorecard.Point> faithfulness) {
    List<Curve> drawn = new ArrayList<>();
    if (!roc.isEmpty()) drawn.add(new Curve(Curve.ROC, roc));
    if (!faithfulness.isEmpty()) drawn.add(new Curve(Curve.FAITHFULNESS, faithfulness));
    return drawn;
  }

  /** Figures in the order of the measures. */
  static List<Figure> sorted(List<Figure> figures) {
    return Measures.ALL.stream()
        .flatMap(m -> figures.stream().filter(f -> f.measure().equals(m.id())))
        .toList();
  }

  Frame frame() {
    return frame;
  }

  CurveFigures curves() {
    return curves;
  }
}
