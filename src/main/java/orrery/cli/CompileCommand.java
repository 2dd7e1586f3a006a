package orrery.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery compile}: a program becomes a verified model folder. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    header = "Compile a program into a folder: weights, circuit, certificate.",
    description = "A build that fails its own verification is an error and writes nothing.",
    footer = {
      "",
      "Example:",
      "  orrery compile programs/hist.rasp --out /tmp/hist",
      "  orrery compile programs/sort.rasp --out /tmp/sort --pass rotate:seed=3 --force"
    })
final class CompileCommand implements Callable<Integer> {
  @Mixin private ProgramArgument program = new ProgramArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace the folder if it is there.")
  private boolean force;

  @Mixin private BuildOptions build = new BuildOptions();
  @Mixin private VerifyOptions verify = new VerifyOptions();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    Folder folder = Folder.toWrite(out, force);
    Build built = Build.of(program.load(console), build, verify, console).passed();
    folder.write(built);
    if (json.wanted()) {
      JsonObject all = Figures.json(built);
      all.addProperty("folder", out.toString());
      console.out().println(all);
      return 0;
    }
    console.out().println(built.model().meaning().name() + ": " + Figures.size(built.model()));
    console.out().println("verified: " + Figures.verdict(built.certificate()));
    console.out().println("          " + Figures.clearness(built.certificate()));
    console.out().println("wrote " + out);
    return 0;
  }
}
