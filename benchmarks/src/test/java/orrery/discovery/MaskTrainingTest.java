package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;
import orrery.model.Normalization;

/** Masks that are trained: subnetwork probing, uniform gradient sampling, Edge Pruning. */
class MaskTrainingTest {
  private static final Training SHORT = training(40, 0.2, 1);
  private final SearchCase model =
      SearchCase.full(4, /* units= */ 0, Normalization.NONE).times(0.01);

  private static Training training(int steps, double rate, long seed) {
    return new Training(steps, rate, 3, Training.Unit.METRIC, seed);
  }

  private List<Method> methods(List<Double> grid, Training training, Answer answer) {
    return List.of(
        new SubnetworkProbing(Level.EDGE, grid, training, answer),
        new SubnetworkProbing(Level.NODE, grid, training, answer),
        new UniformGradientSampling(grid, training, answer),
        new EdgePruning(grid, training, 2, answer));
  }

  @Test
  void aGridIsAsIfEachOfItWereAlone() {
    Training few = training(5, 0.2, 3);
    Experiment experiment = model.experiment();
    for (int n = 0; n < 4; n++) {
      Scores.Circuits both = circuits(methods(List.of(0.2, 0.9), few, Answer.CIRCUITS).get(n));
      Scores.Circuits first = circuits(methods(List.of(0.2), few, Answer.CIRCUITS).get(n));
      Scores.Circuits second = circuits(methods(List.of(0.9), few, Answer.CIRCUITS).get(n));

      assertThat(both.found().get(0)).isEqualTo(first.found().get(0));
      assertThat(both.found().get(1)).isEqualTo(second.found().get(0));
      Scores once = methods(List.of(0.2), few, Answer.SCORES).get(n).score(experiment);
      Scores again = methods(List.of(0.2), few, Answer.SCORES).get(n).score(experiment);
      Scores other =
          methods(List.of(0.2), training(5, 0.2, 4), Answer.SCORES).get(n).score(experiment);
      assertThat(EdgeScores.of(again).mean()).containsExactly(EdgeScores.of(once).mean());
      assertThat(EdgeScores.of(other).mean()).isNotEqualTo(EdgeScores.of(once).mean());
    }
  }

  private Scores.Circuits circuits(Method method) {
    return (Scores.Circuits) method.score(model.experiment());
  }

  @Test
  void aHeavyPriceLeavesNothing() {
    for (Method method : methods(List.of(1e4), SHORT, Answer.CIRCUITS).subList(0, 3)) {
      assertThat(circuits(method).found().get(0).circuit().size()).as(method.name()).isZero();
    }
  }

  @Test
  void withoutAPriceTheLossDoesNotRise() {
    Experiment experiment = model.experiment();
    double full = Means.of(experiment.clean());
    for (Method method : methods(List.of(0.0), SHORT, Answer.CIRCUITS).subList(0, 3)) {
      Mask circuit = circuits(method).found().get(0).circuit();

      assertThat(Means.of(experiment.run(List.of(circuit))[0]))
          .as(method.name())
          .isLessThanOrEqualTo(full);
    }
  }

  @Test
  void edgePruningReachesItsTargets() {
    Experiment experiment = model.experiment();
    EdgePruning method =
        new EdgePruning(List.of(0.3, 0.6, 0.9), training(300, 0.1, 1), 2, Answer.CIRCUITS);

    Scores.Circuits circuits = (Scores.Circuits) method.score(experiment);

    double edges = experiment.graph().edgeCount();
    double cut = Means.of(experiment.ablated());
    for (Scores.Found found : circuits.found()) {
      assertThat(1 - found.circuit().size() / edges)
          .isBetween(found.threshold() - 0.12, found.threshold() + 0.12);
    }
    Mask half = circuits.found().get(1).circuit();
    assertThat(Means.of(experiment.run(List.of(half))[0])).isLessThan(cut - 0.05);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> training(10, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> methods(List.of(0.5, 0.5), SHORT, Answer.SCORES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ascending");
    assertThatThrownBy(() -> methods(List.of(Double.NaN), SHORT, Answer.SCORES))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
