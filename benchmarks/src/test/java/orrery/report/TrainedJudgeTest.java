package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.artifact.TrainedSamples;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.TrainingRecord;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.intervention.JavaEngine;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Role;
import orrery.report.Scorecard.Truth;

/** A trained model is judged by the program's circuit, at whole components. */
class TrainedJudgeTest {
  private static final Ground GROUND = ground(TrainingRecord.Kind.SIIT);

  private static Ground ground(TrainingRecord.Kind kind) {
    CompiledModel model = TrainedSamples.of(Grounds.reverse(), kind, 5).toFloat32();
    return Ground.of(model, Grounds.task(model, 0), JavaEngine.of(model));
  }

  private static double judged(BitSet edges, Scorecard.Measure measure) {
    double[][] values = new double[GROUND.graph().edgeCount()][1];
    edges.stream().forEach(e -> values[e][0] = 1);
    Answer answer =
        new Answer(
            "mine", "", Map.of(), Cost.NONE, new Scores.OfEdges(GROUND.graph(), values), List.of());
    Entry entry = new Judge(GROUND, 1).entry(answer, Role.METHOD);
    return entry.figure(measure.id()).orElseThrow().value();
  }

  @Test
  void theTruthIsTheProgramsAlthoughMostEdgesAreActive() {
    BitSet active = GROUND.active().edges(GROUND.graph());

    BitSet program = GROUND.numbers(GROUND.model().program());
    program.and(active); // resampling cannot show what hangs on positions alone
    assertThat(GROUND.truth()).isEqualTo(program);
    assertThat(active.cardinality()).isGreaterThan(3 * GROUND.truth().cardinality());
    assertThat(GROUND.truths().stream().map(Truth::name))
        .containsExactly("PROGRAM", "ACTIVE", "STRUCTURAL", "IGNORED");
    assertThat(judged(GROUND.truth(), Measures.AUROC)).isEqualTo(1);
    assertThat(judged(GROUND.truth(), Measures.COMPONENTS)).isEqualTo(1);
    assertThat(judged(active, Measures.AUROC)).isLessThan(0.8);
  }

  @Test
  void whoFindsTheRightComponentsAtOtherPortsIsRightAboutComponents() {
    BitSet moved = new BitSet();
    GROUND.truth().stream().forEach(e -> moved.or(siblings(GROUND.graph().edge(e))));

    assertThat(judged(moved, Measures.COMPONENTS)).isEqualTo(1);
    BitSet beside = (BitSet) moved.clone();
    beside.andNot(GROUND.truth());
    assertThat(beside.cardinality()).isPositive();
    assertThat(GROUND.judged().intersects(beside)).isFalse();
  }

  /** The edges from the same writer to the same reader, the edge itself only where it is alone. */
  private static BitSet siblings(Edge edge) {
    BitSet all = new BitSet();
    BitSet others = new BitSet();
    for (int e = 0; e < GROUND.graph().edgeCount(); e++) {
      Edge other = GROUND.graph().edge(e);
      if (!other.from().equals(edge.from()) || !other.to().equals(edge.to())) continue;
      all.set(e);
      if (!other.equals(edge)) others.set(e);
    }
    return others.isEmpty() ? all : others;
  }

  @ParameterizedTest
  @EnumSource(TrainingRecord.Kind.class)
  void negativeControlsAreJudgedByTheirTwinsCircuitAndSaySo(TrainingRecord.Kind kind) {
    Ground ground = ground(kind);

    assertThat(ground.truth()).isEqualTo(GROUND.truth());
    assertThat(ground.headline().definition().contains("NEGATIVE CONTROL"))
        .isEqualTo(kind != TrainingRecord.Kind.SIIT);
  }
}
