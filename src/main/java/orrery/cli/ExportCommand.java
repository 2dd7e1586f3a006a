package orrery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import orrery.artifact.Export;
import orrery.artifact.ModelFolder;
import orrery.circuit.CompiledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery export}: a model in the shapes of other tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Write a compiled model in the shape that another tool loads.",
    footer = {
      "",
      "Example:",
      "  orrery export target/hist --to transformerlens --out target/hist-tl",
      "  orrery export target/hist --to npz --out target/hist.npz"
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a compiled model.")
  private Path folder = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TOOL",
      converter = TargetName.class,
      completionCandidates = TargetName.class,
      description = "${COMPLETION-CANDIDATES}.")
  private Export.Target target = Export.Target.NPZ;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "PATH",
      description = "The file or folder to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace what an earlier export wrote.")
  private boolean force;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) throw new Misuse(folder + " is no folder of a compiled model");
    CompiledModel model = ModelFolder.read(folder).model();
    Export.write(model, target, out, force);
    console.out().println("wrote " + out);
    return 0;
  }
}
