package orrery.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Accepting;
import orrery.components.HeldOutInputs;
import orrery.engine.NoTorch;
import orrery.siit.Curve;
import orrery.siit.Recipe;
import orrery.siit.TrainedFolder;
import orrery.siit.Training;
import orrery.siit.TrainingOptions;
import orrery.siit.TrainingPlan;
import orrery.siit.TrainingStopped;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/** Makes trained models of one kind: those with the circuit, and negative controls. */
final class TrainedMaker implements ModelMaker {
  private final TrainingRecord.Kind kind;

  TrainedMaker(TrainingRecord.Kind kind) {
    this.kind = kind;
  }

  @Override
  public Made make(Item item, Place place, Progress progress)
      throws ArtifactException, IOException {
    CompiledModel compiled = CompiledTwin.of(item);
    Certificate verified = Verifier.verify(compiled, item.verification(), done -> {});
    if (!verified.passed()) throw new ItemRefusal("the compiled twin disagrees with the program");
    Training.Outcome outcome;
    try {
      outcome = Training.run(plan(item, compiled), Optional.of(place.scratch()), hearing(progress));
    } catch (TrainingStopped stopped) {
      throw new OutOfTime();
    } catch (IllegalArgumentException | NoTorch cannot) {
      throw new ItemRefusal(String.valueOf(cannot.getMessage()));
    }
    TrainedFolder.write(
        new TrainedFolder.Content(outcome, new TreeMap<>(), compiled, verified),
        place.draft(),
        /* force= */ false);
    List<Made.Attempt> attempts = new ArrayList<>();
    outcome.attempts().forEach(a -> attempts.add(attempt(a)));
    return made(outcome.acceptance(), attempts);
  }

  private TrainingPlan plan(Item item, CompiledModel compiled) {
    TrainingOptions options = new TrainingOptions(item.training());
    return new TrainingPlan(
        compiled,
        options.architecture(compiled),
        options.recipe(),
        kind,
        item.seed(),
        item.attempts(),
        options.processor());
  }

  private static Training.Listener hearing(Progress progress) {
    return new Training.Listener() {
      @Override
      public void looked(int attempt, Recipe recipe, Curve.Row row) {
        progress.at(
            (double) row.step() / recipe.steps(),
            String.format(
                Locale.ROOT,
                "try %d, loss %.3f, worst figure %.4f",
                attempt,
                row.loss(),
                row.worst()));
      }

      @Override
      public boolean stops() {
        return progress.isOver();
      }
    };
  }

  /** A control is what was asked for whatever its figures are: it fails as a rule. */
  private Made made(Acceptance acceptance, List<Made.Attempt> attempts) {
    boolean asked = acceptance.passed() || kind != TrainingRecord.Kind.SIIT;
    String reason = asked ? "" : String.join(" ", acceptance.reasons());
    return new Made(asked, reason, figures(acceptance), attempts);
  }

  /** The smallest share of each kind under each ablation, such as {@code strict_joint_resample}. */
  private static SortedMap<String, Double> figures(Acceptance acceptance) {
    SortedMap<String, Double> figures = new TreeMap<>();
    for (Acceptance.Figure f : acceptance.figures()) {
      String name = f.kind().name().toLowerCase(Locale.ROOT);
      boolean only = !f.kind().name().startsWith("STRICT");
      String full = only ? name : name + "_" + f.ablation().name().toLowerCase(Locale.ROOT);
      figures.merge(full, f.share(), Math::min);
    }
    return figures;
  }

  private static Made.Attempt attempt(orrery.siit.Attempt a) {
    SortedMap<String, String> settings = new TreeMap<>(a.recipe().settings());
    settings.entrySet().removeAll(Recipe.DEFAULT.settings().entrySet());
    Map<String, Double> figures = Map.of("steps", (double) a.steps(), "worst", a.figure());
    return new Made.Attempt(
        a.seed(),
        a.accepted(),
        a.accepted() ? "" : "the certificate did not pass",
        settings,
        new TreeMap<>(figures));
  }

  @Override
  public Made check(Item item, ModelFolder.Contents contents, Progress progress) {
    CompiledModel model = contents.model();
    Optional<TrainingRecord> record = model.build().training();
    if (record.isEmpty() || record.get().kind() != kind) {
      throw new ItemRefusal("the model was not trained so");
    }
    if (!(contents.certificate() instanceof Acceptance acceptance)) {
      throw new ItemRefusal("the certificate is not that of a trained model");
    }
    Acceptance again = Accepting.accept(model, HeldOutInputs.of(model), acceptance.terms());
    if (!again.equals(acceptance)) {
      throw new ItemRefusal("the certificate says something else than the weights");
    }
    return made(again, List.of());
  }
}
