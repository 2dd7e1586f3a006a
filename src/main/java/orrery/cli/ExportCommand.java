package orrery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.artifact.Export;
import orrery.artifact.Marked;
import orrery.artifact.ModelFolder;
import orrery.artifact.TaskFolder;
import orrery.circuit.CompiledModel;
import orrery.task.MadeTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery export}: a model in the shapes of other tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Write a model in the shape that another tool loads.",
    footer = {
      "",
      "Example:",
      "  orrery export target/hist --to transformerlens --out target/hist-tl",
      "  orrery export target/hist --to npz --out target/hist.npz",
      "  orrery export target/hist --to task --prompts 50 --out target/hist-task",
      "  orrery export target/hist --to mib --truth active --out target/hist-mib.json"
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a model.")
  private Path folder = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TOOL",
      completionCandidates = TargetName.class,
      description =
          "${COMPLETION-CANDIDATES}. A task is a folder with model, prompts and graph for a method of"
              + " another tool.")
  private String tool = "npz";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "PATH",
      description = "The file or folder to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace what an earlier export wrote.")
  private boolean force;

  @Option(
      names = "--truth",
      paramLabel = "TRUTH",
      defaultValue = "program",
      completionCandidates = Truths.class,
      description =
          "Which edges mib and interpbench mark as true: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}). Active are those with an effect under the task's options.")
  private String truth = "program";

  @Mixin private TaskArguments task = new TaskArguments();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) throw new Misuse(folder + " is no folder of a model");
    ModelFolder.Contents contents = ModelFolder.read(folder);
    Caveats.warn(contents, console);
    CompiledModel model = contents.model();
    if (tool.toLowerCase(Locale.ROOT).equals(TargetName.TASK)) {
      writeTask(model.toFloat32());
    } else {
      Export.write(model, TargetName.of(tool), marked(model), out, force);
    }
    console.out().println("wrote " + out);
    return 0;
  }

  private void writeTask(CompiledModel model) throws ArtifactException {
    MadeTask made = task.of(model, seed.value());
    ActiveMarks active = ActiveMarks.of(model, made);
    List<Marked> truths = List.of(active.marked(), Marked.program(model), Marked.structural(model));
    String written = task.written() + (seed.value() == 0 ? "" : " --seed " + seed.value());
    TaskFolder.write(model, made, active.semantics(), truths, written, out, force);
  }

  private Marked marked(CompiledModel model) {
    return switch (truth.toLowerCase(Locale.ROOT)) {
      case "program" -> Marked.program(model);
      case "structural" -> Marked.structural(model);
      case "active" -> {
        CompiledModel shipped = model.toFloat32();
        yield ActiveMarks.of(shipped, task.of(shipped, seed.value())).marked();
      }
      default ->
          throw new Misuse(
              "--truth: expected one of "
                  + String.join(", ", new Truths())
                  + ", not `"
                  + truth
                  + "`");
    };
  }

  /** The names of truths. */
  static final class Truths implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("active", "program", "structural").iterator();
    }
  }
}
