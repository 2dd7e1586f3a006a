package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.Samples;
import orrery.artifact.TrainedSamples;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Accepting;
import orrery.components.HeldOutInputs;
import orrery.report.Scorecard;
import orrery.report.ScorecardFile;
import orrery.verify.Acceptance;

/** Every command on the folder of a trained model: it works, or says why not. */
class TrainedModelTest {
  private static final CompiledModel COMPILED = Samples.compile(TrainedSamples.TWICE);

  @TempDir private Path scratch = Path.of("");

  private String folder(TrainingRecord.Kind kind) throws ArtifactException {
    Path folder = scratch.resolve(kind.name().toLowerCase(java.util.Locale.ROOT));
    boolean passed = kind == TrainingRecord.Kind.SIIT;
    ModelFolder.write(
        TrainedSamples.of(COMPILED, kind, 7),
        TrainedSamples.acceptance(passed),
        folder,
        false,
        draft -> {
          Files.writeString(draft.resolve(ModelFolder.CURVE), "step,loss\n");
          ModelFolder.write(
              COMPILED, Samples.verify(COMPILED), draft.resolve(ModelFolder.COMPILED), false);
        });
    return folder.toString();
  }

  private String at(String name) {
    return scratch.resolve(name).toString();
  }

  private String siit() throws ArtifactException {
    return folder(TrainingRecord.Kind.SIIT);
  }

  private static Ran run(int code, String... arguments) {
    Ran ran = Ran.orrery(arguments);
    assertThat(ran.code())
        .as("%s%n%s%n%s", List.of(arguments), ran.out(), ran.err())
        .isEqualTo(code);
    assertThat(ran.err()).doesNotContain("bug of Orrery").doesNotContain("\tat ");
    return ran;
  }

  @Test
  void showSaysWhichComponentHasWhichVariable() throws ArtifactException {
    String folder = siit();

    Ran shown = run(0, "show", folder);

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .contains("count", "twice", "output  1..4", "accepted on")
        .contains("100 steps of training\n");
    assertThat(run(0, "show", folder, "--circuit").out()).contains("->logits");
    assertThat(run(0, "show", folder, "--circuit", "--format", "svg").out()).contains("<svg");
    assertThat(run(0, "show", folder, "--circuit", "--family", "STRUCTURAL").out().lines().count())
        .isGreaterThan(50);
    run(0, "show", folder, "--graph");
    run(0, "show", folder, "--weights", "blocks.0.attn.W_Q");
  }

  @Test
  void showTellsTheLastLooksOrWhyNot() throws ArtifactException, IOException {
    Path curve = Path.of(siit()).resolve(ModelFolder.CURVE);
    StringBuilder looks = new StringBuilder("step,rate,loss_iit,accuracy,iia_joint\n");
    for (int i = 1; i <= 9; i++) looks.append("%d00,0.1,0.25,0.5,0.%d\n".formatted(i, i));
    Files.writeString(curve, looks);

    assertThat(run(0, "show", at("siit")).out())
        .contains("the last looks at held-out pairs:")
        .containsPattern(
            "step  loss  accuracy  iia joint\n.*\n 600 .*\n.*\n.*\n 900  0.25 +0.5000 +0.9000\n")
        .doesNotContain(" 500 ");
    Files.writeString(curve, "step,<b>\n");
    assertThat(run(0, "show", at("siit")).out())
        .contains("curve.csv: line 1: a name is none", "accepted on");
  }

  @Test
  void runGivesOutputsAndTracesNothingThatCannotBeDecoded() throws ArtifactException {
    String folder = siit();

    assertThat(run(0, "run", folder, "abba").out().strip().split(" ")).hasSize(4);
    assertThat(run(0, "run", folder, "abba", "--trace").out())
        .contains("twice")
        .doesNotContain("count")
        .doesNotContain("resid");
    JsonObject json =
        JsonParser.parseString(run(0, "run", folder, "abba", "--trace", "--json").out())
            .getAsJsonObject();
    assertThat(json.getAsJsonArray("variables")).isEmpty();
  }

