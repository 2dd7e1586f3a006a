package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import orrery.artifact.ArtifactException;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Accepting;
import orrery.components.ComponentModel;
import orrery.components.HeldOutInputs;
import orrery.components.Subspaces;
import orrery.engine.Processor;
import orrery.verify.Acceptance;

/**
 * Ports and subspaces are trained on where they are asked for, and judged from what is recorded.
 */
class AlignmentLevelsTest {
  private static final CompiledModel COUNTS = Pupils.compiled(Pupils.COUNTS);

  private static Recipe levels() {
    return Pupils.quick().with("steps", "3").with("ports", "0.3").with("subspaces", "0.4");
  }

  @Test
  void everyUnitOfInterchangeIsDrawnInItsShare() {
    ComponentModel meaning = ComponentModel.of(COUNTS);
    Exchanged plan = Exchanged.of(meaning, levels());
    int nodes = meaning.nodes().size();
    int ports = meaning.ports().size();
    Random random = new Random(1);
    int[] drawn = new int[3];
    BitSet all = new BitSet();
    for (int row = 0; row < 3000; row++) {
      BitSet chosen = plan.nodes(row, random);
      all.or(chosen);
      int first = chosen.nextSetBit(0);
      boolean single = chosen.cardinality() == 1;
      if (first >= nodes) assertThat(single).isTrue();
      drawn[first < nodes ? 0 : first < nodes + ports ? 1 : 2]++;
    }
    assertThat(all.cardinality()).isEqualTo(nodes + ports + meaning.variableNodes().size());
    assertThat(drawn[1]).isBetween(800, 1000); // of 900
    assertThat(drawn[2]).isBetween(740, 940); // 0.4 of the rest, 840
  }

  @Test
  void withoutThemThereAreNodesOnly() {
    ComponentModel meaning = ComponentModel.of(COUNTS);
    Exchanged plan = Exchanged.of(meaning, Pupils.quick());
    Random random = new Random(1);
    assertThat(IntStream.range(0, 500).map(row -> plan.nodes(row, random).length()))
        .allMatch(length -> length <= meaning.nodes().size());
  }

  @Test
  void theCertificateIsFoundAgainFromTheModelAlone() throws ArtifactException, java.io.IOException {
    TrainingPlan plan =
        new TrainingPlan(
            COUNTS,
            Pupils.tiny().withDModel(8),
            levels(),
            TrainingRecord.Kind.SIIT,
            5,
            1,
            Processor.CPU);
    Training.Outcome outcome = Training.run(plan, Optional.empty(), Training.Listener.NONE);
    CompiledModel model = outcome.model();
    Acceptance acceptance = outcome.acceptance();

    assertThat(acceptance.of(Acceptance.Kind.IIA_PORT, Acceptance.Ablation.RESAMPLE)).isNotEmpty();
    assertThat(acceptance.of(Acceptance.Kind.IIA_SUBSPACE, Acceptance.Ablation.RESAMPLE))
        .hasSize(ComponentModel.of(model).variableNodes().size());
    assertThat(acceptance.terms().kinds())
        .contains(
            Acceptance.Kind.IIA_PORT,
            Acceptance.Kind.IIA_SUBSPACE,
            Acceptance.Kind.STRICT_SUBSPACE);
    Optional<Subspaces> subspaces = Subspaces.of(model);
    assertThat(subspaces).isPresent();
    assertThat(Accepting.accept(model, HeldOutInputs.of(model), acceptance.terms(), subspaces))
        .isEqualTo(acceptance);
    assertThat(model.alignment().placements().values())
        .anyMatch(own -> own.stream().anyMatch(p -> p.readout().directions().rows() > 0));
    assertThat(Rejudging.of(plan, model)).isEqualTo(acceptance);
  }
}
