package orrery.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import orrery.Compiler;
import orrery.causal.CausalModel;
import orrery.circuit.CompiledModel;
import orrery.circuit.HeadRole;
import orrery.layout.PlanOptions;
import orrery.layout.Refusal;
import orrery.passes.Distract;
import orrery.passes.Negative;
import orrery.passes.Pass;
import orrery.passes.PassRefusal;
import orrery.passes.Passes;
import orrery.passes.Redundant;
import orrery.passes.Rotate;
import orrery.passes.Superpose;
import orrery.weights.Dials;

/**
 * One way to build any program, so that methods can be compared over ways and programs.
 *
 * <p>A pass that is about one variable is applied to the first one, in the order of the heads, that
 * admits it.
 */
public enum Variation {
  /** As it is compiled. */
  PLAIN("plain", "default dials, no pass", Dials.DEFAULT, role -> Optional.empty()),
  /** Attention and MLPs so steep that their slopes vanish. */
  SHARP("sharp", "sharpness 100 nats, slope 100", new Dials(100, 100, 1), role -> Optional.empty()),
  /** Two heads, of which either is enough. */
  OR("or", "redundant by=or", Dials.DEFAULT, redundant(Redundant.By.OR)),
  /** Two heads that only work together. */
  AND("and", "redundant by=and", Dials.DEFAULT, redundant(Redundant.By.AND)),
  /** A head that serves when another is silent. */
  BACKUP("backup", "redundant by=backup", Dials.DEFAULT, redundant(Redundant.By.BACKUP)),
  /** A head that works against another. */
  NEGATIVE(
      "negative",
      "negative size=0.5",
      Dials.DEFAULT,
      role -> Optional.of(new Negative(role.variable().name(), 0.5))),
  /** Components that compute what nobody reads. */
  DISTRACT("distract", "distract count=3", Dials.DEFAULT, always(new Distract(3, 1))),
  /** Two values in one dimension wherever that misleads nobody. */
  SUPERPOSE("superpose", "superpose", Dials.DEFAULT, always(new Superpose(1, 1))),
  /** No axis has a meaning of its own. */
  ROTATE("rotate", "rotate", Dials.DEFAULT, always(new Rotate(1)));

  private final String label;
  private final String definition;
  private final Dials dials;
  private final Function<HeadRole, Optional<Pass>> pass;

  Variation(String label, String definition, Dials dials, Function<HeadRole, Optional<Pass>> pass) {
    this.label = label;
    this.definition = definition;
    this.dials = dials;
    this.pass = pass;
  }

  private static Function<HeadRole, Optional<Pass>> redundant(Redundant.By by) {
    return role -> Optional.of(new Redundant(role.variable().name(), by));
  }

  private static Function<HeadRole, Optional<Pass>> always(Pass pass) {
    return role -> Optional.of(pass);
  }

  /** The name in tables and on the command line. */
  public String label() {
    return label;
  }

  /** Dials and passes. */
  public String definition() {
    return definition;
  }

  /** The model of a meaning built this way; empty where it does not admit it. */
  public Optional<CompiledModel> build(CausalModel meaning, String text) {
    CompiledModel plain;
    try {
      plain =
          Compiler.compile(
              meaning, new Compiler.Options(text, java.util.Map.of(), PlanOptions.LEGIBLE, dials));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
    if (this == PLAIN || this == SHARP) return Optional.of(plain);
    return passes(plain).stream().flatMap(p -> applied(plain, p).stream()).findFirst();
  }

  private static Optional<CompiledModel> applied(CompiledModel plain, Pass pass) {
    try {
      return Optional.of(Passes.apply(plain, List.of(pass)));
    } catch (PassRefusal refusal) {
      return Optional.empty();
    }
  }

  private List<Pass> passes(CompiledModel plain) {
    Set<Pass> passes = new LinkedHashSet<>();
    plain.heads().forEach(role -> pass.apply(role).ifPresent(passes::add));
    return new ArrayList<>(passes);
  }
}
