package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.intervention.Mask;
import orrery.metrics.MibAuroc;
import orrery.metrics.MibCurve;
import orrery.metrics.MibGraph;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Measure;
import orrery.truth.View;

/** The report's MIB figures are those of MIB's procedure, bit for bit. */
class MibFiguresTest {
  private static final Ground GROUND = Grounds.ground();
  private static final ResidualGraph GRAPH = GROUND.graph();

  /** MIB's curve in plain steps: rank, take, prune, run, sum. */
  private static double cpr(double[] scores) {
    MibGraph mib = new MibGraph(GRAPH);
    List<Integer> edges = mib.edges();
    double empty = mean(mib.mask(new BitSet()));
    double full = mean(Mask.all(GRAPH));
    double[] grid = MibCurve.grid();
    double[] f = new double[grid.length];
    for (int k = 0; k < grid.length; k++) {
      BitSet first = mib.topN(scores, (int) (grid[k] * edges.size()));
      f[k] = (mean(mib.mask(mib.pruned(first))) - empty) / (full - empty);
    }
    double area = 0;
    for (int k = 0; k + 1 < f.length; k++)
      area += (grid[k + 1] - grid[k]) * ((f[k] + f[k + 1]) / 2);
    return area;
  }

  private static double mean(Mask mask) {
    return Means.of(GROUND.experiment().run(List.of(mask))[0]);
  }

  private static double figure(Entry entry, Measure measure) {
    return entry.figure(measure.id()).orElseThrow().value();
  }

  private static Entry judged(Scores scores) {
    Answer answer = new Answer("mine", "", Map.of(), Cost.NONE, scores, List.of());
    return new Judge(GROUND, /* seed= */ 1).entry(answer, Scorecard.Role.METHOD);
  }

  @Test
  void theCurveIsOfMibsCircuits() {
    double[] scores = GROUND.meanEffects();

    Entry entry = judged(new Scores.OfEdges(GRAPH, GROUND.effects()));

    assertThat(figure(entry, Measures.MIB_CPR)).isCloseTo(cpr(scores), within(1e-12));
    assertThat(figure(entry, Measures.MIB_AUROC))
        .isEqualTo(MibAuroc.of(new MibGraph(GRAPH), scores, GROUND.truth()).value());
  }

  @Test
  void whatThePositionEmbeddingScoresIsNothingToMib() {
    double[][] loud = new double[GRAPH.edgeCount()][1];
    double[][] quiet = new double[GRAPH.edgeCount()][1];
    for (int e = 0; e < loud.length; e++) {
      boolean position = GRAPH.edge(e).name().startsWith("pos_embed");
      quiet[e][0] = position ? 0 : Means.of(GROUND.effects()[e]);
      loud[e][0] = position ? 7 : quiet[e][0];
    }

    Entry one = judged(new Scores.OfEdges(GRAPH, quiet));
    Entry other = judged(new Scores.OfEdges(GRAPH, loud));

    assertThat(figure(other, Measures.MIB_CPR)).isEqualTo(figure(one, Measures.MIB_CPR));
    assertThat(figure(other, Measures.MIB_CMD)).isEqualTo(figure(one, Measures.MIB_CMD));
    assertThat(figure(other, Measures.CPR)).isNotEqualTo(figure(one, Measures.CPR));
  }

  @Test
  void anotherToolsGraphHasThemWhereItIsMibs() {
    Scores.OfEdges own = new Scores.OfEdges(GRAPH, GROUND.effects());
    View mib = View.of(GRAPH, View.Kind.TOKEN_ONLY);
    View heads = View.of(GRAPH, View.Kind.HEADS);

    Entry there = judged(new Scores.OfView(GRAPH, mib, mib.project(GROUND.effects())));

    assertThat(figure(there, Measures.MIB_CPR)).isEqualTo(figure(judged(own), Measures.MIB_CPR));
    Entry merged = judged(new Scores.OfView(GRAPH, heads, heads.project(GROUND.effects())));
    assertThat(merged.figure(Measures.MIB_CPR.id())).isEmpty();
  }
}
