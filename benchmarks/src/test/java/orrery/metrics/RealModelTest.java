package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** All scores on a compiled model, with the exact effects in the method's place. */
class RealModelTest {
  private static final Experiment EXPERIMENT = experiment("hist");
  private static final ResidualGraph GRAPH = EXPERIMENT.graph();
  private static final double[][] EFFECTS = EXPERIMENT.edgeEffects();
  private static final double[] MEANS =
      Arrays.stream(EFFECTS).mapToDouble(e -> Arrays.stream(e).average().orElseThrow()).toArray();

  private static Experiment experiment(String program) {
    try {
      Path file = Path.of("../programs", program + ".rasp");
      CompiledModel model =
          Compiler.compile(
              Frontend.load(
                      new Source(file.toString(), Files.readString(file)),
                      Map.of(),
                      new Diagnostics())
                  .orElseThrow()
                  .model(),
              Compiler.Options.DEFAULT);
      return new JavaEngine(model.weights()).prepare(Tasks.of(model, TaskOptions.DEFAULT).task());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static BitSet active() {
    BitSet active = new BitSet();
    for (int e = 0; e < EFFECTS.length; e++) {
      active.set(e, Arrays.stream(EFFECTS[e]).anyMatch(x -> Math.abs(x) > 1e-9));
    }
    return active;
  }

  @Test
  void exactEffectsRankTheActiveEdgesFirst() {
    Ranking ranking = Ranking.of(Floor.magnitudes(MEANS), active());

    for (RankScore score : RankScore.values()) {
      assertThat(score.of(ranking)).as(score.label()).isCloseTo(1, within(1e-12));
    }
    assertThat(Agreement.falseZeros(MEANS, MEANS).value()).hasValue(0);
    assertThat(NullDistribution.permuted(ranking, RankScore.AUROC, 1000, 1).pValue(1))
        .isLessThan(0.05);
  }

  @Test
  void theActiveCircuitIsEquivalentToTheModelAndTheCurveEndsThere() {
    Candidate active = new Candidate(EXPERIMENT::run, GRAPH, active());
    List<Mask> nested =
        Graphs.nested(
            GRAPH,
            IntStream.range(0, GRAPH.edgeCount())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -Math.abs(MEANS[e])))
                .mapToInt(e -> e)
                .toArray());

    FaithfulnessCurve curve = FaithfulnessCurve.ofEverySize(EXPERIMENT::run, nested);

    List<FaithfulnessCurve.Point> points = curve.points();
    assertThat(points.get(0).f()).isZero();
    assertThat(points.get(active().cardinality()).f()).isCloseTo(1, within(1e-9));
    assertThat(points.get(GRAPH.edgeCount()).f()).isEqualTo(1);
    EquivalenceTest test = EquivalenceTest.of(active, 0.1);
    assertThat(test.equal()).isEqualTo(EXPERIMENT.examples());
    assertThat(RandomCircuitTest.sufficiency(active, 50, 1).pValue()).isLessThan(0.05);
    assertThat(Completeness.worst(new Completeness(active).random(10, 1)).value()).isLessThan(1e-9);
  }

  @Test
  void ofMibsCircuitsTheLastTwoAreTheWholeModelAndHalfOfIt() {
    MibGraph mib = new MibGraph(GRAPH);
    List<Mask> circuits = new ArrayList<>();
    for (int n : MibCurve.sizes(mib.edges().size())) {
      circuits.add(mib.mask(mib.pruned(mib.topN(MEANS, n))));
    }

    MibCurve curve = MibCurve.of(EXPERIMENT::run, mib.ends(), circuits);

    assertThat(curve.faithfulness()[9]).isCloseTo(1, within(1e-9));
    assertThat(curve.edges()[9]).isEqualTo(mib.edges().size());
    assertThat(curve.cpr()).isBetween(0.25, 1.2);
    assertThat(curve.cmd()).isBetween(0.0, 0.75);
  }
}
