package orrery.passes;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;

/**
 * Lets two heads write what one wrote: they attend alike and share the output.
 *
 * <p>The second head is the last of its layer. Where each writes its own dimensions, the edges out
 * of one are those whose reader reads what it writes.
 *
 * @param variable what the head computes
 * @param by how the two share
 * @param share what the first of two {@link By#SHARES} keeps, between 0 and 1
 */
public record Split(String variable, By by, double share) implements Pass {
  /** How two heads share an output. */
  public enum By {
    /** The first writes {@code share} of every coordinate, the second the rest. */
    SHARES,
    /** The first writes every other coordinate, the second those between. */
    VALUES
  }

  /** Checks that the share leaves something to both. */
  public Split {
    if (!(share > 0 && share < 1)) throw new IllegalArgumentException("share " + share);
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings =
        new TreeMap<>(Map.of("variable", variable, "by", by.name().toLowerCase(Locale.ROOT)));
    if (by == By.SHARES) settings.put("share", Double.toString(share));
    return settings;
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    return HeadDivision.of(model, this, variable, by, share);
  }
}
