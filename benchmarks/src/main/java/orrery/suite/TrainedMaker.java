package orrery.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.engine.NoTorch;
import orrery.siit.Attempt;
import orrery.siit.BatchShape;
import orrery.siit.Curve;
import orrery.siit.JointTraining;
import orrery.siit.Recipe;
import orrery.siit.Rejudging;
import orrery.siit.TrainedFolder;
import orrery.siit.Training;
import orrery.siit.TrainingPlan;
import orrery.siit.TrainingStopped;
import orrery.verify.Acceptance;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Certificate;
import orrery.verify.Evidence;
import orrery.verify.Verifier;

/** Makes trained models and their negative controls, each with the compiled twin beside it. */
final class TrainedMaker implements ModelMaker {
  private static final String COMPILED = "compiled";

  /** What decides the shape of a model, and with it whether it fits. */
  private record Asked(
      SuiteProgram program, BuildSettings build, Kind kind, Map<String, String> training) {}

  private final Map<Asked, Optional<BatchShape>> shapes = new HashMap<>();

  /** An order whose compiled twin is there. */
  private record Ready(
      Order order, CompiledModel compiled, Certificate verified, TrainingPlan plan) {
    JointTraining.Member member() {
      return new JointTraining.Member(
          plan, Optional.of(order.place().scratch()), new Looks(order.progress()));
    }
  }

  @Override
  public Made make(Item item, Place place, Progress progress)
      throws ArtifactException, IOException {
    List<Made> only = new ArrayList<>();
    makeTogether(List.of(new Order(item, place, progress)), (order, made) -> only.add(made));
    return only.get(0);
  }

  @Override
  public boolean fits(Item one, Item other) {
    Optional<BatchShape> shape = shape(one);
    return shape.isPresent() && shape.equals(shape(other));
  }

  private Optional<BatchShape> shape(Item item) {
    return shapes.computeIfAbsent(
        new Asked(item.program(), item.build(), item.kind(), item.training()),
        asked -> {
          try {
            return BatchShape.of(plan(item, CompiledTwin.of(item)));
          } catch (RuntimeException | AssertionError | StackOverflowError wrong) {
            return Optional.empty(); // whoever makes it will say what is wrong
          }
        });
  }

  @Override
  public void makeTogether(List<Order> orders, Delivery delivery)
      throws ArtifactException, IOException {
    List<Ready> ready = new ArrayList<>();
    for (Order order : orders) {
      try {
        ready.add(ready(order));
      } catch (ItemRefusal refusal) {
        delivery.made(order, Made.refused(String.valueOf(refusal.getMessage())));
      }
    }
    try {
      JointTraining.run(ready.stream().map(Ready::member).toList(), new Deliverer(ready, delivery));
    } catch (TrainingStopped stopped) {
      throw new OutOfTime();
    } catch (NoTorch nothing) {
      throw new IOException(nothing.getMessage(), nothing);
    }
  }

  private static Ready ready(Order order) {
    CompiledModel compiled = CompiledTwin.of(order.item());
    order.progress().at(0, "verifying the compiled twin");
    Certificate verified = Verifier.verify(compiled, order.item().verification());
    if (!verified.passed()) throw new ItemRefusal("the compiled twin disagrees with the program");
    return new Ready(order, compiled, verified, plan(order.item(), compiled));
  }

  /** Writes the folder of each model as soon as it is trained. */
  private record Deliverer(List<Ready> ready, Delivery delivery) implements JointTraining.Receiver {
    @Override
    public void ended(int member, Training.Outcome outcome) throws ArtifactException, IOException {
      Ready own = ready.get(member);
      TrainedFolder.write(
          new TrainedFolder.Content(outcome, new TreeMap<>(), own.compiled(), own.verified()),
          own.order().place().draft(),
          /* force= */ false);
      delivery.made(
          own.order(),
          TrainedMaker.made(
              own.order().item(),
              outcome.acceptance(),
              outcome.model(),
              attempts(own.plan(), outcome)));
    }

    @Override
    public void refused(int member, IllegalArgumentException why)
        throws ArtifactException, IOException {
      delivery.made(ready.get(member).order(), Made.refused(String.valueOf(why.getMessage())));
    }
  }

