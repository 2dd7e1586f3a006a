package orrery.passes;

import java.util.Map;
import orrery.circuit.CompiledModel;

/**
 * A build option: turns a compiled model into another one of the same meaning.
 *
 * <p>What it changes in the weights it also changes in the alignment, the head roles and both
 * circuits, and it adds itself to the build record. Nothing is verified here: {@code Verifier} says
 * whether the result still computes what it should, which only {@link Noise} can spoil.
 */
public sealed interface Pass
    permits Distract,
        Redundant,
        Copy,
        Split,
        Negative,
        Pad,
        Superpose,
        Permute,
        Logits,
        Rotate,
        Noise {
  /** The name by which it is asked for: {@code rotate}. */
  String name();

  /** Everything that it was told, the seed included, so that it can be told again. */
  Map<String, String> settings();

  /**
   * The model after the pass.
   *
   * @throws PassRefusal where the model does not admit it
   */
  CompiledModel apply(CompiledModel model);
}
