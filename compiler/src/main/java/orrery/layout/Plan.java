package orrery.layout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Variable;

/**
 * A transformer in outline: its subspaces, heads and MLP units, and where every variable stands.
 *
 * @param model the meaning
 * @param cells the subspaces in the order of their dimensions
 * @param heads the attention heads, by half-layer
 * @param mlps the groups of MLP units, by half-layer
 * @param outputs the logits
 * @param locations where each variable of the model stands
 */
public record Plan(
    CausalModel model,
    List<Cell> cells,
    List<HeadPlan> heads,
    List<MlpPlan> mlps,
    List<OutputPlan> outputs,
    Map<Variable, Location> locations) {
  /**
   * How an output is read off.
   *
   * @param output the output
   * @param logits one functional per class, in the order of the domain; a single one, the value
   *     itself, where {@code regression}
   * @param regression whether the logit is the number itself
   */
  public record OutputPlan(CausalModel.Output output, List<Reading> logits, boolean regression) {}

  /**
   * Where a variable stands: in cells of its own, or as a function of other variables' cells.
   *
   * @param cells its own cells, earliest first
   * @param scalar the functional and codes, where it can be read off as one number without a cell
   * @param parents what it is a function of, where it has neither
   */
  public record Location(
      List<Cell> cells, Optional<ScalarLocation> scalar, List<Variable> parents) {}

  /** A number read off several cells: the codes of the variable's values. */
  public record ScalarLocation(Reading reading, double[] codes) {}

  /** The number of layers: of an attention half, an MLP half, or both. */
  public int layers() {
    int last = Schedule.EMBEDDING;
    for (HeadPlan h : heads) last = Math.max(last, h.time());
    for (MlpPlan m : mlps) last = Math.max(last, m.time());
    return last < 0 ? 0 : Schedule.layer(last) + 1;
  }

  /** The heads of a layer, in order. */
  public List<HeadPlan> headsOf(int layer) {
    return heads.stream().filter(h -> Schedule.layer(h.time()) == layer).toList();
  }

  /** The groups of MLP units of a layer, in order. */
  public List<MlpPlan> mlpsOf(int layer) {
    return mlps.stream().filter(m -> Schedule.layer(m.time()) == layer).toList();
  }
}
