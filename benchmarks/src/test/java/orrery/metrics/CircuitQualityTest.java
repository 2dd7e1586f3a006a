package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/** On a model with a backup: the loss is 0 if edge 0 or edge 1 is there and edge 2 is, else 1. */
class CircuitQualityTest {
  private static final ResidualGraph GRAPH = Graphs.of(1, 1);
  private static final CircuitRuns RUNS =
      masks -> masks.stream().map(m -> new double[] {loss(m)}).toArray(double[][]::new);

  private static double loss(Mask mask) {
    return (mask.keeps(0) || mask.keeps(1)) && mask.keeps(2) ? 0 : 1;
  }

  private static Candidate candidate(int... edges) {
    return new Candidate(RUNS, GRAPH, Graphs.set(edges));
  }

  @Test
  void aCircuitWithoutTheBackupIsNotComplete() {
    Completeness without = new Completeness(candidate(0, 2));
    Completeness with = new Completeness(candidate(0, 1, 2));

    List<Completeness.Gap> path = without.greedy(2, 10, 1);

    assertThat(path.get(0).value()).isZero();
    assertThat(path.get(1).knockedOut()).isEqualTo(Graphs.set(0));
    assertThat(Completeness.worst(path).value()).isEqualTo(1);
    assertThat(Completeness.worst(without.random(20, 1)).value()).isEqualTo(1);
    assertThat(Completeness.worst(with.greedy(3, 10, 1)).value()).isZero();
    assertThat(Completeness.worst(with.random(20, 1)).value()).isZero();
  }

  @Test
  void theSearchEndsWithTheCircuit() {
    List<Completeness.Gap> path = new Completeness(candidate(0, 2)).greedy(9, 1, 1);

    assertThat(path).hasSize(3);
    assertThat(path.get(2).knockedOut()).isEqualTo(Graphs.set(0, 2));
  }

  @Test
  void anEdgeWithoutUseIsNotMinimalAndATwinShowsWhenTheOtherIsGone() {
    Map<Integer, Double> scores = EdgeMinimality.scores(candidate(0, 1, 2, 5), 0, 1);

    assertThat(scores).isEqualTo(Map.of(0, 1.0, 1, 1.0, 2, 1.0, 5, 0.0));
  }
}
