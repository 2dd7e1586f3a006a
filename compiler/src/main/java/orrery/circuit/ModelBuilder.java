package orrery.circuit;

import java.util.List;
import orrery.causal.CausalModel;
import orrery.layout.Plan;
import orrery.layout.ResidualLayout;
import orrery.model.Weights;
import orrery.weights.Assembler;

/** Assembles a plan's weights and joins them with the ground truth. */
public final class ModelBuilder {
  private ModelBuilder() {}

  /** The compiled model of a plan, before any pass. */
  public static CompiledModel build(Plan plan, BuildRecord record) {
    ResidualLayout layout = record.pack() ? ResidualLayout.packed(plan) : ResidualLayout.of(plan);
    Weights weights = Assembler.assemble(plan, layout, record.dials());
    GroundTruth truth = new GroundTruth(plan, layout);
    CausalModel meaning = plan.model();
    List<OutputHead> outputs = truth.outputs();
    Circuit structural = StructuralCircuit.of(weights);
    return new CompiledModel(
        meaning,
        weights,
        new Vocabulary(meaning.inputs().alphabet()),
        outputs,
        truth.alignment(),
        truth.heads(),
        truth.program().within(structural),
        structural,
        record);
  }
}
