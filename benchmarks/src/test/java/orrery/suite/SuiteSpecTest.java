package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite's file is read strictly, and its mistakes are located. */
class SuiteSpecTest {
  @TempDir private Path scratch;

  @BeforeEach
  void programs() throws IOException {
    Small.suite(scratch, 3);
  }

  private Suite read(String more) throws IOException, ArtifactException {
    return Suite.read(Small.suite(scratch, more));
  }

  @Test
  void whatIsLeftOutIsAsUsual() throws Exception {
    Suite suite = read("\"seed\": 1");

    assertThat(suite.items()).extracting(Item::id).startsWith("p0-compiled", "p0-s0").hasSize(6);
    assertThat(suite.spec().attempts()).isEqualTo(3);
    assertThat(suite.items().get(1).training()).isEmpty();
  }

  @Test
  void oneProgramMayBeDifferent() throws Exception {
    Suite suite =
        read(
            """
            "training": {"steps": 4000, "rate": 0.003, "detach": false},
            "overrides": {"p1": {"training": {"steps": 9000}, "seeds": 2, "attempts": 5, "kinds": ["siit"]}}
            """);

    Item usual = suite.item("p0-s0").orElseThrow();
    Item other = suite.item("p1-s1").orElseThrow();
    assertThat(usual.training()).isEqualTo(Map.of("steps", "4000", "rate", "0.003", "detach", "false"));
    assertThat(other.training()).isEqualTo(Map.of("steps", "9000", "rate", "0.003", "detach", "false"));
    assertThat(other.attempts()).isEqualTo(5);
    assertThat(suite.item("p1-compiled")).isEmpty();
  }

  @Test
  void aCopyIsTheSameSuite() throws Exception {
    Suite suite =
        read(
            """
            "about": "x", "seed": 7, "attempts": 4, "seeds": 2, "kinds": ["siit", "compiled"],
            "training": {"steps": 10}, "overrides": {"p2": {"seeds": 1}},
            "build": {"pack": true, "slope": 2, "passes": ["permute:seed=3"]},
            "verification": {"samples": 50, "exhaustive_limit": 9},
            "strata": [{"name": "s", "components": [1, 2], "depth": [1], "share": 0.5}]
            """);
    SuiteFolder folder = new SuiteFolder(scratch.resolve("out"));
    folder.define(suite);

    Suite copy = Suite.read(folder.path());

    assertThat(copy.items()).isEqualTo(suite.items());
    assertThat(JsonText.of(SpecJson.of(copy))).isEqualTo(Files.readString(folder.definition()));
    assertThat(copy.spec().strata()).isEqualTo(suite.spec().strata());
    assertThat(copy.spec().about()).isEqualTo("x");
  }

