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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.Showroom;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.Samples;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.diagnostic.Source;
import orrery.passes.Passes;

class ComponentModelTest {
  private static final long SEED = 4;
  private static final String SHARE =
      """
      program share;
      input tokens[2..4] : {"a", "b"};
      as = selector_width(select(tokens, "a", ==));
      bs = selector_width(select(tokens, "b", ==));
      output out = as / (as + bs);
      """;

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
  void whatNoInputBringsAboutHasNoAnswer() {
    CompiledModel compiled = Showroom.compiled(Showroom.meant(new Source("share.rasp", SHARE)));
    ComponentModel model = ComponentModel.of(compiled);
    int[] onlyA = {0, 0};
    int[] onlyB = {1, 1};
    ComponentModel.Answers answers =
        model.answers(
            List.of(
                swap(model, onlyA, onlyB, "a0.h0"),
                swap(model, onlyA, new int[] {0, 1}, "a0.h0"),
                swap(model, onlyA, onlyB, "a0.h0", "a0.h1")));
    assertThat(answers.defined(0)).as("no a and no b").isFalse();
    assertThat(answers.code(0, 0, 0)).isEqualTo(ComponentModel.Answers.NONE);
    assertThat(answers.defined(1)).isTrue();
    assertThat(answers.changed(1)).as("one a of one").isFalse();
    assertThat(answers.defined(2)).isTrue();
    assertThat(answers.changed(2)).as("no a of two").isTrue();
  }

  private static ComponentModel.NodeSwap swap(
      ComponentModel model, int[] base, int[] source, String... names) {
    BitSet nodes = new BitSet();
    for (int n = 0; n < model.nodes().size(); n++) {
      nodes.set(n, List.of(names).contains(model.nodes().get(n).name()));
    }
    BitSet positions = new BitSet();
    positions.set(0, base.length);
    return new ComponentModel.NodeSwap(base, source, nodes, positions);
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
