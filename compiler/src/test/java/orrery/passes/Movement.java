package orrery.passes;

import java.util.Arrays;
import orrery.circuit.CompiledModel;
import orrery.intervention.Logits;
import orrery.intervention.Metric;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;

/** The largest movement of a logit from where the clean run has it, small ones left out. */
record Movement(Matrix[] clean) implements Metric {
  private static final double ROUNDING = 1e-6;

  Movement(CompiledModel model, int[][] prompts) {
    this(
        Arrays.stream(prompts)
            .map(p -> new ReferenceTransformer(model.weights()).run(p).logits())
            .toArray(Matrix[]::new));
  }

  @Override
  public String name() {
    return "movement";
  }

  @Override
  public double value(int example, Logits logits) {
    double largest = 0;
    for (int p = 1; p < logits.positions(); p++) {
      for (int i = 0; i < logits.width(); i++) {
        largest = Math.max(largest, Math.abs(logits.get(p, i) - clean[example].get(p, i)));
      }
    }
    return largest < ROUNDING ? 0 : largest;
  }

  @Override
  public void gradient(int example, Logits logits, Entry visit) {
    throw new AssertionError("nobody asks for the slope of a maximum here");
  }

  @Override
  public boolean reads(int example, int position) {
    return position >= 1;
  }
}
