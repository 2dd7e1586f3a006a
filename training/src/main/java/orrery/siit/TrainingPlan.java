package orrery.siit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Architecture;
import orrery.engine.Processor;

/**
 * Everything that decides what comes of a training.
 *
 * @param compiled the compiled model whose circuit the trained one is to have
 * @param architecture the trained model's shape
 * @param recipe how it is trained
 * @param kind which of the twins
 * @param seed of everything that is drawn
 * @param attempts how many tries there may be
 * @param processor where it is computed
 */
public record TrainingPlan(
    CompiledModel compiled,
    Architecture architecture,
    Recipe recipe,
    TrainingRecord.Kind kind,
    long seed,
    int attempts,
    Processor processor) {
  public TrainingPlan {
    if (attempts < 1) throw new IllegalArgumentException("there must be an attempt");
  }

  /** The recipe without the losses that this twin does not have. */
  Recipe objective() {
    return switch (kind) {
      case SIIT -> recipe;
      case IIT -> recipe.with("strict", "0").with("edge-strict", "0");
      case NATURAL, RANDOM -> recipe.with("strict", "0").with("edge-strict", "0").with("iit", "0");
    };
  }

  /** The same plan for another twin. */
  public TrainingPlan twin(TrainingRecord.Kind other) {
    return new TrainingPlan(compiled, architecture, recipe, other, seed, attempts, processor);
  }

  /** A name for the plan: equal for equal plans, computed by the same versions. */
  public String identity() {
    String all =
        String.join(
            "\n",
            compiled.build().toString(),
            architecture.toString(),
            objective().settings().toString(),
            kind.toString(),
            Long.toString(seed),
            new TreeMap<>(Versions.of(processor)).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
