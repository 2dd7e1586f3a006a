package orrery.siit;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.engine.Processor;
import orrery.model.ActivationFunction;
import orrery.model.Normalization;

/**
 * Everything that may be chosen about a training, as texts by name: what {@code orrery train} takes
 * on the command line and a suite in its file. What is not named is as usual.
 *
 * @param values by name: {@code recipe} (ours, published), {@code device} (cpu, gpu), the
 *     architecture's {@code layers}, {@code heads}, {@code d-model}, {@code d-head}, {@code d-mlp},
 *     {@code activation}, {@code normalization}, and every setting of a {@link Recipe}
 */
public record TrainingOptions(Map<String, String> values) {
  private static final int NARROWEST_HEAD = 4;
  private static final int UNITS_PER_DIMENSION = 4;

  /** A copy, sorted by name. */
  public TrainingOptions {
    values = new TreeMap<>(values);
  }

  /**
   * The shape of the model.
   *
   * @throws IllegalArgumentException with a sentence where an option cannot be so
   */
  public Architecture architecture(CompiledModel compiled) {
    Settings given = new Settings(values);
    Architecture shape = Architecture.derived(compiled);
    if (has("layers")) shape = shape.withLayers(given.whole("layers"));
    if (has("heads")) shape = shape.withHeads(given.whole("heads"));
    if (has("d-model")) {
      int width = given.whole("d-model");
      int head = Math.max(NARROWEST_HEAD, width / shape.heads());
      shape = shape.withDModel(width).withDHead(head).withDMlp(UNITS_PER_DIMENSION * width);
    }
    if (has("d-head")) shape = shape.withDHead(given.whole("d-head"));
    if (has("d-mlp")) shape = shape.withDMlp(given.whole("d-mlp"));
    if (has("activation")) {
      shape = shape.withActivation(given.choice("activation", ActivationFunction.class));
    }
    if (has("normalization")) {
      shape = shape.withNormalization(given.choice("normalization", Normalization.class));
    }
    return shape;
  }

  private boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The recipe.
   *
   * @throws IllegalArgumentException with a sentence where an option is unknown or cannot be so
   */
  public Recipe recipe() {
    String name = values.getOrDefault("recipe", "ours");
    Recipe recipe =
        switch (name) {
          case "ours" -> Recipe.DEFAULT;
          case "published" -> Recipe.published();
          default ->
              throw new IllegalArgumentException(
                  "recipe=%s: must be ours or published".formatted(name));
        };
    Map<String, String> all = recipe.settings();
    for (Map.Entry<String, String> setting : values.entrySet()) {
      if (isOther(setting.getKey())) continue;
      if (all.replace(setting.getKey(), setting.getValue()) == null) {
        throw new IllegalArgumentException(
            "`%s` is no setting; the settings are %s"
                .formatted(setting.getKey(), String.join(", ", all.keySet())));
      }
    }
    return Recipe.of(all); // at once: some settings bound others
  }

  private static boolean isOther(String name) {
    return switch (name) {
      case "recipe",
          "device",
          "layers",
          "heads",
          "d-model",
          "d-head",
          "d-mlp",
          "activation",
          "normalization" ->
          true;
      default -> false;
    };
  }

  /**
   * Where it is computed.
   *
   * @throws IllegalArgumentException with a sentence where there is no such device
   */
  public Processor processor() {
    String name = values.getOrDefault("device", Processor.CPU.label());
    return Arrays.stream(Processor.values())
        .filter(p -> p.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "device=%s: must be %s"
                        .formatted(
                            name,
                            Arrays.stream(Processor.values())
                                .map(Processor::label)
                                .collect(Collectors.joining(" or ")))));
  }
}
