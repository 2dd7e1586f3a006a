package orrery.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orrery.discovery.Method;
import orrery.discovery.MethodRefusal;
import orrery.discovery.Methods;
import orrery.intervention.Engine;
import orrery.report.Answer;
import orrery.report.Assessment;
import orrery.report.AtomicFile;
import orrery.report.ReportFiles;
import orrery.report.TrainingAccount;
import orrery.task.MadeTask;
import orrery.verify.Acceptance;

/**
 * Puts methods to the test for a command, under a progress bar.
 *
 * @param build the model
 * @param engine what runs it
 * @param console where the bar is
 */
record Assessments(Build build, EngineOptions engine, Console console) {
  private static final String TIMINGS = "timings.json";

  /**
   * Runs methods; with a folder, answers are kept there.
   *
   * @throws Misuse where a method is asked for twice
   */
  Assessment.Outcome run(
      MadeTask made, String command, List<Methods.Asked> asked, Optional<Path> folder)
      throws IOException {
    try (Engine machine = engine.of(build.model());
        Progress.Steps steps = Progress.steps(console, "assay")) {
      Methods.Known known = new Methods.Known(build.model(), machine, made);
      List<Method> methods = asked.stream().map(a -> a.on().apply(known)).toList();
      return Assessment.of(question(made, command), machine, methods, folder, steps::begins);
    } catch (MethodRefusal refusal) {
      throw new Misuse("--methods: " + refusal.getMessage());
    }
  }

  /** Judges answers that were given already. */
  Assessment.Outcome judge(MadeTask made, String command, List<Answer> answers) {
    try (Engine machine = engine.of(build.model());
        Progress.Steps steps = Progress.steps(console, "score")) {
      return Assessment.ofAnswers(question(made, command), machine, answers, steps::begins);
    }
  }

  private Assessment.Question question(MadeTask made, String command) {
    Assessment.About about =
        new Assessment.About(Figures.size(build.model()), verified(), Orrery.VERSION, command);
    return new Assessment.Question(build.model(), made, about, engine.name());
  }

  private String verified() {
    String verdict = Figures.verdict(build.certificate());
    return build.certificate() instanceof Acceptance
        ? verdict + "; " + Figures.clearness(build.certificate())
        : verdict;
  }

  /**
   * Writes the report into a folder; how long methods took stands in a file of its own, so that the
   * others are the same at every run.
   */
  void write(Assessment.Outcome outcome, Path folder) throws IOException {
    ReportFiles.write(
        outcome.card(), TrainingAccount.of(build.model(), build.certificate(), folder), folder);
    if (outcome.seconds().isEmpty()) return;
    JsonObject seconds = new JsonObject();
    outcome.seconds().forEach(seconds::addProperty);
    AtomicFile.write(folder.resolve(TIMINGS), seconds + "\n");
  }
}
