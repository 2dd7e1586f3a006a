package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import orrery.Compiler;
import orrery.artifact.TrainedSamples;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.circuit.TrainingRecord;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.intervention.Engine;
import orrery.intervention.JavaEngine;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

class HeadlineTest {
  private static final String FLIP =
      """
      program flip;
      input tokens[1..3] : "a".."b";
      s = select(indices, length - 1 - indices, ==);
      output flipped = aggregate(s, tokens);
      """;

  private static final CompiledModel COMPILED = compiled();
  private static final CompiledModel TRAINED =
      TrainedSamples.of(COMPILED, TrainingRecord.Kind.SIIT, 5).toFloat32();

  private static CompiledModel compiled() {
    Frontend.Meant meant =
        Frontend.load(new Source("flip.rasp", FLIP), Map.of(), new Diagnostics()).orElseThrow();
    return Compiler.compile(meant.model(), Compiler.Options.DEFAULT).toFloat32();
  }

  private static Headline headline(CompiledModel model, String reference) {
    TaskOptions options =
        new TaskOptions(
            10, 0, TaskOptions.Counterfactual.RANDOM, reference, TaskOptions.Metric.LOGIT_DIFF);
    MadeTask made = Tasks.of(model, options);
    try (Engine engine = JavaEngine.of(model)) {
      ActiveCircuit active =
          ActiveTruth.of(
              engine.prepare(made.task()),
              Semantics.of(made, Semantics.Granularity.EDGE),
              model.structural());
      return Headline.of(model, ResidualGraph.of(model.weights()), active);
    }
  }

  private static Set<Edge> edges(BitSet numbers) {
    ResidualGraph graph = ResidualGraph.of(TRAINED.weights());
    return numbers.stream().mapToObj(graph::edge).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Edge> program(boolean ofPositions) {
    return TRAINED.program().edges().keySet().stream()
        .filter(e -> e.from().equals(Component.POS_EMBED) == ofPositions)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatSigmaCannotShowOfATrainedCircuitCountsNeitherWay() {
    Headline resampled = headline(TRAINED, "resample");

    assertThat(program(/* ofPositions= */ true)).isNotEmpty();
    assertThat(resampled.name()).isEqualTo(Headline.PROGRAM);
    assertThat(edges(resampled.edges())).isEqualTo(program(/* ofPositions= */ false));
    assertThat(edges(resampled.ignored())).containsAll(program(/* ofPositions= */ true));
  }

  @Test
  void underAnotherSigmaItCounts() {
    assertThat(edges(headline(TRAINED, "zero").edges()))
        .isEqualTo(TRAINED.program().edges().keySet());
  }

  @Test
  void anEdgeToAnotherPortOfATrueReaderCountsNeitherWay() {
    Headline headline = headline(TRAINED, "zero");

    for (Edge e : edges(headline.ignored())) {
      assertThat(TRAINED.program().edges().keySet())
          .anyMatch(t -> t.from().equals(e.from()) && t.to().equals(e.to()) && !t.equals(e));
    }
    assertThat(headline.ignored().isEmpty()).isFalse();
  }

  @Test
  void ofACompiledModelItIsWhatActs() {
    assertThat(headline(COMPILED, "resample").name()).isEqualTo(Headline.ACTIVE);
  }
}