  @Test
  void theHashIsOfWhatDecidesAndOfNothingElse() throws Exception {
    String hash = read("\"seed\": 1").items().get(1).hash();
    String compiled = read("\"seed\": 1").items().get(0).hash();

    assertThat(read("\"seed\": 1, \"about\": \"y\", \"seeds\": 2").items().get(1).hash()).isEqualTo(hash);
    assertThat(read("\"seed\": 2").items().get(1).hash()).isNotEqualTo(hash);
    assertThat(read("\"seed\": 1, \"attempts\": 1").items().get(1).hash()).isNotEqualTo(hash);
    Suite trained = read("\"seed\": 1, \"training\": {\"steps\": 1}");
    assertThat(trained.items().get(1).hash()).isNotEqualTo(hash);
    assertThat(trained.items().get(0).hash()).isEqualTo(compiled);
    assertThat(read("\"seed\": 1, \"build\": {\"slope\": 2}").items().get(0).hash()).isNotEqualTo(compiled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"sed\": 1 | sed is not known. There may be schema, name",
        "\"seed\": -1 | seed is -1, and must hold whole numbers from 0",
        "\"seeds\": 0 | seeds is 0, and must hold whole numbers from 1",
        "\"seeds\": 1e9 | seeds is ",
        "\"kinds\": [] | kinds is a list of 0, and must name a kind",
        "\"kinds\": [\"siit\", \"sitt\"] | kinds[1] is \"sitt\", and must be one of compiled, siit",
        "\"kinds\": [\"siit\", \"siit\"] | kinds[1] is \"siit\", and must not come twice",
        "\"training\": {\"steps\": []} | training.steps is a list of 0, and must be a text, a number",
        "\"overrides\": {\"p9\": {}} | overrides.p9 is an object, and must be called after a program",
        "\"overrides\": {\"p1\": {\"step\": 1}} | overrides.p1.step is not known",
        "\"build\": {\"slope\": 0} | build is an object, and must have a sharpness",
        "\"build\": {\"passes\": [\"turn\"]} | build.passes[0] is \"turn\", and cannot be a pass: there is no pass",
        "\"strata\": [{\"name\": \"a\", \"heads\": [2, 1]}] | strata[0].heads is a list of 2, and must be [least",
        "\"strata\": [{\"name\": \"a\"}, {\"name\": \"a\"}] | strata[1].name is \"a\", and must not come twice",
        "\"strata\": [{\"name\": \"a\", \"share\": 2}] | strata[0] is an object, and must have a share",
        "\"verification\": {\"samples\": 0} | verification.samples is 0",
        "\"name\": \"x\" | a key comes twice",
        "\"training\": {\"step\": 1} | training.step is 1, and cannot be so: `step` is no setting",
        "\"training\": {\"device\": \"tpu\"} | training.device is \"tpu\", and cannot be so: device must be cpu or gpu",
        "\"training\": {\"activation\": \"tanh\"} | training.activation is \"tanh\", and cannot be so: activation must be",
        "\"training\": {\"d-model\": 0} | training.d-model is 0, and cannot be so: d-model must be a whole number",
        "\"training\": {\"rate\": 0.1, \"final-rate\": 0.2} | training.final-rate is 0.2, and cannot be so",
        "\"overrides\": {\"p1\": {\"training\": {\"batch\": 0}}} | overrides.p1.training.batch is 0, and cannot be so",
        "\"sampler\": {\"number\": 3} | sampler is an object, and cannot be so: `number` is no setting",
        "\"about\": [] | about is a list of 0, and must be a text"
      })
  void mistakesAreLocated(String more, String sentence) {
    assertThatThrownBy(() -> read(more))
        .isInstanceOf(ArtifactException.class)
        .hasMessageStartingWith(scratch.resolve("small.json").toString())
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | must have programs or a sampler",
        "[\"q/*.rasp\"] | programs[0] is \"q/*.rasp\", and must name a folder that is there",
        "[\"p/q*.rasp\"] | programs[0] is \"p/q*.rasp\", and must find a program",
        "[\"p/*\"] | programs[0] is \"p/*\", and must end in .rasp",
        "[\"*/p0.rasp\"] | must have its wildcards after the last",
        "[\"/p/*.rasp\"] | must be relative to the suite's file",
        "[\"p/*.rasp\", \"p/p1.rasp\"] | programs[1] is \"p/p1.rasp\", and finds a second program `p1`",
        "[{\"files\": \"p/*.rasp\", \"name\": \"a\"}] | programs[0].files is \"p/*.rasp\", and must find one",
        "[{\"files\": \"p/p0.rasp\", \"name\": \"../a\"}] | programs[0].name is \"../a\", and must be of letters",
        "[{\"file\": \"p/p0.rasp\"}] | programs[0].file is not known",
        "[{\"files\": \"p/p0.rasp\", \"name\": \"P1\"}, \"p/p1.rasp\"] | two of its models are called `p1-compiled`",
        "[{\"files\": \"p/p0.rasp\", \"name\": \"a\"}, \"p/p0.rasp\"] | `a-compiled` and `p0-compiled` are the same",
        "[\"p\\u0000/a.rasp\"] | must be a path",
        "{} | programs is an object, and must be a list"
      })
  void programsThatCannotBeFoundAreLocated(String programs, String sentence) throws IOException {
    Path file =
        Files.writeString(
            scratch.resolve("small.json"),
            "{\"schema\": \"orrery/suite/1\", \"name\": \"a\", \"programs\": %s}".formatted(programs));

    assertThatThrownBy(() -> Suite.read(file))
        .isInstanceOf(ArtifactException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(sentence);
  }

  @Test
  void aSamplerAddsProgramsThatTheFolderThenHas() throws Exception {
    Suite suite = read("\"kinds\": [\"compiled\"], \"sampler\": {\"count\": 2, \"seed\": 3, \"strata\": \"1:1\"}");
    SuiteFolder folder = new SuiteFolder(scratch.resolve("out"));
    folder.define(suite);

    Suite copy = Suite.read(folder.path());

    assertThat(suite.items()).extracting(Item::id).hasSize(5).contains("sampled_0000-compiled");
    assertThat(copy.items()).isEqualTo(suite.items());
    assertThat(copy.spec().sampler()).isEmpty();
    assertThat(copy.spec().sampled()).containsEntry("seed", "3");
  }

  @Test
  void aFolderReadsNothingOutsideItself() throws Exception {
    SuiteFolder folder = new SuiteFolder(scratch.resolve("out"));
    folder.define(read("\"seed\": 1"));
    String text = Files.readString(folder.definition());
    Files.writeString(folder.definition(), text.replace("programs/p1.rasp", "programs/../../p/p1.rasp"));

    assertThatThrownBy(() -> Suite.read(folder.path()))
        .hasMessageContaining("programs[1].files is \"programs/../../p/p1.rasp\", and must be in programs/");
  }

  @Test
  void aFileThatIsNoSuiteSaysSo() throws Exception {
    Path file = Files.writeString(scratch.resolve("small.json"), "{\"schema\": \"orrery/config/1\"}");

    assertThatThrownBy(() -> Suite.read(file)).hasMessageContaining("schema is \"orrery/config/1\"");
    assertThatThrownBy(() -> Suite.read(scratch.resolve("no.json"))).hasMessageContaining("no such suite");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Suite.read(file)).hasMessageContaining("it is no JSON document");
  }
}
