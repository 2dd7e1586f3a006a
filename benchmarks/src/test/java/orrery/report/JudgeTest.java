package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.intervention.Mask;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Measure;
import orrery.report.Scorecard.Role;

/** Whoever knows the truth gets full marks, whoever knows nothing gets those of chance. */
class JudgeTest {
  private static final Ground GROUND = Grounds.ground();
  private static final Judge JUDGE = new Judge(GROUND, /* seed= */ 1);

  private static Entry judged(Scores scores) {
    Answer answer = new Answer("mine", "", Map.of(), Cost.NONE, scores, List.of());
    return JUDGE.entry(answer, Role.METHOD);
  }

  private static double figure(Entry entry, Measure measure) {
    return entry.figure(measure.id()).orElseThrow().value();
  }

  @Test
  void exactEffectsGetFullMarks() {
    Entry exact = judged(new Scores.OfEdges(GROUND.graph(), GROUND.effects()));

    for (Measure m :
        List.of(
            Measures.AUROC,
            Measures.AVERAGE_PRECISION,
            Measures.PRECISION,
            Measures.SPEARMAN,
            Measures.SIGNS,
            Measures.NODES,
            Measures.F1)) {
      assertThat(figure(exact, m)).as(m.id()).isCloseTo(1, within(1e-12));
    }
    assertThat(figure(exact, Measures.FALSE_ZEROS)).isZero();
    assertThat(exact.choice().edges()).isEqualTo(GROUND.truths().get(0).edges());
    assertThat(exact.scores()).hasSize(GROUND.graph().edgeCount());
    assertThat(exact.deviations()).hasSameSizeAs(exact.scores());
  }

  @Test
  void equalScoresGetThoseOfChance() {
    double[][] equal = new double[GROUND.graph().edgeCount()][1];
    for (double[] row : equal) row[0] = 3;

    Entry entry = judged(new Scores.OfEdges(GROUND.graph(), equal));

    double share = GROUND.truth().cardinality() / (double) GROUND.judged().cardinality();
    assertThat(figure(entry, Measures.AUROC)).isEqualTo(0.5);
    assertThat(figure(entry, Measures.AVERAGE_PRECISION)).isCloseTo(share, within(1e-12));
    assertThat(figure(entry, Measures.P_VALUE)).isEqualTo(1);
  }

  @Test
  void everyIntervalHoldsItsValue() {
    Entry exact = judged(new Scores.OfEdges(GROUND.graph(), GROUND.effects()));

    assertThat(exact.figures())
        .filteredOn(f -> !f.interval().isEmpty())
        .hasSizeGreaterThan(6)
        .allSatisfy(
            f ->
                assertThat(f.value())
                    .isBetween(f.interval().get(0) - 1e-9, f.interval().get(1) + 1e-9));
  }

  @Test
  void theTruthFoundAsACircuitIsPerfect() {
    Mask truth = Mask.of(GROUND.graph(), GROUND.truth());
    Mask none = Mask.none(GROUND.graph());
    Entry entry =
        judged(
            new Scores.Circuits(
                GROUND.graph(), List.of(new Scores.Found(0.1, truth), new Scores.Found(1, none))));

    assertThat(figure(entry, Measures.AUROC)).isEqualTo(1);
    assertThat(figure(entry, Measures.PRECISION)).isEqualTo(1);
    assertThat(entry.choice().edges()).isEqualTo(GROUND.truths().get(0).edges());
    assertThat(entry.scores()).isEmpty();
  }

  @Test
  void whatSigmaCannotShowCountsNeitherWay() {
    BitSet ignored = GROUND.active().ignored(GROUND.graph());
    assertThat(ignored.cardinality()).isPositive();
    double[][] single = new double[GROUND.effects().length][1];
    for (int e = 0; e < single.length; e++) {
      single[e][0] = ignored.get(e) ? 100 : Means.of(GROUND.effects()[e]);
    }

    Entry entry = judged(new Scores.OfEdges(GROUND.graph(), single));

    assertThat(figure(entry, Measures.AUROC)).isEqualTo(1);
  }

  @Test
  void scoresThatAreNoNumbersAreToldAndCountAsNothing() {
    double[][] odd = new double[GROUND.graph().edgeCount()][1];
    odd[0][0] = Double.NaN;
    odd[1][0] = Double.POSITIVE_INFINITY;

    FiniteScores finite = FiniteScores.of(new Scores.OfEdges(GROUND.graph(), odd));

    assertThat(finite.notes()).containsExactly("2 scores that were no finite numbers count as 0.");
    assertThat(((Scores.OfEdges) finite.scores()).mean()).containsOnly(0);
  }

