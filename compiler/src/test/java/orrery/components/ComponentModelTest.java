package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.Samples;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.passes.Passes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentModelTest {
  private static final long SEED = 4;

  private static CompiledModel trained(CompiledModel compiled) {
    Architecture architecture = Architecture.derived(compiled);
    return Assignment.random(compiled, architecture, SEED)
        .skeleton(InitialWeights.of(architecture.config(compiled), SEED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hist.rasp", "sort.rasp", "dyck3.rasp", "addition.rasp"})
  void aTrainedModelHasTheSameNodesUnderOtherNames(String program) {
    CompiledModel compiled = AssignmentTest.compiled(program);
    Assignment assignment = Assignment.random(compiled, Architecture.derived(compiled), SEED);
    Set<Set<Component>> renamed =
        ComponentModel.of(compiled).nodes().stream()
            .map(n -> n.components().stream().map(assignment::of).collect(Collectors.toSet()))
            .collect(Collectors.toSet());
    ComponentModel trained = ComponentModel.of(trained(compiled));
    assertThat(trained.nodes())
        .extracting(n -> (Set<Component>) Set.copyOf(n.components()))
        .containsExactlyInAnyOrderElementsOf(renamed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort.rasp", "dyck3.rasp", "ioi.rasp"})
  void aModelThatWasReadFromAFolderAnswersAlike(String program, @TempDir Path scratch)
      throws ArtifactException {
    CompiledModel compiled = AssignmentTest.compiled(program);
    Path folder = scratch.resolve("model");
    ModelFolder.write(compiled, Samples.verify(compiled), folder, false);
    ComponentModel own = ComponentModel.of(compiled);
    ComponentModel read = ComponentModel.of(ModelFolder.read(folder).model());
    assertThat(read.nodes()).isEqualTo(own.nodes());
    InputSplit split = InputSplit.of(compiled.meaning(), 1, 100);
    PairSampler.Options options = PairSampler.Options.of(1);
    BitSet first = new BitSet();
    first.set(0);
    PairSampler sampler = new PairSampler(own, split.train(), options);
    PairSampler.Draw draw = sampler.draw(0, 100, (row, random) -> first);
    ComponentModel.Answers answers = read.answers(draw.swaps());
    for (int row = 0; row < 100; row++) {
      assertThat(answers.defined(row)).isEqualTo(draw.answers().defined(row));
      for (int p = 0; p < answers.stride(); p++) {
        assertThat(answers.code(0, row, p)).isEqualTo(draw.answers().code(0, row, p));
      }
    }
  }

  @Test
  void componentsThatShareAVariableAreOneNode() {
    CompiledModel doubled =
        Passes.apply(
            AssignmentTest.compiled("sort.rasp"), Passes.parse("redundant:variable=sorted,by=or"));
    List<ComponentModel.Node> nodes = ComponentModel.of(doubled).nodes();
    assertThat(nodes).hasSize(4);
    assertThat(nodes.get(3).components()).hasSize(3);
    SortedSet<Component> all = new TreeSet<>();
    nodes.forEach(n -> all.addAll(n.components()));
    assertThat(all).isEqualTo(Assignment.parts(doubled.program()));
  }

  @Test
  void aCircuitThatIsNotTheProgramsIsRefused() {
    CompiledModel compiled = AssignmentTest.compiled("hist.rasp");
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>(compiled.program().edges());
    edges.replaceAll((e, labels) -> new TreeSet<>(Set.of("other")));
    CompiledModel wrong =
        new CompiledModel(
            compiled.meaning(),
            compiled.weights(),
            compiled.vocabulary(),
            compiled.outputs(),
            compiled.alignment(),
            compiled.heads(),
            new Circuit(Circuit.Family.PROGRAM, edges),
            compiled.structural(),
            compiled.build());
    assertThatThrownBy(() -> ComponentModel.of(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carries `other`, which is not in the program's plan");
  }
}
