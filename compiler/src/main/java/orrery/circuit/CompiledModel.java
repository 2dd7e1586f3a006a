package orrery.circuit;

import java.util.List;
import orrery.causal.CausalModel;
import orrery.model.Weights;

/**
 * A transformer with its meaning and its ground truth.
 *
 * @param meaning the causal model that it computes
 * @param weights the weights, in float64 until they are shipped
 * @param vocabulary token ids
 * @param outputs which logits answer what
 * @param alignment where each variable stands
 * @param heads what each head does; a head of no variable is absent
 * @param program the PROGRAM circuit
 * @param structural the STRUCTURAL circuit
 * @param build how it was made
 */
public record CompiledModel(
    CausalModel meaning,
    Weights weights,
    Vocabulary vocabulary,
    List<OutputHead> outputs,
    Alignment alignment,
    List<HeadRole> heads,
    Circuit program,
    Circuit structural,
    BuildRecord build) {
  /** The same model as it is shipped: weights rounded to float32. */
  public CompiledModel toFloat32() {
    return withWeights(weights.toFloat32());
  }

  /** The same model with other weights. */
  public CompiledModel withWeights(Weights others) {
    return new CompiledModel(
        meaning, others, vocabulary, outputs, alignment, heads, program, structural, build);
  }
}
