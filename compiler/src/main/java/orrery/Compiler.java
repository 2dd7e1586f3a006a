package orrery;

import java.util.List;
import java.util.Map;
import orrery.causal.CausalModel;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.ModelBuilder;
import orrery.layout.Plan;
import orrery.layout.PlanOptions;
import orrery.layout.Planner;
import orrery.passes.Pass;
import orrery.passes.Passes;
import orrery.verify.Certificate;
import orrery.verify.Verifier;
import orrery.weights.Dials;

/**
 * From a meaning to verified weights. Start reading here.
 *
 * <pre>{@code
 * Program       Syntax.parse         what was written, where
 * TypedProgram  TypeChecker.check    every expression with its finite domain
 * CausalModel   Lowering.lower       variables and the finite functions between them
 * Plan          Planner.plan         which subspace, which head, which MLP units
 * CompiledModel ModelBuilder.build   weights, circuit, alignment
 * CompiledModel Passes.apply         build options, on request
 * Certificate   Verifier.verify      interpreter against weights, at every variable
 * }</pre>
 */
public final class Compiler {
  private Compiler() {}

  /**
   * What a build may choose.
   *
   * @param program the source text, for the record
   * @param parameters values given to {@code param}, for the record
   */
  public record Options(
      String program, Map<String, String> parameters, PlanOptions plan, Dials dials) {
    /** Legible plan, default dials. */
    public static final Options DEFAULT =
        new Options("", Map.of(), PlanOptions.LEGIBLE, Dials.DEFAULT);
  }

  /**
   * The compiled model of a meaning, not verified yet.
   *
   * @throws orrery.layout.Refusal where the model needs more than the stated limits
   */
  public static CompiledModel compile(CausalModel meaning, Options options) {
    Plan plan = Planner.plan(meaning, options.plan());
    BuildRecord record =
        new BuildRecord(
            options.program(),
            options.parameters(),
            options.dials(),
            options.plan().pack(),
            List.of());
    return ModelBuilder.build(plan, record);
  }

  /**
   * The compiled model after some build options, not verified yet.
   *
   * @throws orrery.layout.Refusal where the model needs more than the stated limits
   * @throws orrery.passes.PassRefusal where it does not admit a pass, or the order is wrong
   */
  public static CompiledModel compile(CausalModel meaning, Options options, List<Pass> passes) {
    return Passes.apply(compile(meaning, options), passes);
  }

  /** The certificate of a compiled model, on the float32 weights that are shipped. */
  public static Certificate verify(CompiledModel model) {
    return Verifier.verify(model, Verifier.Options.DEFAULT);
  }
}
