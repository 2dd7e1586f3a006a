package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ModelFolder;
import orrery.truth.ActiveCircuit;

/** The main job and its steps apart, as they are typed. */
class AssayTest {
  private static final String HIST = "programs/hist.rasp";
  private static final List<String> REPORT = List.of("scores.json", "scores.csv", "report.html");

  @TempDir private Path scratch = Path.of("");

  private Ran assay(String folder, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("assay", HIST, "--out", at(folder), "--prompts", "20", "--methods"));
    if (more.length == 0) arguments.add("eap,exact-edges,acdc");
    arguments.addAll(List.of(more));
    return Ran.orrery(arguments.toArray(String[]::new));
  }

  private String at(String name) {
    return scratch.resolve(name).toString();
  }

  @Test
  void twoRunsGiveIdenticalFiles() throws IOException {
    assertThat(assay("one").code()).isZero();
    assertThat(assay("two").code()).isZero();

    for (String file : REPORT) {
      assertThat(scratch.resolve("one").resolve(file))
          .hasSameBinaryContentAs(scratch.resolve("two").resolve(file));
    }
  }

  @Test
  void aRunThatWasInterruptedGoesOnWhereItWas() throws IOException {
    assertThat(assay("whole").code()).isZero();
    assertThat(assay("part", "eap,exact-edges").code()).isZero(); // as far as it came
    Path damaged = scratch.resolve("part/methods/exact-edges.json");
    Files.writeString(damaged, Files.readString(damaged).substring(0, 200));
    Path kept = scratch.resolve("part/methods/eap.json");
    Object before = Files.getLastModifiedTime(kept);

    assertThat(assay("part").code()).isZero();

    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
    assertThat(Files.readString(scratch.resolve("part/timings.json")))
        .contains("acdc")
        .contains("exact-edges")
        .doesNotContain("eap");
    for (String file : REPORT) {
      assertThat(scratch.resolve("part").resolve(file))
          .hasSameBinaryContentAs(scratch.resolve("whole").resolve(file));
    }
  }

  @Test
  void theFolderKeepsTheTruthUnderEverySemantics() throws Exception {
    assertThat(assay("one", "eap").code()).isZero();
    assertThat(assay("one", "eap", "--reference", "zero").code()).isZero();
    assertThat(assay("one", "eap").code()).isZero();

    List<ActiveCircuit> kept = ModelFolder.read(scratch.resolve("one")).active();

    assertThat(kept)
        .extracting(c -> c.semantics().replacement())
        .containsExactly("resample", "zero");
    assertThat(kept.get(0).edges()).hasSize(3);
    assertThat(Ran.orrery("verify", at("one")).code()).isZero();
    assertThat(ModelFolder.read(scratch.resolve("one")).active()).isEqualTo(kept);
  }

  @Test
  void cutEdgesMayCarryOptimalConstants() throws Exception {
    Ran ran = assay("one", "exact-edges", "--reference", "optimal");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("optimal of edges")
        .contains("Optimal constants, found by Adam: 100 steps at rate 0.02 from the mean.");
    assertThat(ModelFolder.read(scratch.resolve("one")).active())
        .extracting(c -> c.semantics().replacement())
        .containsExactly("optimal");
  }

  @Test
  void whatNeedsToKnowTheModelIsAMethodToo() throws IOException {
    Ran ran = assay("one", "truth,causal-scrubbing,causal-scrubbing:draw=disagree");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("truth +[0-9.]+ +1\\.000\\*");
    String scrubbed =
        Files.readString(scratch.resolve("one/methods/causal-scrubbing_draw=agree_seed=0.json"));
    assertThat(scrubbed).contains("The program's hypothesis, scrubbed claim by claim");
    assertThat(Ran.orrery("discover", at("one"), "--method", "truth", "--prompts", "20").out())
        .contains("1.000000");
    assertThat(assay("two", "truth,truth").err())
        .contains("`truth:truth=active` is asked for twice");
  }

  @Test
  void anotherModelIsReplacedOnlyByForce() {
    assertThat(assay("one", "none").code()).isZero();

    Ran other = Ran.orrery("assay", "programs/sort.rasp", "--methods", "none", "--out", at("one"));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("--force");
    Ran forced =
        Ran.orrery(
            "assay", "programs/sort.rasp", "--methods", "none", "--force", "--out", at("one"));
    assertThat(forced.code()).as(forced.err()).isZero();
    assertThat(Ran.orrery("run", at("one"), "b a").err()).doesNotContain("hist");
  }

  @Test
  void theBestAreStarredAndTheTruthScoresOne() {
    Ran ran = assay("one");

    assertThat(ran.out()).containsPattern("exact-edges +[0-9.]+ +1\\.000\\*");
    assertThat(ran.out()).containsPattern("\\(oracle\\) +1\\.000 ");
    assertThat(ran.out()).contains("ACTIVE: 3 of 9 edges").contains("resample of edges");
  }

  @Test
  void theStepsApartGiveWhatTheWholeGives() throws IOException {
    assertThat(assay("one").code()).isZero();
    String answer = at("eap.json");
    String[] discover = {
      "discover", at("one"), "--method", "eap", "--prompts", "20", "--out", answer
    };
    assertThat(Ran.orrery(discover).code()).isZero();

    Ran scored =
        Ran.orrery(
            "score", at("one"), "--scores", answer, "--prompts", "20", "--out", at("scored"));

    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(figures("scored").get("eap")).isEqualTo(figures("one").get("eap"));
    Ran page = Ran.orrery("report", at("one"), "--out", at("again.html"));
    assertThat(page.code()).isZero();
    assertThat(scratch.resolve("again.html"))
        .hasSameBinaryContentAs(scratch.resolve("one/report.html"));
  }

  private JsonObject figures(String folder) throws IOException {
    JsonObject figures = new JsonObject();
    String text = Files.readString(scratch.resolve(folder).resolve("scores.json"));
    JsonParser.parseString(text)
        .getAsJsonObject()
        .get("entries")
        .getAsJsonArray()
        .forEach(
            e ->
                figures.add(
                    e.getAsJsonObject().get("name").getAsString(),
                    e.getAsJsonObject().get("figures")));
    return figures;
  }

  @Test
  void scoresThatCannotBeReadAreLocated() throws IOException {
    assertThat(assay("one", "none").code()).isZero();

    assertThat(scored("{\"embed->a7.h0<q>\": 1}"))
        .contains("edges.embed->a7.h0<q>: the model has no edge `embed->a7.h0<q>`; it has 9 edges");
    assertThat(scored("{\"embed->logits\": NaN}")).contains("is NaN, and must hold finite numbers");
    assertThat(scored("{\"embed->logits\": \"NaN\"}")).contains("must hold finite numbers");
    assertThat(scored("{\"embed->logits\": 1, \"embed->logits\": 2}")).contains("comes twice");
    assertThat(scored("{\"embed->logits\": 1}, \"model\": \"0123456789abcdef\""))
        .contains("its scores are of another model (0123456789ab…");
  }

  private String scored(String edges) throws IOException {
    Path file = scratch.resolve("mine.json");
    String text = "{\"schema\": \"orrery/answer/1\", \"method\": \"mine\", \"edges\": %s}";
    Files.writeString(file, text.formatted(edges));
    Ran ran = Ran.orrery("score", at("one"), "--scores", file.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("orrery: " + file);
    return ran.err();
  }

  @Test
  void methodsAreComparedOverModels() {
    assertThat(assay("one").code()).isZero();
    Ran sort =
        Ran.orrery(
            "assay",
            "programs/reverse.rasp",
            "--out",
            at("two"),
            "--prompts",
            "20",
            "--methods",
            "eap,exact-edges,acdc");
    assertThat(sort.code()).as(sort.err()).isZero();

    Ran ran = Ran.orrery("compare", at("one"), at("two"), "--baseline", "eap");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("AUROC over 2 scorecards").contains("exact-edges");
    assertThat(Ran.orrery("compare", at("one"), at("two"), "--by", "beauty").err())
        .contains("no scorecard has it; they have auroc");
  }

  @Test
  void misuseIsOneSentence() {
    assertThat(assay("one", "eapp").err()).contains("there is no method `eapp`");
    assertThat(assay("one", "eap,eap").err()).contains("`eap` is asked for twice");
    assertThat(Ran.orrery("assay", HIST, "--prompts", "0").code()).isEqualTo(2);
    assertThat(Ran.orrery("assay", HIST, "--metric", "beauty").err()).contains("logit-diff");
    assertThat(Ran.orrery("report", at("nothing"), "--out", "x").code()).isEqualTo(2);
    assertThat(Ran.orrery("score", HIST, "--scores", at("nothing")).code()).isEqualTo(2);
  }
}
