package orrery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import orrery.artifact.ModelHash;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Method;
import orrery.discovery.MethodRefusal;
import orrery.discovery.Methods;
import orrery.discovery.Scores;
import orrery.draw.Table;
import orrery.intervention.Engine;
import orrery.report.Answer;
import orrery.report.AnswerFile;
import orrery.report.AtomicFile;
import orrery.report.EdgeAnswer;
import orrery.task.MadeTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery discover}: one method on one model, without a judge. */
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    header = "Run one circuit-discovery method on a model.",
    description = "Prints the edges with the largest scores; --out keeps the whole answer.",
    footer = {
      "",
      "Example:",
      "  orrery discover target/hist --method eap-ig-inputs:steps=10 --out target/eap-ig.json",
      "  orrery score target/hist --scores target/eap-ig.json"
    })
final class DiscoverCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Mixin private SubjectArgument subject = new SubjectArgument();

  @Option(
      names = "--method",
      paramLabel = "NAME[:KEY=VALUE,...]",
      required = true,
      description = "The method.")
  private String method = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the answer as JSON.")
  private Optional<Path> out = Optional.empty();

  @Mixin private TaskArguments task = new TaskArguments();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    engine.check();
    Methods.Asked asked = asked();
    CompiledModel model = subject.load(console).model().toFloat32();
    Answer answer;
    try (Engine machine = engine.of(model)) {
      MadeTask made = task.of(model, seed.value());
      Method known = asked.on().apply(new Methods.Known(model, machine, made));
      answer = Answer.of(known.name(), known, machine.prepare(made.task()));
    }
    String text = AnswerFile.text(answer, ModelHash.of(model));
    if (out.isPresent()) AtomicFile.write(out.get(), text);
    if (json.wanted()) {
      console.out().print(text);
      return 0;
    }
    console.out().print(table(answer.scores()).plain());
    console.out().println();
    String cost = String.format(Locale.ROOT, "%.1f", answer.cost().forwardEquivalents());
    console.out().println("cost: " + cost + " forward passes over all examples");
    answer.notes().forEach(console.out()::println);
    out.ifPresent(file -> console.out().println("wrote " + file));
    return 0;
  }

  private Methods.Asked asked() {
    try {
      List<Methods.Asked> asked = Methods.asked(method);
      if (asked.size() == 1) return asked.get(0);
      throw new Misuse("--method %s is not one method but %d".formatted(method, asked.size()));
    } catch (MethodRefusal refusal) {
      throw new Misuse("--method " + method + ": " + refusal.getMessage());
    }
  }

  private static Table table(Scores scores) {
    ResidualGraph graph = scores.graph();
    List<List<String>> rows = new ArrayList<>();
    if (scores instanceof Scores.Circuits circuits) {
      for (Scores.Found f : circuits.found()) {
        String edges = String.format(Locale.ROOT, "%d", f.circuit().size());
        rows.add(List.of(String.format(Locale.ROOT, "%.3g", f.threshold()), edges));
      }
      return new Table(List.of("threshold", "edges kept"), rows);
    }
    double[] means = EdgeAnswer.of(scores).means();
    IntStream.range(0, means.length)
        .boxed()
        .sorted(Comparator.comparingDouble(e -> -Math.abs(means[e])))
        .limit(SHOWN)
        .forEach(
            e ->
                rows.add(
                    List.of(graph.edge(e).name(), String.format(Locale.ROOT, "%.6f", means[e]))));
    return new Table(List.of("edge", "score"), rows);
  }
}
