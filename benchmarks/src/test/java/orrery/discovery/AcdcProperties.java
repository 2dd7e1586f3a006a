package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.CompiledModel;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.intervention.Task;
import orrery.model.Normalization;
import orrery.task.Samples;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** ACDC on models, against the plain algorithm. */
class AcdcProperties {
  private static final List<Double> THRESHOLDS = List.of(0.0, 1e-9, 0.01, 0.1, 1.0, 10.0);

  @Property(tries = 25)
  void everyCircuitIsThatOfThePlainAlgorithm(@ForAll long seed) {
    SearchCase c = SearchCase.of(seed);
    Experiment experiment = c.experiment();
    Map<Mask, Double> known = new HashMap<>();
    for (EdgeOrder order : List.of(EdgeOrder.REVERSE, EdgeOrder.FORWARD, EdgeOrder.random(seed))) {
      Acdc acdc = new Acdc(THRESHOLDS, order, Answer.CIRCUITS);

      Scores.Circuits circuits = (Scores.Circuits) acdc.score(experiment);

      PlainAcdc plain =
          new PlainAcdc(
              c.graph(),
              order.edges(c.graph()),
              mask -> known.computeIfAbsent(mask, m -> Means.of(experiment.run(List.of(m))[0])));
      for (Scores.Found found : circuits.found()) {
        BitSet expected = plain.kept(found.threshold());
        assertThat(found.circuit().edgesKept())
            .as("%s at %s", order, found.threshold())
            .isEqualTo(expected);
      }
    }
  }

  @Example
  void aScoreIsTheSmallestThresholdThatRemoves() {
    Experiment experiment = SearchCase.full(3, /* units= */ 3, Normalization.NONE).experiment();
    Scores.Circuits circuits =
        (Scores.Circuits)
            new Acdc(THRESHOLDS, EdgeOrder.REVERSE, Answer.CIRCUITS).score(experiment);

    double[] scores =
        ((Scores.OfEdges) new Acdc(THRESHOLDS, EdgeOrder.REVERSE, Answer.SCORES).score(experiment))
            .mean();

    for (int e = 0; e < scores.length; e++) {
      double expected = 20;
      for (Scores.Found found : circuits.found()) {
        if (!found.circuit().keeps(e)) expected = Math.min(expected, found.threshold());
      }
      assertThat(scores[e]).as(experiment.graph().edge(e).name()).isEqualTo(expected);
    }
    assertThat(Arrays.stream(scores).distinct().count()).isGreaterThan(2);
  }

  @Example
  void knowingTheWiringSavesRunsAndChangesNothing() {
    CompiledModel model = Samples.program("reverse");
    TaskOptions d = TaskOptions.DEFAULT;
    TaskOptions few = new TaskOptions(10, 1, d.counterfactual(), d.reference(), d.metric());
    Task task = Tasks.of(model, few).task();
    Experiment blind = JavaEngine.of(model).prepare(task);
    Experiment told = JavaEngine.of(model).prepare(task);
    Acdc acdc = new Acdc(THRESHOLDS, EdgeOrder.REVERSE, Answer.CIRCUITS);
    Cost before = told.cost();

    Scores.Circuits expected = (Scores.Circuits) acdc.score(blind);
    Mask wired = Mask.of(told.graph(), model.structural());
    Scores.Circuits circuits = (Scores.Circuits) acdc.knowing(wired).score(told);

    assertThat(circuits.found()).isEqualTo(expected.found());
    assertThat(told.cost().since(before).forwards())
        .isLessThan(blind.cost().since(before).forwards());
  }

  @Example
  void anotherMetricFindsAnotherCircuit() {
    SearchCase c = SearchCase.full(3, /* units= */ 3, Normalization.NONE);
    Acdc acdc = new Acdc(List.of(0.1), EdgeOrder.REVERSE, Answer.CIRCUITS);
    Task scaled = c.times(0.001).task();

    assertThat(acdc.measuring(scaled.metric()).score(c.experiment()))
        .isEqualTo(acdc.score(c.engine().prepare(scaled)))
        .isNotEqualTo(acdc.score(c.experiment()));
  }
}
