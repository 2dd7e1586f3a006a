package orrery.passes;

import java.util.Map;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;

/**
 * Adds a head that works against another: the first writes 1 + size times a variable, the second
 * −size times. Together they write it once, exactly; cutting the second moves the output further
 * from, not towards, what an ablation usually does.
 *
 * <p>The second head is the last of its layer, as in {@link Split}.
 *
 * @param variable what a head computes
 * @param size how much is taken back, more than 0
 */
public record Negative(String variable, double size) implements Pass {
  /** Checks that something is taken back. */
  public Negative {
    if (!(size > 0) || Double.isInfinite(size)) throw new IllegalArgumentException("size " + size);
  }

  @Override
  public String name() {
    return "negative";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(Map.of("variable", variable, "size", Double.toString(size)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    return HeadDivision.of(model, this, variable, Split.By.SHARES, 1 + size);
  }
}
