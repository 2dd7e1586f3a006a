package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.artifact.ModelFolder;
import orrery.artifact.TrainedSamples;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.circuit.TrainingRecord;
import orrery.model.Matrix;
import orrery.verify.Acceptance;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Acceptance.Figure;
import orrery.verify.Acceptance.Kind;

/** Every variable has orthonormal directions of its own, and a certificate that means them. */
class SubspacesTest {
  @ParameterizedTest
  @CsvSource({"hist,16", "sort,24", "sort,5", "dyck3,40"})
  void subspacesAreOrthonormalAndOverlapOnlyWhereThereIsNoRoom(String program, int width) {
    ComponentModel model = ComponentModel.of(AssignmentTest.compiled(program + ".rasp"));
    Subspaces subspaces = new Subspaces(model, width, 3);
    Matrix square = subspaces.rotation().times(subspaces.rotation().transpose());
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        assertThat(square.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
    List<ComponentModel.VariableNode> variables = model.variableNodes();
    BitSet taken = new BitSet();
    int sum = 0;
    for (int v = 0; v < variables.size(); v++) {
      BitSet rows = subspaces.rowsOf(v);
      assertThat(rows.cardinality()).isBetween(1, width);
      assertThat(rows.intersects(subspaces.rest(variables.get(v).node()))).isFalse();
      taken.or(rows);
      sum += rows.cardinality();
    }
    assertThat(taken.cardinality()).isEqualTo(Math.min(width, sum));
  }

  @Test
  void aNodeWithMoreVariablesThanDimensionsIsASentence() {
    ComponentModel model = ComponentModel.of(AssignmentTest.compiled("dyck3.rasp"));
    assertThatThrownBy(() -> new Subspaces(model, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each in a subspace of its own: d_model must be as much");
  }

  /** A compiled model's variables are on axes: random subspaces have parts of them, and no more. */
  @Test
  void aModelWhoseVariablesLiveElsewhereFailsAndOneThatHasWholeOutputsPasses() {
    CompiledModel model = AssignmentTest.compiled("sort.rasp");
    ComponentModel components = ComponentModel.of(model);
    Subspaces subspaces = new Subspaces(components, model.weights().config().dModel(), 3);
    Acceptance acceptance =
        Accepting.accept(
            model,
            model.meaning().inputs().sample(200, new java.util.Random(1)),
            terms(),
            Optional.of(subspaces));

    assertThat(acceptance.of(Kind.IIA_SUBSPACE, Ablation.RESAMPLE))
        .hasSize(components.variableNodes().size())
        .extracting(Figure::name)
        .allMatch(name -> name.contains(" in "));
    assertThat(acceptance.of(Kind.STRICT_SUBSPACE, Ablation.RESAMPLE)).hasSize(1);
    assertThat(acceptance.worst(Kind.IIA, Ablation.RESAMPLE).orElseThrow()).isEqualTo(1);
    assertThat(acceptance.worst(Kind.IIA_SUBSPACE, Ablation.RESAMPLE).orElseThrow())
        .isLessThan(0.9);
    assertThat(acceptance.passed()).isFalse();
    assertThat(acceptance.reasons()).anyMatch(r -> r.startsWith("With the subspace of "));
  }

  private static Acceptance.Terms terms() {
    return new Acceptance.Terms(
        0.995,
        new TreeSet<>(Set.of(Kind.IIA, Kind.IIA_SUBSPACE, Kind.STRICT_SUBSPACE)),
        new TreeSet<>(Set.of(Ablation.RESAMPLE)),
        200,
        500,
        7);
  }

  @Test
  void theFolderSaysWhereVariablesLive(@TempDir Path scratch) throws Exception {
    CompiledModel dense =
        TrainedSamples.of(AssignmentTest.compiled("hist.rasp"), TrainingRecord.Kind.SIIT, 1);
    CompiledModel model = recorded(dense, 3);
    Subspaces subspaces = Subspaces.of(model).orElseThrow();
    CompiledModel placed = subspaces.in(model);
    Acceptance acceptance =
        Accepting.accept(placed, HeldOutInputs.of(placed), terms(), Optional.of(subspaces));

    ModelFolder.write(placed, acceptance, scratch.resolve("m"), false);

    CompiledModel again = ModelFolder.read(scratch.resolve("m")).model();
    assertThat(Subspaces.of(again).orElseThrow().rotation()).isEqualTo(subspaces.rotation());
    assertThat(readouts(again).stream().map(Readout::directions).toList())
        .isEqualTo(readouts(placed).stream().map(Readout::directions).toList());
    assertThat(readouts(again))
        .anyMatch(r -> r.directions().rows() > 0)
        .noneMatch(Readout::isDecodable);
  }

  private static List<Readout> readouts(CompiledModel model) {
    return model.alignment().placements().values().stream()
        .flatMap(List::stream)
        .map(Placement::readout)
        .toList();
  }

  /** The model as if it had been trained to have subspaces. */
  private static CompiledModel recorded(CompiledModel model, long seed) {
    TrainingRecord own = model.build().training().orElseThrow();
    TreeMap<String, Long> seeds = new TreeMap<>(own.seeds());
    seeds.put(Subspaces.SEED, seed);
    TrainingRecord record =
        new TrainingRecord(
            own.kind(), own.settings(), seeds, own.assignment(), own.versions(), own.steps());
    return new CompiledModel(
        model.meaning(),
        model.weights(),
        model.vocabulary(),
        model.outputs(),
        model.alignment(),
        model.heads(),
        model.program(),
        model.structural(),
        model.build().trained(record));
  }
}
