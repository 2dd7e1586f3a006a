package orrery.sampler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import orrery.causal.CausalModel;

/** What kind of answer a program gives. */
public enum OutputType {
  /** One class a value. */
  CATEGORICAL,
  /** Two classes: true and false. */
  BOOLEAN,
  /** A number: a regression. */
  NUMERIC;

  /** The type of an output. */
  public static OutputType of(CausalModel.Output output) {
    if (output.numeric()) return NUMERIC;
    return output.variable().domain().isBoolean() ? BOOLEAN : CATEGORICAL;
  }

  /** The name in options and tables: {@code boolean}, … . */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that is called so. */
  public static Optional<OutputType> named(String label) {
    return Arrays.stream(values()).filter(t -> t.label().equals(label)).findFirst();
  }
}
