package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.artifact.Drafts;
import orrery.circuit.TrainingRecord;
import orrery.engine.NoTorch;
import orrery.engine.Processor;
import orrery.siit.Interruption;
import orrery.siit.TrainedFolder;
import orrery.siit.Training;
import orrery.siit.TrainingPlan;
import orrery.siit.TrainingStopped;
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
    Drafts.sweepBeside(out);
    if (!Workspace.hasPromised(out)) Folder.toWrite(out, force);
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
    Interruption.Hold hold = Interruption.hold();
    try {
      return train(plan, controls, compiled);
    } catch (NoTorch | IllegalArgumentException cannot) {
      throw new Misuse(String.valueOf(cannot.getMessage()));
    } finally {
      hold.close();
    }
  }

  private int train(TrainingPlan plan, List<TrainingRecord.Kind> controls, Build compiled)
      throws ArtifactException, IOException {
    try (Workspace workspace = Workspace.beside(out)) {
      Optional<TrainedResult> there =
          TrainedResult.read(out)
              .filter(r -> workspace.hasPromised(r.name(plan, controls, compiled.certificate())));
      if (there.isPresent()) {
        workspace.done();
        return say(plan, there.get(), "was there already, made by this command: ");
      }
      Folder.toWrite(out, force);
      return say(plan, make(plan, controls, compiled, workspace), "wrote ");
    } catch (TrainingStopped stopped) {
      return Failures.report(stopped, console.err());
    }
  }

  private TrainedResult make(
      TrainingPlan plan, List<TrainingRecord.Kind> controls, Build compiled, Workspace workspace)
      throws ArtifactException, IOException {
    Training.Outcome outcome = one(plan, workspace);
    TreeMap<TrainingRecord.Kind, Training.Outcome> others = new TreeMap<>();
    for (TrainingRecord.Kind control : controls) {
      others.put(control, one(plan.twin(control), workspace));
    }
    TrainedResult result = TrainedResult.of(outcome);
    workspace.promise(result.name(plan, controls, compiled.certificate()));
    TrainedFolder.write(
        new TrainedFolder.Content(
            outcome, others, compiled.model(), (orrery.verify.Certificate) compiled.certificate()),
        out,
        force);
    workspace.done();
    return result;
  }

  private Training.Outcome one(TrainingPlan plan, Workspace workspace)
      throws ArtifactException, IOException {
    String name = TrainedFolder.name(plan.kind());
    try (TrainingProgress progress = new TrainingProgress(console, name)) {
      return Training.run(plan, Optional.of(workspace.path().resolve(name)), progress);
    }
  }

  private int say(TrainingPlan plan, TrainedResult result, String how) {
    if (json.wanted()) {
      console.out().println(result.json(out));
    } else {
      result.show(console);
      console.out().println(how + out);
    }
    boolean isWell = result.acceptance().passed() || plan.kind() != TrainingRecord.Kind.SIIT;
    return isWell ? 0 : 1;
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
