package orrery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import orrery.circuit.CompiledModel;
import orrery.exchange.Missing;
import orrery.report.Answer;
import orrery.report.Assessment;
import orrery.report.ReportFiles;
import orrery.report.ScoreFile;
import orrery.report.Scorecard;
import orrery.report.TrainingAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery score}: answers that were given elsewhere, judged. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    header = "Judge scores that a method of yours has given to a model's edges.",
    description = {
      "Read are the files of other tools: EAP-IG's and MIB's graph JSON, names and scores of",
      "auto-circuit, ACDC, InterpBench and TransformerLens in JSON or CSV, and what `orrery",
      "discover` and `orrery assay` write. Scores on another tool's graph are judged against the",
      "truth projected to it. See bring-your-own-method.md."
    },
    footer = {
      "",
      "Example:",
      "  orrery score target/hist --scores mine.json",
      "  orrery score target/hist --scores mine.json --scores theirs.json --out target/scored"
    })
final class ScoreCommand implements Callable<Integer> {
  @Mixin private SubjectArgument subject = new SubjectArgument();

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      required = true,
      description = "The scores; give the option once a file.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Write report.html, scores.json and scores.csv into this folder.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      defaultValue = "refuse",
      description =
          "What to do where another tool's file does not score every edge: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).",
      converter = MissingName.class,
      completionCandidates = MissingName.class)
  private Missing missing = Missing.REFUSE;

  @Mixin private TaskArguments task = new TaskArguments();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private VerifyOptions verify = new VerifyOptions();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    engine.check();
    Subject of = subject.load(console);
    CompiledModel model = of.model().toFloat32();
    ScoreFile reader = ScoreFile.of(model, missing);
    List<Answer> answers = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (Path file : files) {
      for (Answer a : reader.read(file)) {
        if (!labels.add(a.label())) {
          throw new Misuse(file + ": scores of a method `" + a.label() + "` were read before");
        }
        answers.add(a);
      }
    }
    Build build = Build.asItIs(of, verify, console);
    Assessments assessments = new Assessments(build, engine, console);
    Assessment.Outcome outcome =
        assessments.judge(task.of(model, verify.seed()), command(), answers);
    if (out.isPresent()) {
      Files.createDirectories(out.get());
      Optional<TrainingAccount> training =
          subject.folder().flatMap(f -> TrainingAccount.of(build.model(), build.certificate(), f));
      ReportFiles.write(outcome.card(), training, out.get());
    }
    if (json.wanted()) {
      console.out().println(ScoreTable.json(outcome.card()));
      return 0;
    }
    console.out().print(ScoreTable.of(outcome.card()).plain());
    console.out().println();
    console.out().println(ScoreTable.truth(outcome.card()));
    console.out().println("Σ: " + outcome.card().semantics().spelled());
    for (Scorecard.Entry e : outcome.card().methods()) {
      e.notes().forEach(note -> console.out().println(e.name() + ": " + note));
    }
    out.ifPresent(folder -> console.out().println("wrote " + folder + ", see report.html"));
    return 0;
  }

  private String command() {
    StringBuilder command = new StringBuilder("orrery score").append(subject.written());
    for (Path file : files) command.append(" --scores ").append(file.getFileName());
    if (missing != Missing.REFUSE) command.append(" --missing ").append(missing.label());
    return command
        .append(task.written())
        .append(engine.written())
        .append(" --seed ")
        .append(verify.seed())
        .append(" --out DIR")
        .toString();
  }
}
