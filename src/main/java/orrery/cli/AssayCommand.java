package orrery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.check.TypedProgram;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.draw.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery assay}: the main job on one screen. */
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    header = "Compile a program, verify it, and show on one screen what came of it.",
    description = "Writes the model folder where --out is given.",
    footer = {"", "Example:", "  orrery assay programs/hist.rasp --out /tmp/hist"})
final class AssayCommand implements Callable<Integer> {
  @Mixin private ProgramArgument program = new ProgramArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Write the model folder, too.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace the folder if it is there.")
  private boolean force;

  @Mixin private BuildOptions build = new BuildOptions();
  @Mixin private VerifyOptions verify = new VerifyOptions();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    Optional<Folder> folder = Optional.empty();
    if (out.isPresent()) folder = Optional.of(Folder.toWrite(out.get(), force));
    LoadedProgram loaded = program.load(console);
    Build built = Build.of(loaded, build, verify, console).passed();
    if (folder.isPresent()) folder.get().write(built);
    if (json.wanted()) {
      console.out().println(Figures.json(built));
      return 0;
    }
    head(loaded.program());
    table(built).plain().lines().forEach(line -> console.out().println("  " + line));
    console.out().println();
    say("model", Figures.size(built.model()));
    say("verified", Figures.verdict(built.certificate()));
    say("", Figures.clearness(built.certificate()));
    out.ifPresent(path -> say("wrote", path.toString()));
    return 0;
  }

  private void head(TypedProgram typed) {
    String doc = typed.doc().lines().findFirst().orElse("");
    console.out().println(doc.isEmpty() ? typed.name() : typed.name() + ": " + doc);
    console.out().println();
  }

  private void say(String what, String sentence) {
    console.out().println(String.format(Locale.ROOT, "  %-9s %s", what, sentence));
  }

  private static Table table(Build built) {
    CompiledModel model = built.model();
    List<List<String>> rows = new ArrayList<>();
    for (Variable v : model.meaning().variables()) {
      rows.add(List.of(v.name(), ModelTables.values(v), where(model, v), margin(built, v)));
    }
    for (CausalModel.Output o : model.meaning().outputs()) {
      rows.add(List.of("output " + o.name(), ModelTables.values(o.variable()), "logits", ""));
    }
    return new Table(List.of("variable", "values", "computed by", "margin"), rows);
  }

  private static String where(CompiledModel model, Variable v) {
    String writers =
        model.alignment().of(v).stream()
            .map(Placement::writers)
            .map(w -> w.stream().map(Component::name).collect(Collectors.joining("+")))
            .collect(Collectors.joining(", "));
    if (!writers.isEmpty()) return writers;
    return v.parents().stream()
        .map(Variable::name)
        .collect(Collectors.joining(", ", "read off ", ""));
  }

  private static String margin(Build built, Variable v) {
    return built.certificate().variables().stream()
        .filter(e -> e.name().equals(v.name()))
        .map(e -> String.format(Locale.ROOT, "%.3f", e.margin()))
        .collect(Collectors.joining(", "));
  }
}
