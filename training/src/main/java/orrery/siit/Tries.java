package orrery.siit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Assignment;
import orrery.components.ComponentModel;
import orrery.components.HeldOutInputs;
import orrery.components.Subspaces;
import orrery.model.Weights;
import orrery.verify.Acceptance;

/** The tries of one plan: what each begins from, what came of it, and which is the best so far. */
final class Tries {
  private final TrainingPlan plan;
  private final Assignment assignment;
  private final Schooling schooling;
  private final List<Attempt> attempts = new ArrayList<>();
  private Optional<Training.Outcome> best = Optional.empty();

  /** Throws IllegalArgumentException where the architecture is too small for the program. */
  Tries(TrainingPlan plan) {
    this.plan = plan;
    this.assignment =
        Assignment.random(
            plan.compiled(), plan.architecture(), Seeds.of(plan.seed(), "assignment"));
    this.schooling = new Schooling(plan.compiled().meaning(), plan.seed());
  }

  /**
   * One try.
   *
   * @param skeleton the model as it begins
   */
  record Try(int number, long seed, Recipe recipe, CompiledModel skeleton) {}

  /** What training has made of a try. */
  record Trained(Weights weights, Curve curve, long steps, double figure) {}

  TrainingPlan plan() {
    return plan;
  }

  /** The try that comes next. */
  Try next() {
    int number = attempts.size();
    long seed = Attempt.seed(plan.seed(), number);
    Recipe recipe = Attempt.recipe(plan.objective(), number);
    Weights initial =
        Training.initial(
            plan.architecture().config(plan.compiled()), recipe, Seeds.of(seed, "initial"));
    return new Try(number, seed, recipe, assignment.skeleton(initial));
  }

  /** The model of a try in training; empty where the plan is not to train it. */
  Optional<Job> job(Try begun) {
    if (plan.kind() == TrainingRecord.Kind.RANDOM) return Optional.empty();
    CompiledModel skeleton = begun.skeleton();
    ComponentModel meaning = ComponentModel.of(skeleton);
    Places places = schooling.places(skeleton, meaning, begun.recipe());
    return Optional.of(
        schooling.job(
            skeleton,
            meaning,
            places,
            begun.recipe(),
            Seeds.of(begun.seed(), "pairs"),
            weights -> passes(skeleton.withWeights(weights), begun.recipe())));
  }

  /** Negative controls need not pass: they have been trained when their own figures are good. */
  private boolean passes(CompiledModel model, Recipe recipe) {
    return plan.kind() != TrainingRecord.Kind.SIIT
        || schooling.passes(model, recipe, Seeds.of(plan.seed(), "acceptance"));
  }

  /** Certifies what came of the try that came last. */
  void judge(Try done, Trained trained) {
    CompiledModel model = recorded(done, trained);
    Acceptance acceptance =
        schooling.accept(model, done.recipe(), Seeds.of(plan.seed(), "acceptance"));
    Attempt attempt =
        new Attempt(
            done.number(),
            done.seed(),
            done.recipe(),
            trained.steps(),
            trained.figure(),
            acceptance.passed());
    attempts.add(attempt);
    Training.Outcome outcome =
        new Training.Outcome(model, acceptance, trained.curve(), List.of(attempt));
    if (best.isEmpty() || better(outcome, best.get())) best = Optional.of(outcome);
  }

  private static boolean better(Training.Outcome a, Training.Outcome b) {
    if (a.acceptance().passed() != b.acceptance().passed()) return a.acceptance().passed();
    return a.attempts().get(0).figure() > b.attempts().get(0).figure();
  }

  /** Negative controls fail their acceptance as a rule: they are not tried again. */
  boolean isOver() {
    if (best.isEmpty()) return false;
    return best.get().acceptance().passed()
        || plan.kind() != TrainingRecord.Kind.SIIT
        || attempts.size() == plan.attempts();
  }

  /** The best of all tries. */
  Training.Outcome outcome() {
    Training.Outcome chosen = best.orElseThrow();
    return new Training.Outcome(
        chosen.model(), chosen.acceptance(), chosen.curve(), List.copyOf(attempts));
  }

  private CompiledModel recorded(Try done, Trained trained) {
    CompiledModel model = done.skeleton().withWeights(trained.weights());
    TreeMap<String, Long> seeds = new TreeMap<>();
    seeds.put("plan", plan.seed());
    seeds.put("assignment", Seeds.of(plan.seed(), "assignment"));
    seeds.put(HeldOutInputs.SEED, Seeds.of(plan.seed(), "inputs"));
    seeds.put("initial", Seeds.of(done.seed(), "initial"));
    seeds.put("pairs", Seeds.of(done.seed(), "pairs"));
    Optional<Subspaces> subspaces = schooling.subspaces(model, done.recipe());
    if (subspaces.isPresent()) seeds.put(Subspaces.SEED, Seeds.of(plan.seed(), Subspaces.SEED));
    TrainingRecord record =
        new TrainingRecord(
            plan.kind(),
            Training.settings(done.recipe()),
            seeds,
            assignment.map(),
            new TreeMap<>(Versions.of(plan.processor())),
            trained.steps());
    CompiledModel placed = subspaces.map(s -> s.in(model)).orElse(model);
    return new CompiledModel(
        model.meaning(),
        model.weights(),
        model.vocabulary(),
        model.outputs(),
        placed.alignment(),
        model.heads(),
        model.program(),
        model.structural(),
        model.build().trained(record));
  }
}
