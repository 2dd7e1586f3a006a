package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ModelFolder;
import orrery.artifact.SmallFile;
import orrery.circuit.CompiledModel;
import orrery.suite.ItemStore.State;

/** Trained models and their controls in a suite; a few steps do. */
class TrainedSuiteTest {
  @TempDir private static Path scratch;
  private static Path out = Path.of("");

  @BeforeAll
  static void aSuite() throws Exception {
    out = scratch.resolve("out");
    Small.suite(scratch, 0);
    Small.program(
        scratch,
        "p0",
        """
        program p0;
        input tokens[1..4] : "a".."c";
        output hist = count(select(tokens, tokens, ==));
        """);
    Path file =
        Small.suite(
            scratch,
            """
            "kinds": ["siit", "natural", "random"], "attempts": 2,
            "training": {"steps": 2, "rate": 1e-6, "final-rate": 0, "batch": 16, "evaluate-every": 1,
                         "held-out-pairs": 16, "heads": 2}
            """);
    Small.run(file, out);
  }

  private static SuiteIndex index() throws Exception {
    return SuiteIndex.of(Suite.read(out), new SuiteFolder(out));
  }

  @Test
  void aModelThatHasNotLearntFailsAndControlsAreWhatTheyAre() throws Exception {
    assertThat(index().entries())
        .extracting(SuiteIndex.Entry::state)
        .containsExactly(State.FAILED, State.DONE, State.DONE);
    Outcome failed = index().entries().get(0).outcome().orElseThrow();
    assertThat(failed.made().attempts()).hasSize(2);
    assertThat(failed.made().reason()).isNotEmpty();
    assertThat(failed.made().figures())
        .containsKeys("accuracy", "strict_joint")
        .containsEntry("steps", 2.0);
    CompiledModel model = ModelFolder.read(out.resolve("failed/p0-s0")).model();
    CompiledModel control = ModelFolder.read(out.resolve("models/p0-natural-s0")).model();
    assertThat(control.program()).as("twins have the same assignment").isEqualTo(model.program());
    assertThat(ModelFolder.isModel(out.resolve("failed/p0-s0/compiled"))).isTrue();
  }

  @Test
  void whatTheFilesSayIsDerivedAgain() throws Exception {
    assertThat(findings(out)).isEmpty();
  }

  private static List<String> findings(Path folder) throws Exception {
    return Review.of(
            Suite.read(folder), new SuiteFolder(folder), ModelMaker.all(), 2, (item, done) -> {})
        .stream()
        .map(f -> folder.relativize(f.place()) + ": " + f.what())
        .toList();
  }

  @Test
  void weightsThatWereNotDrawnAndCertificatesThatWereNotEarnedAreFound() throws Exception {
    Path copy = Files.createDirectory(scratch.resolve("copy"));
    for (String name : Small.files(out).keySet()) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.copy(out.resolve(name), copy.resolve(name));
    }
    // Weights that were trained, where drawn ones are asked for, and all hashes as they should be.
    Path random = copy.resolve("models/p0-random-s0");
    Files.write(
        random.resolve("model.safetensors"),
        Files.readAllBytes(copy.resolve("models/p0-natural-s0/model.safetensors")));
    String hash = SmallFile.sha256(random.resolve("model.safetensors"));
    Path earned = random.resolve("certificate.json");
    Files.writeString(
        earned,
        Files.readString(earned)
            .replaceAll("(\"weights_sha256\": )\"[0-9a-f]+\"", "$1\"" + hash + "\""));
    Path item = random.resolve("item.json");
    String certificate = SmallFile.sha256(earned);
    Files.writeString(
        item,
        Files.readString(item)
            .replaceAll("(\n *\"model.safetensors\": )\"[0-9a-f]+\"", "$1\"" + hash + "\"")
            .replaceAll("(\n *\"certificate.json\": )\"[0-9a-f]+\"", "$1\"" + certificate + "\""));

    assertThat(findings(copy))
        .containsExactly("models/p0-random-s0: its weights are not those that the seed draws");
  }

  @Test
  void theSameAgainIsTheSame() throws Exception {
    Path again = scratch.resolve("again");
    SuiteRun.Options all =
        new SuiteRun.Options(
            Shard.ALL, SuiteRun.Options.UNLIMITED, false, Set.of(), SuiteRun.Company.NONE);

    Small.run(scratch.resolve("small.json"), again, ModelMaker.all(), all);

    assertThat(Small.files(again)).isEqualTo(Small.files(out));
  }
}
