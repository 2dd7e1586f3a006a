package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.discovery.CausalScrubbing.Draw;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.task.Samples;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** A program's hypothesis about its own model holds, and a wrong one is found out. */
class CausalScrubbingTest {
  private static final double LEAK = 1e-6; // what saturated attention lets through

  private static Experiment experiment(CompiledModel model) {
    TaskOptions d = TaskOptions.DEFAULT;
    TaskOptions options = new TaskOptions(12, 1, d.counterfactual(), d.reference(), d.metric());
    return JavaEngine.of(model).prepare(Tasks.of(model, options).task());
  }

  private static CausalScrubbing scrubbing(CompiledModel model, Draw draw) {
    return new CausalScrubbing(model, JavaEngine.of(model), draw, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hist", "reverse", "frac_prevs"})
  void inputsThatAgreeChangeNothing(String program) {
    CompiledModel model = Samples.program(program);
    Experiment experiment = experiment(model);

    double[][][] scores = scrubbing(model, Draw.AGREE).score(experiment).values();
    CausalScrubbing.Recovered recovered = scrubbing(model, Draw.AGREE).recover(experiment);

    double largest =
        Arrays.stream(scores)
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .max()
            .orElseThrow();
    assertThat(largest).isLessThan(LEAK);
    assertThat(recovered.share()).isCloseTo(1, within(LEAK));
    assertThat(recovered.worst()).isCloseTo(recovered.clean(), within(LEAK));
    assertThat(recovered.ablated()).isGreaterThan(recovered.clean() + 0.1);
  }

  @Test
  void inputsThatDifferChangeWhatTheCircuitCarriesAndNothingElse() {
    CompiledModel model = Samples.program("hist");
    Experiment experiment = experiment(model);
    ResidualGraph graph = experiment.graph();

    double[] scores = scrubbing(model, Draw.DISAGREE).score(experiment).summed().mean();

    for (int e = 0; e < scores.length; e++) {
      Edge edge = graph.edge(e);
      boolean claimed = model.program().edges().containsKey(edge);
      if (!claimed) assertThat(Math.abs(scores[e])).as(edge.name()).isLessThan(LEAK);
      if (claimed && edge.to().equals(Component.LOGITS)) {
        assertThat(scores[e]).as(edge.name()).isGreaterThan(0.1);
      }
    }
  }

  @Test
  void aClaimThatForgetsAVariableIsRefuted() {
    CompiledModel model = Samples.program("hist");
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>(model.program().edges());
    Edge last =
        edges.keySet().stream()
            .filter(e -> e.to().equals(Component.LOGITS))
            .findFirst()
            .orElseThrow();
    edges.remove(last);
    CompiledModel wrong = withProgram(model, new Circuit(Circuit.Family.PROGRAM, edges));
    Experiment experiment = experiment(model);

    double[] scores = scrubbing(wrong, Draw.AGREE).score(experiment).summed().mean();

    assertThat(scores[experiment.graph().edgeId(last).orElseThrow()]).isGreaterThan(0.1);
    assertThat(scrubbing(wrong, Draw.AGREE).recover(experiment).share()).isLessThan(0.9);
  }

  private static CompiledModel withProgram(CompiledModel m, Circuit program) {
    return new CompiledModel(
        m.meaning(),
        m.weights(),
        m.vocabulary(),
        m.outputs(),
        m.alignment(),
        m.heads(),
        program,
        m.structural(),
        m.build());
  }
}
