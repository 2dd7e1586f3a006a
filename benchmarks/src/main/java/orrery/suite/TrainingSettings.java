package orrery.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.engine.Processor;
import orrery.model.ActivationFunction;
import orrery.model.Normalization;
import orrery.siit.Recipe;

/**
 * The training that a suite asks for: the options of {@code orrery train} by their names without
 * dashes ({@code d-model}, {@code activation}, {@code device}, {@code recipe}), and the settings
 * that it takes by {@code --set}.
 *
 * @param values by name; those that are left out are as usual
 */
record TrainingSettings(Map<String, String> values) {
  private static final int WIDEST = 1 << 14;
  private static final int NARROWEST_HEAD = 4;
  private static final int UNITS_A_DIMENSION = 4;

  private static final List<String> SIZES =
      List.of("layers", "heads", "d-model", "d-head", "d-mlp");

  /** What is no setting of a recipe. */
  private static final List<String> OTHERS =
      List.of(
          "layers",
          "heads",
          "d-model",
          "d-head",
          "d-mlp",
          "activation",
          "normalization",
          "device",
          "recipe");

  TrainingSettings {
    values = new TreeMap<>(values);
  }

  /** What is wrong with the settings, whatever the program is: a sentence, or nothing. */
  Optional<String> problem() {
    try {
      for (String size : SIZES) size(size, 1);
      chosen("activation", "gelu", ActivationFunction.values());
      chosen("normalization", "none", Normalization.values());
      processor();
      recipe();
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.of(String.valueOf(wrong.getMessage()));
    }
  }

  /** How it is trained; IllegalArgumentException where a setting is none. */
  Recipe recipe() {
    String name = values.getOrDefault("recipe", "ours");
    Recipe recipe =
        switch (name) {
          case "ours" -> Recipe.DEFAULT;
          case "published" -> Recipe.published();
          default ->
              throw new IllegalArgumentException("recipe must be ours or published, not " + name);
        };
    Map<String, String> all = recipe.settings();
    for (String setting : values.keySet()) {
      if (OTHERS.contains(setting)) continue;
      if (all.replace(setting, values.getOrDefault(setting, "")) == null) {
        throw new IllegalArgumentException(
            "`%s` is no setting of a training; there are %s and %s"
                .formatted(
                    setting, String.join(", ", all.keySet()), String.join(", ", OTHERS)));
      }
    }
    return Recipe.of(all); // at once: some settings bound others
  }

  /** The shape of the trained model; IllegalArgumentException where a setting cannot be so. */
  Architecture architecture(CompiledModel compiled) {
    Architecture shape = Architecture.derived(compiled);
    shape = shape.withLayers(size("layers", shape.layers()));
    shape = shape.withHeads(size("heads", shape.heads()));
    if (values.containsKey("d-model")) {
      int width = size("d-model", shape.dModel());
      shape =
          shape
              .withDModel(width)
              .withDHead(Math.max(NARROWEST_HEAD, width / shape.heads()))
              .withDMlp(UNITS_A_DIMENSION * width);
    }
    shape = shape.withDHead(size("d-head", shape.dHead()));
    shape = shape.withDMlp(size("d-mlp", shape.dMlp()));
    return shape
        .withActivation(
            chosen("activation", name(shape.activation()), ActivationFunction.values()))
        .withNormalization(
            chosen("normalization", name(shape.normalization()), Normalization.values()));
  }

  /** Where it is trained. */
  Processor processor() {
    String label = values.getOrDefault("device", Processor.CPU.label());
    return Arrays.stream(Processor.values())
        .filter(p -> p.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("device must be cpu or gpu, not " + label));
  }

  private int size(String name, int usual) {
    String value = values.get(name);
    if (value == null) return usual;
    if (value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= WIDEST) {
      return Integer.parseInt(value);
    }
    throw new IllegalArgumentException(
        "%s must be a whole number from 1 to %d, not %s".formatted(name, WIDEST, value));
  }

  private <E extends Enum<E>> E chosen(String setting, String usual, E[] all) {
    String value = values.getOrDefault(setting, usual);
    return Arrays.stream(all)
        .filter(e -> name(e).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, not %s"
                        .formatted(
                            setting,
                            Arrays.stream(all)
                                .map(TrainingSettings::name)
                                .collect(Collectors.joining(", ")),
                            value)));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
