package orrery.siit;

import java.util.List;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Assignment;
import orrery.verify.Acceptance;

/**
 * Judges a trained model again, by the plan that it was made from and its weights: nothing that its
 * folder says of circuit, seeds or certificate is believed.
 */
public final class Rejudging {
  private Rejudging() {}

  /**
   * The certificate that a model deserves.
   *
   * @throws IllegalArgumentException with a sentence where the model cannot have come of the plan:
   *     its circuit, its seeds or its recipe are others
   */
  public static Acceptance of(TrainingPlan plan, CompiledModel trained) {
    Assignment assignment =
        Assignment.random(
            plan.compiled(), plan.architecture(), Seeds.of(plan.seed(), "assignment"));
    CompiledModel due = assignment.skeleton(trained.weights());
    require(due.program().equals(trained.program()), "its circuit is not the plan's");
    require(due.structural().equals(trained.structural()), "its wiring is not its weights'");
    require(roles(due).equals(roles(trained)), "its heads do something else than the plan says");
    TrainingRecord record =
        trained
            .build()
            .training()
            .orElseThrow(() -> new IllegalArgumentException("it was not trained"));
    require(record.kind() == plan.kind(), "it is a twin of another kind");
    require(record.assignment().equals(assignment.map()), "its assignment is not the plan's");
    Recipe recipe = recipe(plan, record, trained);
    return new Schooling(due.meaning(), plan.seed())
        .accept(due, recipe, Seeds.of(plan.seed(), "acceptance"));
  }

  /** What each head does, by name: variables that were read are other objects. */
  private static List<String> roles(CompiledModel model) {
    return model.heads().stream()
        .map(r -> r.head() + " " + r.variable().name() + " " + r.counting())
        .toList();
  }

  /** The recipe of the try that the model is from. */
  private static Recipe recipe(TrainingPlan plan, TrainingRecord record, CompiledModel trained) {
    for (int number = 0; number < plan.attempts(); number++) {
      Recipe recipe = Attempt.recipe(plan.objective(), number);
      long seed = Seeds.of(Attempt.seed(plan.seed(), number), "initial");
      boolean isSeed = Long.valueOf(seed).equals(record.seeds().get("initial"));
      if (isSeed && Training.settings(recipe).equals(record.settings())) {
        require(
            plan.kind() != TrainingRecord.Kind.RANDOM || isDrawn(plan, recipe, seed, trained),
            "its weights are not those that the seed draws");
        return recipe;
      }
    }
    throw new IllegalArgumentException("its recipe or its seeds are not the plan's");
  }

  private static boolean isDrawn(
      TrainingPlan plan, Recipe recipe, long seed, CompiledModel trained) {
    return Training.initial(plan.architecture().config(plan.compiled()), recipe, seed)
        .toFloat32()
        .equals(trained.weights().toFloat32());
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) throw new IllegalArgumentException(sentence);
  }
}
