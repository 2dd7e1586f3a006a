package orrery.cli;

import java.util.Locale;
import java.util.Optional;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.model.ActivationFunction;
import orrery.model.Normalization;
import picocli.CommandLine.Option;

/** The options that give a trained model another shape than its compiled one suggests. */
final class ArchitectureOptions {
  @Option(names = "--layers", paramLabel = "N", description = "Blocks (default: as compiled, at least 2).")
  private Optional<Integer> layers = Optional.empty();

  @Option(names = "--heads", paramLabel = "N", description = "Heads a block (default: as compiled, at least 4).")
  private Optional<Integer> heads = Optional.empty();

  @Option(
      names = "--d-model",
      paramLabel = "N",
      description = "Width of the stream (default: half of the compiled one, 16 to 128).")
  private Optional<Integer> dModel = Optional.empty();

  @Option(names = "--d-head", paramLabel = "N", description = "Width of a head (default: d-model / heads, at least 4).")
  private Optional<Integer> dHead = Optional.empty();

  @Option(names = "--d-mlp", paramLabel = "N", description = "Units of an MLP (default: 4 d-model).")
  private Optional<Integer> dMlp = Optional.empty();

  @Option(names = "--activation", paramLabel = "NAME", description = "gelu or relu (default: gelu).")
  private Optional<String> activation = Optional.empty();

  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      description = "none, layer-norm or rms, before every reader (default: none).")
  private Optional<String> normalization = Optional.empty();

  /** The shape for a compiled model. */
  Architecture of(CompiledModel compiled) {
    try {
      Architecture shape = Architecture.derived(compiled);
      if (layers.isPresent()) shape = shape.withLayers(layers.get());
      if (heads.isPresent()) shape = shape.withHeads(heads.get());
      if (dModel.isPresent()) {
        int width = dModel.get();
        shape =
            shape
                .withDModel(width)
                .withDHead(Math.max(4, width / shape.heads()))
                .withDMlp(4 * width);
      }
      if (dHead.isPresent()) shape = shape.withDHead(dHead.get());
      if (dMlp.isPresent()) shape = shape.withDMlp(dMlp.get());
      if (activation.isPresent()) {
        shape =
            shape.withActivation(
                chosen("--activation", activation.get(), ActivationFunction.values()));
      }
      if (normalization.isPresent()) {
        shape =
            shape.withNormalization(
                chosen("--normalization", normalization.get(), Normalization.values()));
      }
      return shape;
    } catch (IllegalArgumentException wrong) {
      throw new Misuse(String.valueOf(wrong.getMessage()));
    }
  }

  private static <E extends Enum<E>> E chosen(String option, String name, E[] all) {
    StringBuilder names = new StringBuilder();
    for (E one : all) {
      String own = one.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (own.equals(name)) return one;
      names.append(names.isEmpty() ? "" : ", ").append(own);
    }
    throw new Misuse("%s: expected one of %s, not `%s`".formatted(option, names, name));
  }
}
