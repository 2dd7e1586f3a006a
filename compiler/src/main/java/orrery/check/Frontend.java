package orrery.check;

import java.util.Map;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.syntax.Program;
import orrery.syntax.Syntax;

/** Parse, check and lower in one call: the whole way from a text to its meaning. */
public final class Frontend {
  private Frontend() {}

  /**
   * A program and its meaning.
   *
   * @param program as written
   * @param typed as checked
   * @param model as lowered
   */
  public record Meant(Program program, TypedProgram typed, CausalModel model) {}

  /**
   * The meaning of a program's text.
   *
   * @param params values of parameters, as text, that replace the program's own
   * @param diagnostics where mistakes are reported
   * @return empty after an error
   */
  public static Optional<Meant> load(
      Source source, Map<String, String> params, Diagnostics diagnostics) {
    return load(source, ModuleLoader.files(), params, diagnostics);
  }

  /** The meaning of a program's text whose imports are found by {@code loader}. */
  public static Optional<Meant> load(
      Source source, ModuleLoader loader, Map<String, String> params, Diagnostics diagnostics) {
    Program program = Syntax.parse(source, diagnostics);
    if (diagnostics.hasErrors()) return Optional.empty();
    return TypeChecker.check(program, loader, params, diagnostics)
        .map(typed -> new Meant(program, typed, Lowering.lower(typed)));
  }
}
