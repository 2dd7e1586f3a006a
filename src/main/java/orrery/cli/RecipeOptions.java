package orrery.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import orrery.siit.Recipe;
import picocli.CommandLine.Option;

/** The options that decide how a model is trained. */
final class RecipeOptions {
  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "ours",
      description =
          "ours, or published: InterpBench's, to see what it does (default: ${DEFAULT-VALUE}).")
  private String recipe = "ours";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Another value for a setting of the recipe: steps, batch, rate, strict, sampling, detach …"
              + " (all are in the docs' page on training).")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** The recipe. */
  Recipe value() {
    try {
      Recipe chosen =
          switch (recipe) {
            case "ours" -> Recipe.DEFAULT;
            case "published" -> Recipe.published();
            default -> throw new Misuse("--recipe: expected ours or published, not `" + recipe + "`");
          };
      return chosen.with(settings);
    } catch (IllegalArgumentException wrong) {
      throw new Misuse("--set: " + wrong.getMessage());
    }
  }
}
