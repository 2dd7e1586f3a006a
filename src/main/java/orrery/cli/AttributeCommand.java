package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.attribution.AttributionRefusal;
import orrery.attribution.TokenAssay;
import orrery.attribution.TokenMeasure;
import orrery.attribution.TokenMethod;
import orrery.attribution.TokenMethods;
import orrery.attribution.TokenQuestions;
import orrery.attribution.TokenScorecard;
import orrery.attribution.TokenScoresCsv;
import orrery.attribution.TokenScoresFile;
import orrery.attribution.TokenTask;
import orrery.circuit.CompiledModel;
import orrery.draw.Table;
import orrery.intervention.Engine;
import orrery.intervention.JavaEngine;
import orrery.report.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery attribute}: on which tokens do answers rest, and which method knows? */
@Command(
    name = "attribute",
    mixinStandardHelpOptions = true,
    header = "Put token attribution methods to the test on a program's answers.",
    description = {
      "Which tokens an answer rests on has several true answers: where it was read from",
      "(provenance), which single tokens change it (sensitivity), which sets settle it",
      "(sufficient), what each token is worth (Shapley). Methods are scored against each.",
      "With --out it writes token-scores.json and token-scores.csv."
    },
    footer = {
      "",
      "Example:",
      "  orrery attribute programs/induction.rasp --inputs 40 --out target/induction-tokens",
      "  orrery attribute programs/ioi.rasp --methods gradient,integrated-gradients:steps=300"
    })
final class AttributeCommand implements Callable<Integer> {
  private static final String USUAL =
      "gradient,input-x-gradient,integrated-gradients,smoothgrad-squared,occlusion,"
          + "attention-rollout,model-shapley,sampled-shapley,random,position-only";

  @Mixin private SubjectArgument subject = new SubjectArgument();

  @Option(
      names = "--methods",
      paramLabel = "LIST",
      description = {
        "Methods, NAME or NAME:KEY=VALUE, with commas between.",
        "Default: " + USUAL + "."
      })
  private String methods = USUAL;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "30",
      description = "About how many inputs to ask (default: ${DEFAULT-VALUE}).")
  private int inputs;

  @Option(
      names = "--last",
      description = "Ask about the last judged position of an input only, not about all.")
  private boolean last;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Write token-scores.json and token-scores.csv.")
  private Optional<Path> out = Optional.empty();

  @Mixin private BuildOptions build = new BuildOptions();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    List<TokenMethod> asked = asked();
    CompiledModel model = model(subject.load(console)).toFloat32();
    TokenScorecard card = scored(model, asked);
    String text = TokenScoresFile.text(card, model, seed.value());
    if (out.isPresent()) write(out.get(), text, TokenScoresCsv.text(card, model, seed.value()));
    if (json.wanted()) {
      console.out().print(text);
      return 0;
    }
    print(card);
    out.ifPresent(dir -> console.out().println("wrote " + dir));
    return 0;
  }

  private List<TokenMethod> asked() {
    try {
      return TokenMethods.parse(methods);
    } catch (AttributionRefusal refusal) {
      throw new Misuse("--methods " + methods + ": " + refusal.getMessage());
    }
  }

  private CompiledModel model(Subject of) {
    if (of instanceof Subject.OfProgram p) {
      return build.passesOf(p.program().compile(build.plan(), build.dials()));
    }
    if (!build.written().isEmpty()) {
      throw new Misuse(build.written().strip() + ": a folder is compiled already");
    }
    return of.model();
  }

  private TokenScorecard scored(CompiledModel model, List<TokenMethod> asked) {
    try (Engine engine = JavaEngine.of(model);
        Progress.Steps steps = Progress.steps(console, "attributing")) {
      TokenTask task =
          new TokenTask(
              model, engine, TokenQuestions.of(model, inputs, seed.value(), last), seed.value());
      int[] done = new int[1];
      return TokenAssay.run(
          task, asked, seed.value(), name -> steps.begins(name, done[0]++, asked.size()));
    } catch (AttributionRefusal refusal) {
      throw new Misuse(String.valueOf(refusal.getMessage()));
    }
  }

  private static void write(Path folder, String json, String csv) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve("token-scores.json"), json);
    AtomicFile.write(folder.resolve("token-scores.csv"), csv);
  }

  private void print(TokenScorecard card) {
    TokenScorecard.Summary s = card.summary();
    console
        .out()
        .println(
            Figures.counted(s.questions(), "answer")
                + " to "
                + Figures.counted(s.inputs(), "input")
                + number("; tokens seen %.1f, read from %.1f, ", s.visible(), s.provenance())
                + number("changing it alone %.1f, Jaccard %.2f", s.sensitivity(), s.jaccard()));
    if (s.sets() > 0) {
      console
          .out()
          .println(
              number(
                      "minimal sufficient sets %.1f, in all of them %.1f tokens, ",
                      s.sets(), s.core())
                  + number("in some %.1f", s.union()));
    }
    console.out().println();
    console.out().print(table(card).plain());
    card.notes().forEach(console.out()::println);
  }

  private static Table table(TokenScorecard card) {
    List<String> head = new ArrayList<>(List.of("method", "cost"));
    for (TokenMeasure m : TokenMeasure.values()) head.add(m.label());
    head.add("|Σ−Δ|");
    List<List<String>> rows = new ArrayList<>();
    for (TokenScorecard.Entry e : card.entries()) {
      boolean competes = e.role() == TokenScorecard.Role.METHOD;
      List<String> row = new ArrayList<>();
      row.add(competes ? e.name() : "(" + e.name() + ")");
      row.add(competes ? number("%.1f", e.cost()) : "");
      for (TokenMeasure m : TokenMeasure.values()) {
        row.add(e.figure(m).map(f -> number("%.3f", f.value())).orElse(""));
      }
      row.add(e.completeness().isPresent() ? number("%.0e", e.completeness().getAsDouble()) : "");
      rows.add(row);
    }
    return new Table(head, rows);
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
