package orrery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import orrery.artifact.ModelFolder;
import orrery.artifact.Npz;
import orrery.artifact.StateDict;
import orrery.artifact.TransformerLensExport;
import orrery.circuit.CompiledModel;
import orrery.draw.CircuitGraph;
import orrery.draw.Dot;
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
      "  orrery export /tmp/hist --to transformerlens --out /tmp/hist-tl",
      "  orrery export /tmp/hist --to npz --out /tmp/hist.npz"
    })
final class ExportCommand implements Callable<Integer> {
  /** The shapes. */
  enum Target {
    /** A folder: state dict, configuration, tokens, and the lines of Python that load them. */
    transformerlens,
    /** One file of numpy arrays, named as the state dict. */
    npz,
    /** The PROGRAM circuit for Graphviz. */
    dot
  }

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a compiled model.")
  private Path folder = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TOOL",
      description = "${COMPLETION-CANDIDATES}.")
  private Target target = Target.npz;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "PATH",
      description = "The file or folder to write.")
  private Path out = Path.of("");

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) throw new Misuse(folder + " is no folder of a compiled model");
    CompiledModel model = ModelFolder.read(folder).model();
    write(model);
    console.out().println("wrote " + out);
    return 0;
  }

  private void write(CompiledModel model) throws Exception {
    switch (target) {
      case npz -> Npz.write(out, StateDict.of(model.weights()));
      case dot -> Files.writeString(out, Dot.write(CircuitGraph.of(model, model.program())));
      case transformerlens -> TransformerLensExport.write(model, out);
    }
  }
}
