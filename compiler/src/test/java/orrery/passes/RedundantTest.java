package orrery.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import orrery.Showroom;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/** What two heads that compute one variable do when one of them is cut off. */
class RedundantTest {
  private static final Component FIRST = Component.head(0, 0);
  private static final Component SECOND = Component.head(0, 1);

  @Test
  void eitherOfTwoIsEnoughWhenTheOtherIsSilent() {
    Experiment zero = experiment(Redundant.By.OR, new Reference.Zero());
    assertThat(loss(zero, FIRST)).isZero();
    assertThat(loss(zero, SECOND)).isZero();
    assertThat(loss(zero, FIRST, SECOND)).isPositive();
  }

  @Test
  void bothAreNeededWhenTheyOnlyWorkTogether() {
    Experiment zero = experiment(Redundant.By.AND, new Reference.Zero());
    assertThat(loss(zero, FIRST)).isPositive();
    assertThat(loss(zero, SECOND)).isPositive();
  }

  @Test
  void aBackupCountsOnlyWhenTheFirstIsSilent() {
    Experiment zero = experiment(Redundant.By.BACKUP, new Reference.Zero());
    Experiment resample = experiment(Redundant.By.BACKUP, new Reference.Resample());
    assertThat(loss(zero, FIRST)).isZero();
    assertThat(loss(zero, FIRST, SECOND)).isPositive();
    for (Experiment any : List.of(zero, resample)) assertThat(loss(any, SECOND)).isZero();
    assertThat(loss(resample, FIRST)).as("a resampled head is not silent").isPositive();
  }

  @Test
  void aResampledTwinVotesForAnotherValue() {
    Experiment resample = experiment(Redundant.By.OR, new Reference.Resample());
    assertThat(loss(resample, FIRST)).isPositive();
    assertThat(loss(resample, SECOND)).isPositive();
  }

  @Test
  void theCircuitSaysWhoFeedsWhom() {
    CompiledModel model = new Redundant("prev", Redundant.By.OR).apply(induction());
    Component joint = Component.mlp(0);
    assertThat(model.program().edges())
        .containsKeys(
            new Edge(FIRST, joint, Port.MLP),
            new Edge(SECOND, joint, Port.MLP),
            new Edge(FIRST, Component.head(1, 0), Port.K),
            new Edge(joint, Component.head(1, 0), Port.K))
        .doesNotContainKey(new Edge(SECOND, Component.head(1, 0), Port.K));
  }

  private static CompiledModel induction() {
    return Showroom.compiled(
        Showroom.meant(Showroom.source(Showroom.PROGRAMS.resolve("induction.rasp"))));
  }

  /** Induction, whose head 0.0 finds the previous token, on inputs with repeated tokens. */
  private static Experiment experiment(Redundant.By by, Reference reference) {
    CompiledModel model = new Redundant("prev", by).apply(induction());
    int[][] clean = {ids(model, 0, 1, 2, 0), ids(model, 2, 1, 0, 2), ids(model, 1, 3, 1, 1)};
    int[][] corrupt = {ids(model, 3, 2, 1, 3), ids(model, 0, 0, 3, 1), ids(model, 2, 0, 2, 3)};
    Task task = new Task(new Prompts(clean, corrupt), reference, new Movement(model, clean));
    return JavaEngine.of(model).prepare(task);
  }

  private static int[] ids(CompiledModel model, int... input) {
    return model.vocabulary().ids(input, input.length);
  }

  /** How far the logits move when some writers are cut off, over all examples. */
  private static double loss(Experiment experiment, Component... cut) {
    ResidualGraph graph = experiment.graph();
    Mask mask = Mask.all(graph);
    for (Component c : cut) {
      int writer = graph.writerId(c).orElseThrow();
      List<Integer> readers = new ArrayList<>();
      IntStream.range(0, graph.readers().size())
          .filter(r -> writer < graph.writersOf(r))
          .forEach(readers::add);
      for (int reader : readers) mask = mask.without(graph.edge(writer, reader));
    }
    double sum = 0;
    for (double v : experiment.run(List.of(mask))[0]) sum += v;
    return sum;
  }
}
