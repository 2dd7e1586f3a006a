package orrery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import orrery.intervention.Mask;
import orrery.metrics.CircuitRuns;
import orrery.metrics.FaithfulnessCurve;
import orrery.metrics.Floor;
import orrery.metrics.MibAuroc;
import orrery.metrics.MibCurve;
import orrery.metrics.MibGraph;
import orrery.metrics.Ranking;
import orrery.report.Scorecard.Figure;

/**
 * Figures that can be compared with those that MIB publishes, bit for bit: its graph, without edges
 * of the position embedding; its circuits, the first edges by score and of those what is connected;
 * its grid and its order of summing (Mueller et al. 2025).
 */
final class MibFigures {
  private final MibGraph graph;
  private final CircuitRuns runs;
  private final BitSet truth;
  private final boolean hasCurve;
  private final boolean hasRanking;

  MibFigures(Ground ground) {
    this.graph = new MibGraph(ground.graph());
    this.runs = ground.experiment()::run;
    BitSet all = new BitSet();
    graph.edges().forEach(all::set);
    this.truth = ground.truth();
    truth.and(all);
    this.hasRanking = Ranking.isPossible(truth, all);
    FaithfulnessCurve.Ends ends = graph.ends();
    double[][] metric = runs.of(List.of(ends.full(), ends.empty()));
    this.hasCurve = Arrays.stream(metric[0]).sum() != Arrays.stream(metric[1]).sum();
  }

  /** The figures of some scores, {@code [edge]}: those that are defined. */
  List<Figure> of(double[] scores) {
    List<Figure> figures = new ArrayList<>();
    if (hasCurve) {
      figures.add(RankFigures.figure(Measures.MIB_CPR, curve(scores).cpr()));
      figures.add(RankFigures.figure(Measures.MIB_CMD, curve(Floor.magnitudes(scores)).cmd()));
    }
    if (hasRanking) {
      double value = MibAuroc.of(graph, scores, truth).value();
      if (Double.isFinite(value)) figures.add(RankFigures.figure(Measures.MIB_AUROC, value));
    }
    return figures;
  }

  /** The curve of MIB's own circuits. */
  MibCurve curve(double[] scores) {
    List<Mask> circuits =
        Arrays.stream(MibCurve.sizes(graph.edges().size()))
            .mapToObj(n -> graph.mask(graph.pruned(graph.topN(scores, n))))
            .toList();
    return MibCurve.of(runs, graph.ends(), circuits);
  }
}
