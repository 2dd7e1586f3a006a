package orrery.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orrery.artifact.ModelFolder;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.discovery.Methods;
import orrery.draw.Table;
import orrery.report.Assessment;
import orrery.report.Scorecard;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery assay}: the main job on one screen. */
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    header = "Compile a program, verify it, put methods to the test on it, and report.",
    description = {
      "With --out it writes the model folder and, in it, report.html, scores.json, scores.csv and",
      "the answer of every method; the ACTIVE circuit joins those in circuit.json. The same"
          + " command",
      "again goes on where it was interrupted."
    },
    footer = {
      "",
      "Example:",
      "  orrery assay programs/hist.rasp --out target/hist",
      "  orrery assay programs/ioi.rasp --out target/ioi --methods eap,eap-ig-inputs:steps=30"
    })
final class AssayCommand implements Callable<Integer> {
  @Mixin private SubjectArgument subject = new SubjectArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Write the model folder with the report in it.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace a model folder that is there.")
  private boolean force;

  @Mixin private MethodList methods = new MethodList();
  @Mixin private TaskArguments task = new TaskArguments();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private BuildOptions build = new BuildOptions();
  @Mixin private VerifyOptions verify = new VerifyOptions();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    engine.check();
    List<Methods.Asked> asked = methods.methods();
    Optional<AssayFolder> folder = Optional.empty();
    if (out.isPresent()) folder = Optional.of(AssayFolder.toWrite(out.get(), force));
    Subject of = subject.load(console);
    Build built = Build.of(of, build, verify, console).passed();
    if (folder.isPresent()) folder.get().write(built, subject.folder());
    if (!json.wanted()) model(of, built);
    if (asked.isEmpty()) return end(built, Optional.empty());
    Assessments assessments = new Assessments(built, engine, console);
    Assessment.Outcome outcome =
        assessments.run(task.of(built.model(), verify.seed()), command(), asked, out);
    if (out.isPresent()) {
      ModelFolder.addActive(out.get(), List.of(outcome.active()));
      assessments.write(outcome, out.get());
    }
    return end(built, Optional.of(outcome.card()));
  }

  private String command() {
    return "orrery assay"
        + subject.written()
        + build.written()
        + methods.written()
        + task.written()
        + engine.written()
        + " --seed "
        + verify.seed()
        + " --out DIR";
  }

  private int end(Build built, Optional<Scorecard> card) {
    if (json.wanted()) {
      JsonObject all = Figures.json(built);
      card.ifPresent(c -> all.add("scores", ScoreTable.json(c)));
      console.out().println(all);
      return 0;
    }
    card.ifPresent(this::scores);
    out.ifPresent(path -> say("wrote", path + (card.isPresent() ? ", see report.html" : "")));
    return 0;
  }

  private void scores(Scorecard card) {
    console.out().println();
    ScoreTable.of(card).plain().lines().forEach(line -> console.out().println("  " + line));
    console.out().println();
    say("truth", ScoreTable.truth(card));
    say("Σ", card.semantics().spelled());
  }

  private void model(Subject of, Build built) {
    head(of);
    table(built).plain().lines().forEach(line -> console.out().println("  " + line));
    console.out().println();
    say("model", Figures.size(built.model()));
    boolean isTrained = built.certificate() instanceof Acceptance;
    say(isTrained ? "measured" : "verified", Figures.verdict(built.certificate()));
    say("", Figures.clearness(built.certificate()));
    console.out().flush();
  }

  private void head(Subject of) {
    String doc =
        of instanceof Subject.OfProgram p
            ? p.program().program().doc().lines().findFirst().orElse("")
            : "";
    String name = of.meaning().name();
    console.out().println(doc.isEmpty() ? name : name + ": " + doc);
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
    String last = built.certificate() instanceof Certificate ? "margin" : "interchange";
    return new Table(List.of("variable", "values", "computed by", last), rows);
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
    if (built.certificate() instanceof Acceptance a) {
      return AcceptanceFigures.interchange(a, built.model().alignment().of(v));
    }
    if (!(built.certificate() instanceof Certificate certificate)) return "";
    return certificate.variables().stream()
        .filter(e -> e.name().equals(v.name()))
        .map(e -> String.format(Locale.ROOT, "%.3f", e.margin()))
        .collect(Collectors.joining(", "));
  }
}
