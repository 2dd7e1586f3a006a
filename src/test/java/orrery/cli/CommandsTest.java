package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.AbstractionFile;

/** What scripts rely on: exit codes, what goes to stdout, and what is written. */
class CommandsTest {
  private static final String HIST = "programs/hist.rasp";

  @TempDir private Path scratch = Path.of("");

  private Path wrongProgram() throws IOException {
    String text = "program wrong;\ninput tokens[3] : \"a\"..\"c\";\noutput o = tokns;\n";
    return Files.writeString(scratch.resolve("wrong.rasp"), text);
  }

  private Path compiledHist() {
    Path folder = scratch.resolve("hist");
    Ran compiled = Ran.orrery("compile", HIST, "--out", folder.toString());
    assertThat(compiled.code()).as(compiled.err()).isZero();
    return folder;
  }

  @Test
  void aCompiledFolderAnswersLikeTheInterpreter() {
    Path folder = compiledHist();

    assertThat(Ran.orrery("run", HIST, "abac").out()).isEqualToIgnoringNewLines("2 1 2 1");
    assertThat(Ran.orrery("run", folder.toString(), "abac").out())
        .isEqualToIgnoringNewLines("2 1 2 1");
  }

  @Test
  void aFolderThatIsThereIsReplacedOnlyByForce() {
    String folder = compiledHist().toString();

    assertThat(Ran.orrery("compile", HIST, "--out", folder).code()).isEqualTo(2);
    assertThat(Ran.orrery("compile", HIST, "--out", folder, "--force").code()).isZero();
  }

  @Test
  void aFolderThatIsNoModelIsNeverReplaced() throws IOException {
    Path precious = Files.writeString(scratch.resolve("precious.txt"), "mine");

    Ran ran = Ran.orrery("compile", HIST, "--out", scratch.toString(), "--force");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(precious).hasContent("mine");
  }

