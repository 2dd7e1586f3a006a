package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orrery suite}, as it is used. */
class SuiteTest {
  private static final String HIST = "programs/hist.rasp";
  private static final String FRACTION = "programs/interpbench/003_frac_prevs.rasp";

  @TempDir private Path scratch;

  private String at(String name) {
    return scratch.resolve(name).toString();
  }

  private Ran made(String kinds) {
    return Ran.orrery(
        "suite",
        "new",
        "tiny",
        "--programs",
        HIST,
        FRACTION,
        "--kinds",
        kinds,
        "--out",
        at("tiny"));
  }

  @Test
  void aSuiteIsWrittenRunShownAndVerified() throws IOException {
    Ran written = made("compiled");
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).startsWith("tiny: 2 programs, 2 models");

    Ran run = Ran.orrery("suite", "run", at("tiny"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("tiny: 2 models, 2 done, 0 failed, 0 left\n");
    assertThat(run.err()).contains("[1/2] done hist-compiled: ").contains("inputs 5460");
    assertThat(Ran.orrery("suite", "run", at("tiny")).err()).isEmpty();

    Ran status = Ran.orrery("suite", "status", at("tiny"));
    assertThat(status.out())
        .containsPattern("hist-compiled +compiled  done +1 +1 +1 ")
        .containsPattern("three or more components +0 +0%");
    Ran verified = Ran.orrery("suite", "verify", at("tiny"), "--jobs", "2");
    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(verified.out()).endsWith("every figure is what the files give\n");

    Path model = scratch.resolve("tiny/models/hist-compiled");
    assertThat(Ran.orrery("run", model.toString(), "abac").out().strip()).isEqualTo("2 1 2 1");
    Files.delete(model.resolve("circuit.json"));
    Ran broken = Ran.orrery("suite", "verify", at("tiny"));
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains(model + ": ").contains("circuit.json: it is missing");
  }

  @Test
  void shardsMakeTheWhole() {
    assertThat(made("compiled").code()).isZero();

    Ran first = Ran.orrery("suite", "run", at("tiny"), "--shard", "1/2");
    assertThat(first.out())
        .contains("tiny: 2 models, 1 done, 0 failed, 1 left")
        .contains("shard 1/2: 1 model, 1 done, 0 failed, 0 left");
    Ran second = Ran.orrery("suite", "run", at("tiny"), "--shard", "2/2", "--json");
    JsonObject index = JsonParser.parseString(second.out()).getAsJsonObject();
    assertThat(index.get("items").getAsJsonArray())
        .hasSize(2)
        .allMatch(i -> i.getAsJsonObject().get("state").getAsString().equals("done"));
  }

  @Test
  void aProgramThatFailsIsReported() throws IOException {
    Path program = Files.writeString(scratch.resolve("wide.rasp"), "program wide;\n");
    Path file =
        Files.writeString(
            scratch.resolve("s.json"),
            """
            {"schema": "orrery/suite/1", "name": "s", "kinds": ["compiled"],
             "programs": ["%s"]}
            """
                .formatted(program.getFileName()));

    Ran ran = Ran.orrery("suite", "run", file.toString(), "--out", at("out"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("[1/1] failed wide-compiled: the program has errors:");
    assertThat(ran.out()).contains("s: 1 model, 0 done, 1 failed, 0 left");
    assertThat(Ran.orrery("suite", "status", at("out")).out())
        .contains("wide-compiled  compiled  failed");
    Ran planned = Ran.orrery("suite", "status", file.toString(), "--json");
    assertThat(planned.code()).isZero();
    assertThat(planned.out()).contains("\"state\":\"waiting\"").contains("\"programs\":{}");
  }

  @Test
  void theSuitesThatAreShippedCanBeRead() {
    for (String suite : new String[] {"small", "interpbench"}) {
      Ran ran = Ran.orrery("suite", "status", "programs/suites/" + suite + ".json");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains(suite + ": ").doesNotContain("error");
    }
  }

  @Test
  void misuseIsOneSentence() {
    assertThat(Ran.orrery("suite").err()).contains("which job?");
    assertThat(Ran.orrery("suite", "run", "programs/suites/small.json").err())
        .contains("--out DIR is missing");
    assertThat(Ran.orrery("suite", "run", at("none"), "--out", at("x")).err())
        .contains("none: there is no such suite.");
    assertThat(made("sitt").err()).contains("there is no kind of model `sitt`");
    assertThat(made("compiled").code()).isZero();
    assertThat(made("compiled").err()).contains("definition.json is there already");
    for (String shard : new String[] {"3/2", "x"}) {
      Ran ran = Ran.orrery("suite", "run", at("tiny"), "--shard", shard);
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).startsWith("orrery: --shard " + shard + ": ");
    }
    assertThat(Ran.orrery("suite", "run", at("tiny"), "--jobs", "0").code()).isEqualTo(2);
    assertThat(Ran.orrery("suite", "verify", at("tiny"), "--jobs", "0").err())
        .isEqualTo("orrery: --jobs must be from 1 to 1024\n");
    assertThat(Ran.orrery("suite", "run", at("tiny"), "--limit-minutes", "-1").code()).isEqualTo(2);
  }
}
