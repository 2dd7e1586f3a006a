package orrery.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import orrery.circuit.Alignment;
import orrery.circuit.CompiledModel;
import orrery.model.Matrix;
import orrery.model.Orthogonal;

/**
 * Turns the residual stream by a random rotation (Haar), so that no variable stands on an axis.
 *
 * <p>Writers are multiplied by R, readers by Rᵀ, and the readouts' directions turn along. Logits
 * move by rounding only: below 1e-9 in float64. The circuits are those of before: what was a zero
 * product is now one up to rounding. No axis has a name of its own any more.
 */
public record Rotate(long seed) implements Pass {
  @Override
  public String name() {
    return "rotate";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("seed", Long.toString(seed));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    int width = model.weights().config().dModel();
    Matrix r = Orthogonal.random(width, new Random(seed));
    List<String> labels = new ArrayList<>();
    for (int d = 0; d < width; d++) labels.add("axis " + d);
    Rewrite rewrite =
        new Rewrite(model).weights(model.weights().rotated(r)).directions(d -> d.times(r));
    return rewrite.alignment(new Alignment(rewrite.alignment().placements(), labels)).done(this);
  }
}