  private static TrainingPlan plan(Item item, CompiledModel compiled) {
    TrainingSettings settings = new TrainingSettings(item.training());
    try {
      return new TrainingPlan(
          compiled,
          settings.architecture(compiled),
          settings.recipe(),
          TrainingRecord.Kind.valueOf(item.kind().name()),
          item.seed(),
          item.attempts(),
          settings.processor());
    } catch (IllegalArgumentException wrong) {
      throw new ItemRefusal("the training settings cannot be so: " + wrong.getMessage());
    }
  }

  /** A control that fails its certificate is what was asked for. */
  private static Made made(
      Item item, Acceptance acceptance, CompiledModel model, List<Made.Attempt> attempts) {
    boolean accepted = acceptance.passed() || item.kind() != Kind.SIIT;
    String reason = accepted ? "" : String.join(" ", acceptance.reasons());
    return new Made(accepted, reason, figures(acceptance, model), attempts);
  }

  /** The smallest share of right answers of every kind of figure, and the steps of training. */
  private static SortedMap<String, Double> figures(Acceptance acceptance, CompiledModel model) {
    SortedMap<String, Double> figures = new TreeMap<>();
    for (Acceptance.Kind kind : Acceptance.Kind.values()) {
      for (Ablation ablation : Ablation.values()) {
        boolean isPlain = ablation == Ablation.NONE || ablation == Ablation.RESAMPLE;
        String name = JsonNode.nameOf(kind) + (isPlain ? "" : "_" + JsonNode.nameOf(ablation));
        acceptance.worst(kind, ablation).ifPresent(worst -> figures.put(name, worst));
      }
    }
    figures.put("passed", acceptance.passed() ? 1.0 : 0.0);
    model.build().training().ifPresent(t -> figures.put("steps", (double) t.steps()));
    return figures;
  }

  private static List<Made.Attempt> attempts(TrainingPlan plan, Training.Outcome outcome) {
    Map<String, String> usual = plan.recipe().settings();
    List<Made.Attempt> attempts = new ArrayList<>();
    for (Attempt a : outcome.attempts()) {
      TreeMap<String, String> settings = new TreeMap<>(a.recipe().settings());
      settings.entrySet().removeIf(s -> s.getValue().equals(usual.get(s.getKey())));
      TreeMap<String, Double> figures = new TreeMap<>();
      figures.put("steps", (double) a.steps());
      figures.put("worst", a.figure());
      String reason = a.accepted() ? "" : "the certificate failed";
      attempts.add(new Made.Attempt(a.seed(), a.accepted(), reason, settings, figures));
    }
    return attempts;
  }

  @Override
  public Made check(Item item, Path folder, ModelFolder.Contents contents)
      throws ArtifactException {
    CompiledModel compiled = CompiledTwin.of(item);
    ModelFolder.Contents twin = ModelFolder.read(folder.resolve(COMPILED));
    require(
        ModelHash.of(compiled).equals(ModelHash.of(twin.model()))
            && compiled.program().equals(twin.model().program()),
        "the compiled twin is not the program's");
    Evidence verified = Verifier.verify(twin.model(), item.verification());
    require(verified.equals(twin.certificate()), "the compiled twin's certificate differs");
    Acceptance again;
    try {
      again = Rejudging.of(plan(item, compiled), contents.model());
    } catch (IllegalArgumentException other) {
      throw new ItemRefusal(String.valueOf(other.getMessage()));
    }
    require(again.equals(contents.certificate()), "the certificate says something else");
    return made(item, again, contents.model(), List.of());
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) throw new ItemRefusal(sentence);
  }

  /** Passes looks at held-out pairs on; ends where the time is over. */
  private record Looks(Progress progress) implements Training.Listener {
    @Override
    public void looked(int attempt, Recipe recipe, Curve.Row row) {
      progress.at(
          (double) row.step() / recipe.steps(),
          String.format(
              Locale.ROOT,
              "try %d, loss %.3f, worst figure %.4f",
              attempt + 1,
              row.loss(),
              row.worst()));
    }

    @Override
    public boolean stops() {
      return progress.isOver();
    }
  }
}