  @Test
  void aWritersScoreIsThatOfItsEdges() {
    double[][] writers = new double[GROUND.graph().writers().size()][1];
    writers[0][0] = 1;

    Entry entry = judged(new Scores.OfWriters(GROUND.graph(), writers));

    for (int e = 0; e < GROUND.graph().edgeCount(); e++) {
      double expected = GROUND.graph().writerOf(e) == 0 ? 1 : 0;
      assertThat(entry.scores().get(e)).isEqualTo(expected);
    }
    assertThat(entry.notes()).singleElement().asString().contains("score of its writer");
  }

  @Test
  void everyKindOfReaderIsJudgedOnItsOwn() {
    double[][] single = new double[GROUND.effects().length][1];
    for (int e = 0; e < single.length; e++) {
      boolean ofValues = GROUND.graph().edge(e).name().endsWith("<v>");
      single[e][0] = ofValues ? 0 : Means.of(GROUND.effects()[e]);
    }

    Entry entry = judged(new Scores.OfEdges(GROUND.graph(), single));

    assertThat(figure(entry, Measures.VALUES)).isEqualTo(0.5);
    assertThat(figure(entry, Measures.LOGITS)).isEqualTo(1);
    assertThat(entry.figure(Measures.QUERIES.id())).isEmpty(); // none is true
  }

  @Test
  void positionsAreJudgedWhereTheyAreScored() {
    double[][][] exact = GROUND.experiment().edgeEffectsByPosition();
    double[][][] everywhere = new double[exact.length][][];
    for (int e = 0; e < exact.length; e++) {
      everywhere[e] = new double[exact[e].length][];
      for (int p = 0; p < exact[e].length; p++) everywhere[e][p] = GROUND.effects()[e];
    }

    Entry entry = judged(new Scores.ByPosition(GROUND.graph(), exact));
    Entry vague = judged(new Scores.ByPosition(GROUND.graph(), everywhere));

    assertThat(figure(entry, Measures.POSITIONS)).isEqualTo(1);
    assertThat(figure(vague, Measures.AUROC)).isEqualTo(1);
    assertThat(figure(vague, Measures.POSITIONS)).isBetween(0.5, 0.999);
    assertThat(
            judged(new Scores.OfEdges(GROUND.graph(), GROUND.effects())).figure("auroc-positions"))
        .isEmpty();
  }

  @Test
  void nuIsOneForTheTruthAndNothingForChance() {
    List<Entry> rows = new ArrayList<>(new Calibration(GROUND, JUDGE, /* seed= */ 1).entries());
    Entry exact = judged(new Scores.OfEdges(GROUND.graph(), GROUND.effects()));
    rows.add(exact);
    double chance = figure(rows.get(1), Measures.CPR);
    double truth = figure(rows.get(0), Measures.CPR);
    double better = truth + (truth - chance) / 2;
    rows.add(exact.with(List.of(RankFigures.figure(Measures.CPR, better))).renamed("too good"));

    List<Entry> calibrated = Calibrating.of(rows);

    assertThat(nu(calibrated.get(0), Measures.AUROC)).isEqualTo(1);
    assertThat(nu(calibrated.get(1), Measures.AUROC)).isZero();
    Entry last = calibrated.get(calibrated.size() - 1);
    assertThat(nu(last, Measures.CPR)).isCloseTo(1.5, within(1e-9));
    assertThat(last.figures()).allMatch(Scorecard.Figure::anomaly);
    Entry own = calibrated.get(calibrated.size() - 2);
    assertThat(own.figure("auroc").orElseThrow().anomaly()).isFalse();
    assertThat(own.figure("auroc-nodes").orElseThrow().nu()).isEmpty();
  }

  private static double nu(Entry entry, Measure measure) {
    return entry.figure(measure.id()).orElseThrow().nu().get(0);
  }

  @Test
  void calibrationKnowsWhatChanceAndTruthAreWorth() {
    List<Entry> rows = new Calibration(GROUND, JUDGE, /* seed= */ 1).entries();

    assertThat(rows)
        .extracting(Entry::role)
        .contains(Role.ORACLE, Role.RANDOM, Role.TRIVIAL, Role.PLACEBO);
    Entry oracle = rows.stream().filter(e -> e.role() == Role.ORACLE).findFirst().orElseThrow();
    Entry random = rows.stream().filter(e -> e.role() == Role.RANDOM).findFirst().orElseThrow();
    assertThat(figure(oracle, Measures.AUROC)).isEqualTo(1);
    assertThat(figure(random, Measures.AUROC)).isCloseTo(0.5, within(0.03));
    assertThat(figure(random, Measures.SIGNS)).isCloseTo(0.5, within(0.05));
  }
}
