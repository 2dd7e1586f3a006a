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
<<<<<<< HEAD
=======
  /** The shapes. */
  enum Target {
    /** A folder: state dict, configuration, tokens, and the lines of Python that load them. */
    transformerlens,
    /** One file of numpy arrays, named as the state dict. */
    npz,
    /** The PROGRAM circuit for Graphviz. */
    dot,
    /** The PROGRAM circuit as a graph of EAP-IG and MIB, in JSON. */
    mib,
    /** The PROGRAM circuit as edges between hook points, in JSON. */
    interpbench
  }

>>>>>>> refs/heads/folder
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

<<<<<<< HEAD
  @Option(names = "--force", description = "Replace what an earlier export wrote.")
=======
  @Option(names = "--force", description = "Replace what is there.")
>>>>>>> refs/heads/folder
  private boolean force;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) throw new Misuse(folder + " is no folder of a compiled model");
    CompiledModel model = ModelFolder.read(folder).model();
<<<<<<< HEAD
    Export.write(model, target, out, force);
    console.out().println("wrote " + out);
    return 0;
  }
=======
    Export.write(model, shape(), out, force);
    console.out().println("wrote " + out);
    return 0;
  }

  private Export.Target shape() {
    return switch (target) {
      case transformerlens -> Export.Target.TRANSFORMERLENS;
      case npz -> Export.Target.NPZ;
      case dot -> Export.Target.DOT;
      case mib -> Export.Target.MIB;
      case interpbench -> Export.Target.INTERPBENCH;
    };
  }
>>>>>>> refs/heads/folder
}
