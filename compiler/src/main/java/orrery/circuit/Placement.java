package orrery.circuit;

import java.util.List;
import orrery.causal.Variable;

/**
 * One site of a variable: written by these components, readable after the last of them.
 *
 * @param variable what stands there
 * @param label the subspace's name in the plan
 * @param writers the components that write it, in one half-layer but for a variable that several
 *     put together (see {@code passes.Redundant})
 * @param readout how it is decoded
 */
public record Placement(Variable variable, String label, List<Component> writers, Readout readout) {
  /** The half-layer after which it can be read: -1 after the embeddings. */
  public int time() {
    return writers.stream().mapToInt(Component::time).max().orElse(-1);
  }
}
