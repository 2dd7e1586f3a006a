package orrery.cli;

import java.util.ArrayList;
import java.util.List;
import orrery.circuit.CompiledModel;
import orrery.layout.PlanOptions;
import orrery.passes.PassRefusal;
import orrery.passes.Passes;
import orrery.weights.Dials;
import picocli.CommandLine.Option;

/** The options that decide what kind of transformer a program becomes; its meaning stays. */
final class BuildOptions {
  @Option(names = "--pack", description = "Use dead subspaces again: narrower, less legible.")
  private boolean pack;

  @Option(
      names = "--sharpness",
      paramLabel = "NATS",
      defaultValue = "0",
      description =
          "What a matching key scores above the next best; 0 (default) chooses it from the longest"
              + " input.")
  private double sharpness;

  @Option(
      names = "--slope",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Steepness of the MLPs' steps, as a multiple of the gentlest exact one.")
  private double slope;

  @Option(
      names = "--logit-scale",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "What the logits are multiplied by; 1 makes the right class lead by 1.")
  private double logitScale;

  @Option(
      names = "--pass",
      paramLabel = "NAME[:KEY=VALUE,...]",
      description = "Apply a build pass, in the order given; the circuit is kept true.")
  private List<String> passes = new ArrayList<>();

  /** The options that differ from the usual ones, as they are written. */
  String written() {
    StringBuilder written = new StringBuilder();
    if (pack) written.append(" --pack");
    if (sharpness != 0) written.append(" --sharpness ").append(sharpness);
    if (slope != 1) written.append(" --slope ").append(slope);
    if (logitScale != 1) written.append(" --logit-scale ").append(logitScale);
    passes.forEach(p -> written.append(" --pass ").append(p));
    return written.toString();
  }

  /** Whether the plan may use dead subspaces again. */
  PlanOptions plan() {
    return new PlanOptions(pack);
  }

  /** The dials, in range. */
  Dials dials() {
    try {
      return new Dials(sharpness, slope, logitScale);
    } catch (IllegalArgumentException outOfRange) {
      throw new Misuse("the dials must be in range: " + outOfRange.getMessage());
    }
  }

  /**
   * The model after the passes, in the order in which they were written.
   *
   * @throws Misuse where one is written wrongly or the model does not admit it
   */
  CompiledModel passesOf(CompiledModel model) {
    if (passes.isEmpty()) return model;
    try {
      return Passes.apply(model, Passes.parse(String.join(",", passes)));
    } catch (PassRefusal refusal) {
      throw new Misuse("--pass " + String.join(",", passes) + ": " + refusal.getMessage());
    }
  }
}
