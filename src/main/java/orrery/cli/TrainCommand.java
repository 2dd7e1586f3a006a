package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.circuit.TrainingRecord;
import orrery.engine.NoTorch;
import orrery.engine.Processor;
import orrery.siit.Attempt;
import orrery.siit.TrainedFolder;
import orrery.siit.Training;
import orrery.siit.TrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery train}: a program becomes a dense, trained model with the program's circuit. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    header = "Train a dense model that has a program's circuit and nothing else, and certify it.",
    description = {
      "Strict interchange intervention training (SIIT). The certificate is judged on inputs that",
      "were not trained on; a model that fails it is written as such and says why. The same command",
      "again goes on where it was interrupted, and ends the same."
    },
    footer = {
      "",
      "Example:",
      "  orrery train programs/hist.rasp --out target/hist-siit",
      "  orrery train programs/ioi.rasp --out target/ioi-siit --seed 3 --twins natural,iit,random"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ProgramArgument program = new ProgramArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace the folder if it is there.")
  private boolean force;

  @Option(
      names = "--twin",
      paramLabel = "KIND",
      defaultValue = "siit",
      description =
          "siit, or a negative control: natural (behaviour only), iit (not strict), random (not"
              + " trained) (default: ${DEFAULT-VALUE}).")
  private String twin = "siit";

  @Option(
      names = "--twins",
      paramLabel = "KIND,...",
      split = ",",
      description = "Negative controls to be put beside the model, in DIR/twins.")
  private List<String> twins = new ArrayList<>();

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Tries before a model is given up, each with other seeds, later ones longer (default:"
              + " ${DEFAULT-VALUE}).")
  private int attempts;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "Where PyTorch computes: cpu or gpu (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Mixin private RecipeOptions recipe = new RecipeOptions();
  @Mixin private ArchitectureOptions architecture = new ArchitectureOptions();
  @Mixin private BuildOptions build = new BuildOptions();
  @Mixin private VerifyOptions verify = new VerifyOptions();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    TrainingRecord.Kind kind = kind(twin);
    List<TrainingRecord.Kind> controls = twins.stream().map(TrainCommand::kind).toList();
    if (controls.contains(TrainingRecord.Kind.SIIT)) {
      throw new Misuse("--twins: siit is no negative control; natural, iit and random are");
    }
    if (attempts < 1) throw new Misuse("--attempts must be 1 or more");
    Processor processor = processor();
    Folder.toWrite(out, force);
    Build compiled = Build.of(program.load(console), build, verify, console).passed();
    TrainingPlan plan =
        new TrainingPlan(
            compiled.model(),
            architecture.of(compiled.model()),
            recipe.value(),
            kind,
            verify.seed(),
            attempts,
            processor);
    try {
      return train(plan, controls, compiled);
    } catch (NoTorch | IllegalArgumentException cannot) {
      throw new Misuse(String.valueOf(cannot.getMessage()));
    }
  }

  private int train(TrainingPlan plan, List<TrainingRecord.Kind> controls, Build compiled)
      throws ArtifactException, IOException {
    try (Workspace workspace = Workspace.beside(out)) {
      Training.Outcome outcome = one(plan, workspace);
      TreeMap<TrainingRecord.Kind, Training.Outcome> others = new TreeMap<>();
      for (TrainingRecord.Kind control : controls) {
        others.put(control, one(plan.twin(control), workspace));
      }
      TrainedFolder.write(
          new TrainedFolder.Content(
              outcome,
              others,
              compiled.model(),
              (orrery.verify.Certificate) compiled.certificate()),
          out,
          force);
      workspace.done();
      say(plan, outcome);
      return outcome.acceptance().passed() || plan.kind() != TrainingRecord.Kind.SIIT ? 0 : 1;
    }
  }

  private Training.Outcome one(TrainingPlan plan, Workspace workspace)
      throws ArtifactException, IOException {
    String name = TrainedFolder.name(plan.kind());
    try (TrainingProgress progress = new TrainingProgress(console, name)) {
      return Training.run(plan, Optional.of(workspace.path().resolve(name)), progress);
    }
  }

  private void say(TrainingPlan plan, Training.Outcome outcome) {
    if (json.wanted()) {
      JsonObject all = new JsonObject();
      all.addProperty("folder", out.toString());
      all.addProperty("passed", outcome.acceptance().passed());
      JsonArray tries = new JsonArray();
      outcome.attempts().forEach(a -> tries.add(TrainedFolder.attempt(a)));
      all.add("attempts", tries);
      console.out().println(all);
      return;
    }
    console.out().println(plan.compiled().meaning().name() + ": " + Figures.size(outcome.model()));
    for (Attempt a : outcome.attempts()) {
      console
          .out()
          .printf(
              java.util.Locale.ROOT,
              "attempt %d: %d steps, worst figure on held-out pairs %.4f%n",
              a.number(),
              a.steps(),
              a.figure());
    }
    console.out().println(AcceptanceFigures.table(outcome.acceptance()).plain());
    console.out().println(AcceptanceFigures.verdict(outcome.acceptance()));
    console.out().println("wrote " + out);
  }

  private static TrainingRecord.Kind kind(String name) {
    return Arrays.stream(TrainingRecord.Kind.values())
        .filter(k -> TrainedFolder.name(k).equals(name))
        .findFirst()
        .orElseThrow(() -> new Misuse("expected siit, natural, iit or random, not `" + name + "`"));
  }

  private Processor processor() {
    return Arrays.stream(Processor.values())
        .filter(p -> p.label().equals(device))
        .findFirst()
        .orElseThrow(() -> new Misuse("--device: expected cpu or gpu, not `" + device + "`"));
  }
}