  private String judged(Acceptance.Terms terms) throws ArtifactException {
    CompiledModel model = TrainedSamples.of(COMPILED, TrainingRecord.Kind.SIIT, 7);
    Path folder = scratch.resolve("judged");
    ModelFolder.write(model, Accepting.accept(model, HeldOutInputs.of(model), terms), folder, true);
    return folder.toString();
  }

  private static Acceptance.Terms terms(double threshold) {
    Acceptance.Terms usual = Acceptance.Terms.standard(3).on(50, 0);
    return new Acceptance.Terms(
        threshold, usual.kinds(), usual.ablations(), usual.pairs(), usual.exhaustive(), 3);
  }

  @Test
  void verifyMeasuresAgainWhatTheFolderSays() throws ArtifactException {
    Ran lenient = run(0, "verify", judged(terms(1e-9)));
    Ran strict = run(1, "verify", judged(terms(0.995)), "--interchange");

    assertThat(lenient.out()).contains("accuracy", "accepted on", "says the same");
    assertThat(strict.out()).contains("NOT accepted", "says the same");
    assertThat(strict.err()).contains("did not pass its acceptance");
  }

  @Test
  void verifyFindsFiguresThatAreNotThoseOfTheWeights() throws ArtifactException {
    assertThat(run(1, "verify", siit()).out()).contains("says something else");
  }

  @Test
  void verifySaysSoWhereTheHeldOutInputsAreUnknown() throws Exception {
    String folder = siit();
    Path config = Path.of(folder).resolve("config.json");
    Files.writeString(
        config, Files.readString(config).replace(HeldOutInputs.COUNT, "something-else"));

    assertThat(run(1, "verify", folder).err()).contains("held out is not recorded");
    assertThat(run(2, "verify", folder, "--samples", "5").err()).contains("certificate.json");
  }

  @Test
  void assayJudgesByTheProgramAndKeepsWhatStandsByTheModel() throws Exception {
    String folder = siit();
    Path out = scratch.resolve("out");
    List<String> command =
        List.of("assay", folder, "--prompts", "10", "--methods", "eap,acdc,truth,causal-scrubbing");
    List<String> elsewhere = new ArrayList<>(command);
    elsewhere.addAll(List.of("--out", out.toString()));

    Ran ran = run(0, elsewhere.toArray(String[]::new));

    assertThat(ran.out()).contains("PROGRAM: ", "accepted on", "whole components");
    Scorecard card = ScorecardFile.read(out.resolve("scores.json"));
    assertThat(card.headline().name()).isEqualTo("PROGRAM");
    assertThat(card.headline().edges())
        .hasSameSizeAs(ModelFolder.read(out).model().program().edges().keySet());
    assertThat(card.provenance().build()).containsEntry("training", "siit");
    assertThat(card.provenance().verified()).contains("accepted", "least shares");
    for (String exact : List.of("oracle", "truth")) {
      assertThat(figure(card, exact, "auroc")).isEqualTo(1);
    }
    assertPortsBesideTrueOnesAreIgnored(card);
    assertThat(out.resolve(ModelFolder.CURVE)).hasContent("step,loss\n");
    assertThat(ModelFolder.read(out.resolve(ModelFolder.COMPILED)).model().weights())
        .isEqualTo(COMPILED.weights().toFloat32());
    List<String> again = new ArrayList<>(command);
    again.addAll(List.of("--out", folder, "--force"));
    run(0, again.toArray(String[]::new));
    assertThat(Path.of(folder).resolve(ModelFolder.CURVE)).hasContent("step,loss\n");
  }

  private static double figure(Scorecard card, String entry, String measure) {
    return card.entries().stream()
        .filter(e -> e.name().equals(entry))
        .flatMap(e -> e.figure(measure).stream())
        .mapToDouble(Scorecard.Figure::value)
        .findFirst()
        .orElseThrow();
  }