  @Test
  void aWrongProgramIsLocatedOnStderrAndNothingIsWritten() throws IOException {
    Path out = scratch.resolve("out");

    Ran ran = Ran.orrery("compile", wrongProgram().toString(), "--out", out.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("wrong.rasp:3:12").contains("^^^^^");
    assertThat(out).doesNotExist();
  }

  @Test
  void aRefusalIsLocatedWhereTheVariableIsBound() throws IOException {
    Path file = scratch.resolve("late.rasp");
    Files.writeString(
        file,
        """
        program late;
        input tokens[3] : 0..2;
        n = hist(tokens);
        @layer(0)
        m = count(select(n, n, ==));
        output o = m;
        """);

    Ran ran = Ran.orrery("compile", file.toString(), "--out", scratch.resolve("out").toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("error[E0902]").contains("late.rasp:5:1");
  }

  @Test
  void diagnosticsAreJsonOnRequest() throws IOException {
    Ran ran = Ran.orrery("check", wrongProgram().toString(), "--json");

    JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
    assertThat(ran.code()).isEqualTo(1);
    assertThat(json.get("sound").getAsBoolean()).isFalse();
    assertThat(json.get("diagnostics").getAsJsonArray()).hasSize(1);
  }

  @Test
  void misuseIsOneSentenceAndTwo() {
    assertThat(Ran.orrery().code()).isEqualTo(2);
    assertThat(Ran.orrery("compil").err()).contains("orrery compile");
    assertThat(Ran.orrery("compile", HIST).err()).contains("--out");
    assertThat(Ran.orrery("run", HIST, "abx").err())
        .isEqualToIgnoringNewLines(
            "orrery: \"x\" is no token of this input: {\"a\", \"b\", \"c\", \"d\"}");
    assertThat(Ran.orrery("run", HIST, "abcdabcd").code()).isEqualTo(2);
    assertThat(Ran.orrery("check", "programs/nothing.rasp").code()).isEqualTo(2);
    assertThat(Ran.orrery("compile", HIST, "--out", "x", "--pass", "spin").code()).isEqualTo(2);
    assertThat(Ran.orrery("compile", HIST, "--out", "x", "--slope", "-1").code()).isEqualTo(2);
  }

  @Test
  void theTraceShowsEveryVariableAtEveryPosition() {
    assertThat(Ran.orrery("run", HIST, "aab", "--trace").out().lines())
        .anyMatch(line -> line.startsWith("hist") && line.endsWith("2  2  1"));
  }

  @Test
  void valuesAreJsonOnRequestAndListsAreInputs() {
    assertThat(Ran.orrery("run", "programs/sort.rasp", "[2, 4, 1, 2]", "--json").out())
        .isEqualToIgnoringNewLines("{\"outputs\":{\"sorted\":[1,2,2,4]}}");
  }

  @Test
  void aFolderReadsWordsAndCodePoints() {
    String ioi = scratch.resolve("ioi").toString();
    String sum = scratch.resolve("sum").toString();
    Ran.orrery("compile", "programs/ioi.rasp", "--out", ioi);
    Ran.orrery("compile", "programs/mod_add.rasp", "--out", sum);

    assertThat(Ran.orrery("run", ioi, "when anna and ben , ben gave to").out())
        .isEqualToIgnoringNewLines("anna");
    assertThat(Ran.orrery("run", sum, "10 3 =").out()).isEqualToIgnoringNewLines("2");
    assertThat(Ran.orrery("run", sum, "73=").out()).isEqualToIgnoringNewLines("10");
  }

  @Test
  void noneIsAnUnderscore() {
    assertThat(Ran.orrery("run", "programs/induction.rasp", "abcab").out())
        .isEqualToIgnoringNewLines("_ _ _ b c");
  }

  @Test
  void aTestRunEndsWithItsSummary() throws IOException {
    Ran fine = Ran.orrery("test", HIST);
    Ran wrong = Ran.orrery("test", HIST, wrongProgram().toString());

    assertThat(fine.code()).isZero();
    assertThat(fine.out().lines().reduce((a, b) -> b).orElse(""))
        .startsWith("1 file: 1 ok, 0 failed");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("2 files: 1 ok, 1 failed");
  }

  @Test
  void anExampleThatFailsFailsTheTest() throws IOException {
    String text = Files.readString(Ran.ROOT.resolve(HIST)) + "example \"ab\" -> [1, 2];\n";
    Path file = Files.writeString(scratch.resolve("hist.rasp"), text);

    Ran ran = Ran.orrery("test", file.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("E0801");
  }

  @Test
  void formattingIsChecked() throws IOException {
    Path file = scratch.resolve("p.rasp");
    Files.writeString(file, "input   tokens[3]:0..2;\noutput o=tokens;\n");

    assertThat(Ran.orrery("fmt", "--check", file.toString()).code()).isEqualTo(1);
    assertThat(Ran.orrery("fmt", file.toString()).out()).contains("p.rasp");
    assertThat(Ran.orrery("fmt", "--check", file.toString()).code()).isZero();
  }

  @Test
  void fixesAreApplied() throws IOException {
    Path file = scratch.resolve("p.rasp");
    Files.writeString(
        file, "input tokens[3] : 0..2;\noutput o = tokens == 1 and tokens == 2 or tokens == 0;\n");

    assertThat(Ran.orrery("check", file.toString()).code()).isEqualTo(1);
    assertThat(Ran.orrery("fmt", "--fix", file.toString()).code()).isZero();
    assertThat(Ran.orrery("check", file.toString()).code()).isZero();
  }

  @Test
  void aDamagedFolderIsRefusedWithASentence() throws IOException {
    Path folder = compiledHist();
    Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3});

    Ran ran = Ran.orrery("run", folder.toString(), "abac");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("model.safetensors").doesNotContain("bug");
  }

  @Test
  void everyExportIsWritten() {
    String folder = compiledHist().toString();
    Path npz = scratch.resolve("hist.npz");
    Path dot = scratch.resolve("hist.dot");
    Path lens = scratch.resolve("lens");

    Ran.orrery("export", folder, "--to", "npz", "--out", npz.toString());
    Ran.orrery("export", folder, "--to", "dot", "--out", dot.toString());
    Ran.orrery("export", folder, "--to", "transformerlens", "--out", lens.toString());

    assertThat(npz).isNotEmptyFile();
    assertThat(dot).content().startsWith("digraph");
    assertThat(lens.resolve("load.py")).content().contains("HookedTransformer");
    assertThat(lens.resolve("model.safetensors")).isNotEmptyFile();
  }

  @Test
  void aModelIsShownInEveryWay() {
    assertThat(Ran.orrery("show", HIST).out()).contains("a0.h0").contains("output hist");
    assertThat(Ran.orrery("show", HIST, "--graph").out()).contains("count");
    assertThat(Ran.orrery("show", HIST, "--circuit").out()).contains("embed->a0.h0<q>");
    assertThat(Ran.orrery("show", HIST, "--circuit", "--format", "dot").out())
        .startsWith("digraph");
    assertThat(Ran.orrery("show", HIST, "--graph", "--format", "svg").out()).contains("<svg");
    assertThat(Ran.orrery("show", HIST, "--weights", "blocks.0.attn.W_Q").out())
        .contains("tokens=\"a\"");
    assertThat(Ran.orrery("show", HIST, "--weights", "nothing").code()).isEqualTo(2);
    assertThat(Ran.orrery("show", HIST, "--plan", "--format", "svg").code()).isEqualTo(2);
  }

  @Test
  void theFuzzersLastLineHasTheFigures() {
    Ran ran = Ran.orrery("bench", "fuzz", "--programs", "5", "--inputs", "50", "--seed", "3");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("5 programs:").contains("0 disagree");
  }

  @Test
  void theAssayShowsTheProgramItsSizeAndItsCertificate() {
    Path folder = scratch.resolve("assayed");

    Ran ran = Ran.orrery("assay", HIST, "--out", folder.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("hist: How often each token occurs")
        .contains("all 5,460 legal inputs")
        .contains("no disagreement");
    assertThat(folder.resolve("certificate.json")).isNotEmptyFile();
  }

  @Test
  void anInterchangeIsPrintedAndKeptInTheFolder() throws Exception {
    Path folder = compiledHist();

    Ran program = Ran.orrery("verify", HIST, "--interchange");
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(program.out())
        .contains("1 set of variables exchanged together", "no difference", "sufficient holds");
    assertThat(folder.resolve("abstraction.json")).doesNotExist();

    Ran ran = Ran.orrery("verify", folder.toString(), "--interchange", "--json", "--seed", "1");
    assertThat(ran.code()).isZero();
    JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
    assertThat(json.getAsJsonObject("abstraction").get("passed").getAsBoolean()).isTrue();
    AbstractionFile.Contents kept = AbstractionFile.read(folder);
    assertThat(kept.abstraction().seed()).isEqualTo(1);
    assertThat(kept.levels().agree()).isTrue();
  }
}
