package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import orrery.circuit.Port;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Scores;
import orrery.metrics.DeLong;
import orrery.metrics.Floor;
import orrery.metrics.RankScore;
import orrery.metrics.Ranking;
import orrery.report.Scorecard.Figure;
import orrery.report.Scorecard.Measure;
import orrery.truth.ActiveCircuit;
import orrery.truth.ActiveTruth;
import orrery.truth.Headline;
import orrery.truth.Piece;
import orrery.truth.Semantics;
import orrery.truth.View;

/**
 * AUROC at other levels: for edges that end at queries, keys, values, MLPs and logits apart,
 * between whole components, and by position.
 */
final class LevelFigures {
  static final Map<Port, Measure> BY_PORT =
      new EnumMap<>(
          Map.of(
              Port.Q, Measures.QUERIES,
              Port.K, Measures.KEYS,
              Port.V, Measures.VALUES,
              Port.MLP, Measures.MLPS,
              Port.LOGITS, Measures.LOGITS));

  private final Ground ground;

  LevelFigures(Ground ground) {
    this.ground = ground;
  }

  /** One figure for each kind of reader that has both true edges and others. */
  List<Figure> byPort(double[] scores) {
    ResidualGraph graph = ground.graph();
    double[] sizes = Floor.magnitudes(scores);
    List<Figure> figures = new ArrayList<>();
    BY_PORT.forEach(
        (port, measure) -> {
          BitSet own = ground.judged();
          for (int e = 0; e < graph.edgeCount(); e++) {
            if (graph.reader(graph.readerOf(e)).port() != port) own.clear(e);
          }
          figures.addAll(auroc(measure, sizes, ground.truth(), own));
        });
    return figures;
  }

  /** Over the edges between whole components. */
  List<Figure> byComponents(double[] scores) {
    View view = View.of(ground.graph(), View.Kind.HEADS_APART);
    return auroc(
        Measures.COMPONENTS,
        Floor.magnitudes(view.project(scores)),
        view.project(ground.truth()),
        view.project(ground.judged()));
  }

  /**
   * Over every edge at every position of its reader. An edge that Σ cannot show at any position
   * counts neither way; of an active one, the positions where cutting it does nothing are false.
   * Nothing where the truth is not what is active: it says nothing of positions.
   */
  List<Figure> byPosition(Scores.ByPosition scores) {
    if (!ground.headline().name().equals(Headline.ACTIVE)) return List.of();
    ResidualGraph graph = ground.graph();
    int positions = ground.made().task().prompts().maxLength();
    Semantics semantics = Semantics.of(ground.made(), Semantics.Granularity.EDGE_BY_POSITION);
    ActiveCircuit active =
        ActiveTruth.of(ground.experiment(), semantics, ground.model().structural());
    BitSet ignored = active.ignored(graph);
    BitSet judged = new BitSet();
    double[] sizes = new double[graph.edgeCount() * positions];
    for (int e = 0; e < graph.edgeCount(); e++) {
      double[][] values = scores.values()[e];
      for (int p = 0; p < positions; p++) {
        sizes[e * positions + p] = p < values.length ? Math.abs(Means.of(values[p])) : 0;
        judged.set(e * positions + p, !ignored.get(e));
      }
    }
    BitSet truth = new BitSet();
    for (Piece piece : active.active().keySet()) {
      int edge = graph.edgeId(piece.edge().orElseThrow()).orElseThrow();
      truth.set(edge * positions + piece.position().orElseThrow());
    }
    return auroc(Measures.POSITIONS, sizes, truth, judged);
  }

  private static List<Figure> auroc(Measure measure, double[] sizes, BitSet truth, BitSet among) {
    BitSet own = (BitSet) truth.clone();
    own.and(among);
    if (!Ranking.isPossible(own, among)) return List.of();
    Ranking ranking = Ranking.of(sizes, own, among);
    return List.of(
        RankFigures.figure(
            measure, RankScore.AUROC.of(ranking), DeLong.interval(ranking, RankFigures.LEVEL)));
  }
}