  /** Of a true edge into a head, the edges to the head's other ports count neither way. */
  private static void assertPortsBesideTrueOnesAreIgnored(Scorecard card) {
    TreeSet<String> ignored =
        card.truths().stream()
            .filter(t -> t.name().equals("IGNORED"))
            .flatMap(t -> t.edges().stream())
            .map(e -> card.edges().get(e).name())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> beside = new TreeSet<>();
    for (int e : card.headline().edges()) {
      String name = card.edges().get(e).name();
      if (!name.endsWith(">")) continue;
      String stem = name.substring(0, name.indexOf('<'));
      for (String port : List.of("<q>", "<k>", "<v>")) beside.add(stem + port);
    }
    card.headline().edges().forEach(e -> beside.remove(card.edges().get(e).name()));
    assertThat(ignored).isNotEmpty().isEqualTo(beside);
  }

  @Test
  void aNegativeControlSaysSoInEveryReport() throws Exception {
    String out = at("out");

    Ran ran =
        run(
            0,
            "assay",
            folder(TrainingRecord.Kind.NATURAL),
            "--prompts",
            "5",
            "--methods",
            "eap",
            "--out",
            out);

    assertThat(ran.err()).contains("negative control", "did not pass its acceptance");
    assertThat(ran.out()).contains("NEGATIVE CONTROL", "NOT accepted");
    assertThat(Files.readString(Path.of(out).resolve("report.html"))).contains("NEGATIVE CONTROL");
    assertThat(Files.readString(Path.of(out).resolve("card.md"))).contains("NO known circuit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NATURAL", "IIT", "RANDOM"})
  void negativeControlsSaySoInEveryExport(String kind) throws Exception {
    String folder = folder(TrainingRecord.Kind.valueOf(kind));

    Ran ran = run(0, "export", folder, "--to", "mib", "--out", at("g.json"));

    assertThat(ran.err()).contains("negative control", "did not pass its acceptance");
    assertThat(Files.readString(Path.of(at("g.json")))).contains("NEGATIVE CONTROL");
  }

  @Test
  void discoverScoreReportAndCompareWork() throws Exception {
    String folder = siit();
    List<String> files = new ArrayList<>();
    for (String method : List.of("eap", "truth")) {
      String file = at(method + ".json");
      run(0, "discover", folder, "--method", method, "--prompts", "5", "--out", file);
      files.addAll(List.of("--scores", file));
    }
    List<String> score = new ArrayList<>(List.of("score", folder, "--prompts", "5"));
    score.addAll(files);
    score.addAll(List.of("--out", at("one")));

    Ran scored = run(0, score.toArray(String[]::new));

    assertThat(scored.out()).contains("PROGRAM: ");
    Files.createDirectory(scratch.resolve("two"));
    Files.copy(scratch.resolve("one/scores.json"), scratch.resolve("two/scores.json"));
    assertThat(run(0, "compare", at("one"), at("two")).out()).contains("truth", "eap");
    run(0, "report", at("one"), "--out", at("report.html"));
  }

  @Test
  void attributeWorks() throws ArtifactException {
    run(0, "attribute", siit(), "--inputs", "3", "--methods", "gradient,occlusion");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"transformerlens", "npz", "dot", "dot-variables", "mib", "interpbench", "task"})
  void everyExportWorks(String target) throws Exception {
    Path out = scratch.resolve("export");

    run(0, "export", siit(), "--to", target, "--prompts", "5", "--out", out.toString());

    assertThat(out).exists();
  }

  @Test
  void theTruthsOfATaskSayWhatTheyAre() throws Exception {
    Path out = scratch.resolve("task");
    run(0, "export", siit(), "--to", "task", "--prompts", "5", "--out", out.toString());

    assertThat(Files.readString(out.resolve("truth/graph_program.json")))
        .contains("whole components");
    assertThat(Files.readString(out.resolve("README.md"))).contains("graph_program.json");
  }

  @Test
  void aFolderWithAWrongHashIsRefusedInASentence() throws IOException, ArtifactException {
    String folder = siit();
    Path file = Path.of(folder).resolve("certificate.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("[0-9a-f]{64}", "0".repeat(64)));

    assertThat(run(1, "show", folder).err()).contains("other weights");
  }

  @Test
  void buildOptionsAreForPrograms() throws ArtifactException {
    assertThat(run(2, "assay", siit(), "--pass", "rotate:seed=1").err()).contains("--pass");
  }
}
