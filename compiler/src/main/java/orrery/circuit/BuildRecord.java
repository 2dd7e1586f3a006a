package orrery.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.weights.Dials;

/**
 * How a model was made: everything that must be known to make it again.
 *
 * @param program the source text
 * @param parameters values given to {@code param}
 * @param dials sharpness, slope and logit scale
 * @param pack whether dead subspaces were used again
 * @param passes the build options applied, in order, each with its settings and its seed
 * @param training how the weights were trained; empty where they were computed from the program
 */
public record BuildRecord(
    String program,
    Map<String, String> parameters,
    Dials dials,
    boolean pack,
    List<AppliedPass> passes,
    Optional<TrainingRecord> training) {
  /** A record of a model whose weights were computed, not trained. */
  public BuildRecord(
      String program,
      Map<String, String> parameters,
      Dials dials,
      boolean pack,
      List<AppliedPass> passes) {
    this(program, parameters, dials, pack, passes, Optional.empty());
  }

  /** A build option that was applied. */
  public record AppliedPass(String name, Map<String, String> settings) {}

  /** What the logits are multiplied by: the dial, and every {@code logits} pass after it. */
  public double logitScale() {
    return passes.stream()
        .filter(p -> p.name().equals("logits"))
        .mapToDouble(p -> Double.parseDouble(p.settings().getOrDefault("scale", "1")))
        .reduce(dials.logitScale(), (a, b) -> a * b);
  }

  /** This record with one more pass. */
  public BuildRecord plus(AppliedPass pass) {
    List<AppliedPass> all = new ArrayList<>(passes);
    all.add(pass);
    return new BuildRecord(program, parameters, dials, pack, all, training);
  }

  /** This record of a model whose weights were trained. */
  public BuildRecord trained(TrainingRecord how) {
    return new BuildRecord(program, parameters, dials, pack, passes, Optional.of(how));
  }
}
