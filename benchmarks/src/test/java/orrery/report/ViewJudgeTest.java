package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.circuit.CompiledModel;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Measure;
import orrery.report.Scorecard.Role;
import orrery.task.TaskOptions;
import orrery.task.Tasks;
import orrery.truth.View;

/** Scores on another tool's graph are judged there, and on ours nothing changes. */
class ViewJudgeTest {
  private static final Ground GROUND = Grounds.ground();
  private static final Judge JUDGE = new Judge(GROUND, /* seed= */ 1);

  private static Entry judged(Scores scores) {
    return JUDGE.entry(new Answer("mine", "", Map.of(), Cost.NONE, scores, List.of()), Role.METHOD);
  }

  private static View view(View.Kind kind) {
    return View.of(GROUND.graph(), kind);
  }

  private static double figure(Entry entry, Measure measure) {
    return entry.figure(measure.id()).orElseThrow().value();
  }

  @Test
  void onOurOwnGraphTheFiguresAreThoseOfOurEdges() {
    Entry ours = judged(new Scores.OfEdges(GROUND.graph(), GROUND.effects()));
    Entry viewed =
        judged(new Scores.OfView(GROUND.graph(), view(View.Kind.FINE), GROUND.effects()));

    assertThat(viewed.figures()).isEqualTo(ours.figures());
    assertThat(viewed.curves()).isEqualTo(ours.curves());
    assertThat(viewed.scores()).isEqualTo(ours.scores());
    assertThat(viewed.choice().edges()).isEqualTo(ours.choice().edges());
  }

  @ParameterizedTest
  @EnumSource
  void theProjectedTruthGetsFullMarksOnEveryGraph(View.Kind kind) {
    View view = view(kind);
    BitSet truth = view.project(GROUND.truth());
    double[][] values = new double[view.size()][1];
    truth.stream().forEach(v -> values[v][0] = 1);

    Entry entry = judged(new Scores.OfView(GROUND.graph(), view, values));

    assertThat(figure(entry, Measures.AUROC)).isEqualTo(1);
    assertThat(figure(entry, Measures.PRECISION)).isEqualTo(1);
    assertThat(figure(entry, Measures.SIZE)).isEqualTo(truth.cardinality());
    assertThat(entry.kind()).isEqualTo("view " + kind.label());
    assertThat(entry.notes()).anyMatch(n -> n.contains("on the graph " + kind.label()));
    assertThat(entry.scores()).hasSize(GROUND.graph().edgeCount());
  }

  @Test
  void anEdgeOfSeveralPartsHasTheEffectOfCuttingThemAtOnce() {
    View view = view(View.Kind.NODES);
    Frame frame = Frame.of(GROUND, view);
    double[][] exact = GROUND.experiment().writerEffects();

    for (int v = 0; v < view.size(); v++) {
      double mean = Means.of(exact[frame.writers()[v]]);
      assertThat(frame.effects()[v]).isCloseTo(mean, within(1e-9));
    }
  }

  @Test
  void whatATokenGraphDoesNotKnowIsNeverCut() {
    CompiledModel model = GROUND.model();
    TaskOptions zeros =
        new TaskOptions(
            20, 0, TaskOptions.Counterfactual.RANDOM, "zero", TaskOptions.Metric.LOGIT_DIFF);
    Ground ground = Ground.of(model, Tasks.of(model, zeros), JavaEngine.of(model));
    View view = view(View.Kind.TOKEN_ONLY);
    CurveFigures curves = new CurveFigures(ground, view, /* seed= */ 1);
    double[] equal = new double[view.size()]; // ties stand in the order of their numbers
    List<Scorecard.Point> points = curves.of(equal).points();

    double clean = Means.of(ground.experiment().clean());
    double none = loss(ground, view.lift(new BitSet()));
    boolean matters = false;
    BitSet kept = new BitSet();
    BitSet parts = new BitSet();
    for (int k = 0; k < view.size(); k++) {
      kept.set(k);
      parts.or(view.parts(k));
      double f = loss(ground, view.lift(kept));
      matters |= Math.abs(f - loss(ground, parts)) > 1e-3;
      assertThat(points.get(k).y()).isCloseTo((f - none) / (clean - none), within(1e-9));
    }
    assertThat(matters).as("some circuit works with positions only").isTrue();
    assertThat(points).hasSize(view.size());
  }

  private static double loss(Ground ground, BitSet kept) {
    return Means.of(ground.experiment().run(List.of(Mask.of(ground.graph(), kept)))[0]);
  }
}
