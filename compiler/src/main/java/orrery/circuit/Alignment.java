package orrery.circuit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.causal.Variable;

/**
 * Where every variable of the causal model stands.
 *
 * <p>A variable has placements of its own, or is a function of its parents' (it shares their
 * directions), in which case it is decoded by decoding them and looking up its table.
 *
 * @param placements by variable; a variable without any is a view of its parents
 * @param labels a name for each residual direction of the compiled model, {@code [dModel]}
 */
public record Alignment(Map<Variable, List<Placement>> placements, List<String> labels) {
  /** The placements of a variable, earliest first. */
  public List<Placement> of(Variable variable) {
    return placements.getOrDefault(variable, List.of());
  }

  /** The table through which a variable without placement is decoded. */
  public Optional<Mechanism.Table> view(Variable variable) {
    return of(variable).isEmpty() && variable.mechanism() instanceof Mechanism.Table t
        ? Optional.of(t)
        : Optional.empty();
  }
}
