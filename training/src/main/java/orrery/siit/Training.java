package orrery.siit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Assignment;
import orrery.components.ComponentModel;
import orrery.components.HeldOutInputs;
import orrery.components.InitialWeights;
import orrery.components.Subspaces;
import orrery.model.TransformerConfig;
import orrery.model.Weights;
import orrery.verify.Acceptance;

/**
 * From a compiled model to a trained one with its certificate: assigns components, trains, judges,
 * and tries again under a budget. Start reading here.
 *
 * <p>With a workspace it can be killed at any moment and gone on with; what comes of it is the
 * same.
 */
public final class Training {
  /**
   * A checkpoint is written at a look, if the last one is so many milliseconds ago; what comes of a
   * training does not depend on it. Tests that kill trainings make it short.
   */
  static final String CHECKPOINT_MILLIS = "orrery.checkpoint.millis";

  private static final int USUAL_MILLIS = 15_000;

  private final TrainingPlan plan;
  private final Optional<Path> workspace;
  private final Listener listener;
  private final Assignment assignment;
  private final Schooling schooling;

  /** Hears how training goes. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = (attempt, recipe, row) -> {};

    /** A look at held-out pairs was taken. */
    void looked(int attempt, Recipe recipe, Curve.Row row);

    /** Whether training must end here, to be gone on with later; asked after every look. */
    default boolean stops() {
      return false;
    }
  }

  /**
   * What came of a training.
   *
   * @param model the best of all tries
   * @param acceptance its certificate
   * @param curve how it was trained
   * @param attempts every try
   */
  public record Outcome(
      CompiledModel model, Acceptance acceptance, Curve curve, List<Attempt> attempts) {}

  private Training(TrainingPlan plan, Optional<Path> workspace, Listener listener) {
    this.plan = plan;
    this.workspace = workspace;
    this.listener = listener;
    this.assignment =
        Assignment.random(
            plan.compiled(), plan.architecture(), Seeds.of(plan.seed(), "assignment"));
    this.schooling = new Schooling(plan.compiled().meaning(), plan.seed());
  }

  /**
   * Trains a model.
   *
   * @param workspace a folder for checkpoints, which may hold those of an interrupted run; made
   *     where it is not there
   * @throws IllegalArgumentException where the architecture is too small for the program
   * @throws TrainingStopped where the listener wanted it, or the process is asked to end; what the
   *     workspace holds is gone on from
   * @throws orrery.engine.NoTorch where there is no PyTorch, or no such device
   */
  public static Outcome run(TrainingPlan plan, Optional<Path> workspace, Listener listener)
      throws ArtifactException, IOException {
    if (workspace.isPresent()) Files.createDirectories(workspace.get());
    return new Training(plan, workspace, listener).run();
  }

  private Outcome run() throws ArtifactException {
    List<Attempt> attempts = new ArrayList<>();
    Optional<Outcome> best = Optional.empty();
    for (int number = 0; number < plan.attempts(); number++) {
      Outcome outcome = attempt(number, attempts);
      if (best.isEmpty() || better(outcome, best.get())) best = Optional.of(outcome);
      if (outcome.acceptance().passed() || !retries()) break;
    }
    Outcome chosen = best.orElseThrow();
    return new Outcome(chosen.model(), chosen.acceptance(), chosen.curve(), List.copyOf(attempts));
  }

  /** Negative controls fail their acceptance as a rule: they are not tried again. */
  private boolean retries() {
    return plan.kind() == TrainingRecord.Kind.SIIT;
  }

  private static boolean better(Outcome a, Outcome b) {
    if (a.acceptance().passed() != b.acceptance().passed()) return a.acceptance().passed();
    return a.attempts().get(0).figure() > b.attempts().get(0).figure();
  }

  private Outcome attempt(int number, List<Attempt> attempts) throws ArtifactException {
    long seed = Attempt.seed(plan.seed(), number);
    Recipe recipe = Attempt.recipe(plan.objective(), number);
    TransformerConfig config = plan.architecture().config(plan.compiled());
    Weights initial = initial(config, recipe, Seeds.of(seed, "initial"));
    CompiledModel skeleton = assignment.skeleton(initial);
    Trained trained =
        plan.kind() == TrainingRecord.Kind.RANDOM
            ? new Trained(initial, new Curve(), 0, 0)
            : train(number, skeleton, recipe, seed);
    CompiledModel model = recorded(skeleton.withWeights(trained.weights()), recipe, seed, trained);
    Acceptance acceptance = schooling.accept(model, recipe, Seeds.of(plan.seed(), "acceptance"));
    Attempt attempt =
        new Attempt(number, seed, recipe, trained.steps(), trained.figure(), acceptance.passed());
    attempts.add(attempt);
    return new Outcome(model, acceptance, trained.curve(), List.of(attempt));
  }

  /** The weights that training begins with. */
  static Weights initial(TransformerConfig config, Recipe recipe, long seed) {
    return new ParameterLayout(config)
        .withOutputs(InitialWeights.of(config, seed), recipe.outputScale());
  }

  /** What is recorded of a recipe. */
  static SortedMap<String, String> settings(Recipe recipe) {
    TreeMap<String, String> settings = new TreeMap<>(recipe.settings());
    settings.put(HeldOutInputs.COUNT, Integer.toString(Schooling.HELD_OUT));
    return settings;
  }

  private record Trained(Weights weights, Curve curve, long steps, double figure) {}

  private Trained train(int number, CompiledModel skeleton, Recipe recipe, long seed)
      throws ArtifactException {
    ComponentModel meaning = ComponentModel.of(skeleton);
    Places places = schooling.places(skeleton, meaning, recipe);
    Trainer.Run run =
        new Trainer.Run(
            schooling.job(
                skeleton,
                meaning,
                places,
                recipe,
                Seeds.of(seed, "pairs"),
                weights -> passes(skeleton.withWeights(weights), recipe)));
    String identity = plan.identity() + "/" + number;
    Optional<Path> file = workspace.map(w -> w.resolve("attempt-" + number + ".safetensors"));
    try (Trainer trainer = new Trainer(List.of(run), plan.processor())) {
      Optional<Checkpoint> earlier = file.flatMap(f -> Checkpoint.read(f, identity));
      earlier.ifPresent(c -> trainer.resume(List.of(c)));
      long every = Long.getLong(CHECKPOINT_MILLIS, USUAL_MILLIS);
      long last = System.nanoTime();
      while (!trainer.left().isEmpty()) {
        int looks = run.curve.rows().size();
        trainer.advance();
        boolean ends = Interruption.isAsked();
        boolean looked = run.curve.rows().size() > looks;
        if (!looked && !ends) continue;
        if (looked) listener.looked(number, recipe, run.curve.rows().get(looks));
        boolean stops = ends || listener.stops();
        boolean due = stops || System.nanoTime() - last > 1_000_000L * every;
        if (file.isPresent() && due && !trainer.left().isEmpty()) {
          trainer.checkpoint(run, identity).write(file.get());
          last = System.nanoTime();
        }
        if (stops && !trainer.left().isEmpty()) throw new TrainingStopped();
      }
      return new Trained(
          trainer.layout().weights(run.best), run.curve, trainer.step(), run.bestFigure);
    }
  }

  /** Negative controls need not pass: they have been trained when their own figures are good. */
  private boolean passes(CompiledModel model, Recipe recipe) {
    return plan.kind() != TrainingRecord.Kind.SIIT
        || schooling.passes(model, recipe, Seeds.of(plan.seed(), "acceptance"));
  }

  private CompiledModel recorded(CompiledModel model, Recipe recipe, long seed, Trained trained) {
    TreeMap<String, Long> seeds = new TreeMap<>();
    seeds.put("plan", plan.seed());
    seeds.put("assignment", Seeds.of(plan.seed(), "assignment"));
    seeds.put(HeldOutInputs.SEED, Seeds.of(plan.seed(), "inputs"));
    seeds.put("initial", Seeds.of(seed, "initial"));
    seeds.put("pairs", Seeds.of(seed, "pairs"));
    Optional<Subspaces> subspaces = schooling.subspaces(model, recipe);
    if (subspaces.isPresent()) seeds.put(Subspaces.SEED, Seeds.of(plan.seed(), Subspaces.SEED));
    TrainingRecord record =
        new TrainingRecord(
            plan.kind(),
            settings(recipe),
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
