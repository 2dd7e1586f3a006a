package orrery.check;

import java.util.List;
import java.util.Optional;

/**
 * A function of the language itself.
 *
 * @param name its name
 * @param parameters its parameters as a message shows them
 * @param body what it does
 */
record BuiltinFunction(String name, List<Parameter> parameters, Body body) {
  /**
   * A parameter.
   *
   * @param name its name
   * @param optional whether it may be left out
   * @param repeated whether any number of arguments may stand for it
   */
  record Parameter(String name, boolean optional, boolean repeated) {
    static Parameter required(String name) {
      return new Parameter(name, false, false);
    }

    static Parameter optional(String name) {
      return new Parameter(name, true, false);
    }

    static Parameter rest(String name) {
      return new Parameter(name, true, true);
    }
  }

  /** What a builtin function does. */
  interface Body {
    /** Its result. */
    Meaning apply(CallSite call);
  }

  /** The function and its parameters as a message shows them. */
  String signature() {
    StringBuilder shown = new StringBuilder(name).append('(');
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (i > 0) shown.append(", ");
      shown.append(p.name()).append(p.repeated() ? ", …" : p.optional() ? " = none" : "");
    }
    return shown.append(')').toString();
  }

  /** The place of a parameter by its name. */
  Optional<Integer> place(String parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(parameter)) return Optional.of(i);
    }
    return Optional.empty();
  }
}
