package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.suite.ItemStore.State;

/** A suite is made once, whole, and goes on where it was. */
class SuiteRunTest {
  @TempDir private Path scratch;

  private Path out() {
    return scratch.resolve("out");
  }

  private SuiteIndex index() throws ArtifactException {
    return SuiteIndex.of(Suite.read(out()), new SuiteFolder(out()));
  }

  /**
   * Makes trained models as far as a suite is concerned: copies, and says of them what it likes.
   */
  private record Pretended(Made made) implements ModelMaker {
    static Map<Kind, ModelMaker> with(Made made) {
      return Map.of(Kind.SIIT, new Pretended(made));
    }

    @Override
    public Made make(Item item, Place place, Progress progress) throws ArtifactException {
      new CompiledMaker().make(item, place, progress);
      return made;
    }

    @Override
    public Made check(Item item, Path folder, ModelFolder.Contents contents) {
      return made;
    }
  }

  @Test
  void everyModelIsMadeOnce() throws Exception {
    Path file = Small.suite(scratch, 3);

    Small.Log first = Small.run(file, out());
    SortedMap<String, String> files = Small.files(out());
    Small.Log second = Small.run(file, out());

    assertThat(first.done).containsExactly("p0-compiled", "p1-compiled", "p2-compiled");
    assertThat(second.begun).isEmpty();
    assertThat(Small.files(out())).isEqualTo(files);
    assertThat(files)
        .containsKeys(
            "definition.json", "programs/p1.rasp", "suite.json", "models/p1-compiled/item.json")
        .doesNotContainKey("failed")
        .allSatisfy((name, hash) -> assertThat(name).doesNotContain(".work"));
    assertThat(ModelFolder.read(out().resolve("models/p2-compiled")).certificate().passed())
        .isTrue();
  }

  @Test
  void theFolderNeedsNothingElse() throws Exception {
    Path file = Small.suite(scratch, 2);
    Small.run(file, out());
    Path moved = Files.move(out(), scratch.resolve("moved"));
    Files.delete(file);
    Files.delete(scratch.resolve("p/p0.rasp"));

    assertThat(Small.run(moved, moved).begun).isEmpty();
    assertThat(SuiteIndex.of(Suite.read(moved), new SuiteFolder(moved)).count(State.DONE))
        .isEqualTo(2);
  }

  @Test
  void onlyWhatIsDefinedOtherwiseIsMadeAgain() throws Exception {
    Path file = Small.suite(scratch, 3);
    Small.run(file, out());
    Small.program(scratch, "p1", Small.INCREMENT.formatted(1, 4, 2));

    Suite changed = Suite.read(file);
    new SuiteFolder(out()).define(changed);
    assertThat(index().entries().get(1).state()).isEqualTo(State.STALE);

    assertThat(Small.run(file, out()).done).containsExactly("p1-compiled");
    assertThat(Files.readString(out().resolve("models/p1-compiled/program.rasp"))).contains("0..4");
    assertThat(Small.files(out()))
        .allSatisfy((name, hash) -> assertThat(name).doesNotContain("old"));
  }

  @Test
  void whatWasDamagedIsMadeAgain() throws Exception {
    Path file = Small.suite(scratch, 2);
    Small.run(file, out());
    SortedMap<String, String> files = Small.files(out());
    Path model = out().resolve("models/p0-compiled");
    Files.delete(model.resolve("tokenizer.json"));
    Files.writeString(out().resolve("models/p1-compiled/card.md"), "mine");

    assertThat(index().entries()).extracting(SuiteIndex.Entry::state).containsOnly(State.DAMAGED);
    assertThat(index().entries().get(0).why()).contains("tokenizer.json: it is missing");
    assertThat(Small.run(file, out()).done).hasSize(2);
    assertThat(Small.files(out())).isEqualTo(files);
  }

  @Test
  void aProgramWithErrorsDoesNotStopTheRest() throws Exception {
    Small.suite(scratch, 3);
    Small.program(scratch, "p1", "program p1;\ninput tokens[1..3] : 0..2;\noutput x = tokenz;\n");
    Path file = Small.suite(scratch, "\"kinds\": [\"compiled\"]");

    Small.Log log = Small.run(file, out());

    assertThat(log.done).containsExactly("p0-compiled", "p2-compiled");
    assertThat(log.failed).containsExactly("p1-compiled");
    Outcome failure = Outcome.read(out().resolve("failed/p1-compiled.json"));
    assertThat(failure.made().reason()).contains("p1.rasp:3:12").contains("tokenz");
    assertThat(Small.run(file, out()).begun).isEmpty();
    SuiteRun.Options again =
        new SuiteRun.Options(
            Shard.ALL, SuiteRun.Options.UNLIMITED, true, Set.of(), SuiteRun.Company.NONE);
    assertThat(Small.run(file, out(), ModelMaker.all(), again).failed)
        .containsExactly("p1-compiled");

    Small.program(scratch, "p1", Small.INCREMENT.formatted(1, 1, 1));
    assertThat(Small.run(file, out()).done).containsExactly("p1-compiled");
    assertThat(out().resolve("failed")).isEmptyDirectory();
  }

  @Test
  void aModelThatFailsItsCertificateIsKeptApartWithEveryAttempt() throws Exception {
    Small.suite(scratch, 1);
    Path file = Small.suite(scratch, "\"kinds\": [\"siit\"], \"seeds\": 2");
    Made.Attempt attempt =
        new Made.Attempt(
            5,
            false,
            "strict is 0.6",
            new TreeMap<>(Map.of("strict", "2")),
            new TreeMap<>(Map.of("iia", Double.NaN)));
    Made made =
        new Made(
            false, "strict is 0.6", new TreeMap<>(Map.of("strict_joint", 0.6)), List.of(attempt));

    Small.Log log = Small.run(file, out(), Pretended.with(made), SuiteRun.Options.ALL);

    assertThat(log.failed).containsExactly("p0-s0", "p0-s1");
    assertThat(out().resolve("models")).doesNotExist();
    assertThat(ModelFolder.isModel(out().resolve("failed/p0-s1"))).isTrue();
    assertThat(Outcome.read(out().resolve("failed/p0-s1.json")).made()).isEqualTo(made);
    assertThat(index().entries().get(1).path()).contains("failed/p0-s1");

    SuiteRun.Options again =
        new SuiteRun.Options(
            Shard.ALL, SuiteRun.Options.UNLIMITED, true, Set.of(), SuiteRun.Company.NONE);
    Made better = new Made(true, "", new TreeMap<>(), List.of(attempt));
    Small.run(file, out(), Pretended.with(better), again);
    assertThat(index().count(State.DONE)).isEqualTo(2);
    assertThat(out().resolve("failed")).isEmptyDirectory();
  }

  @Test
  void seedsAreThoseOfTwinsButNotOfOtherPrograms() throws Exception {
    Small.suite(scratch, 2);
    Path file = Small.suite(scratch, "\"kinds\": [\"siit\", \"natural\"], \"seeds\": 2");

    List<Item> items = Suite.read(file).items();

    assertThat(items)
        .extracting(Item::id)
        .startsWith("p0-s0", "p0-s1", "p0-natural-s0", "p0-natural-s1");
    assertThat(items.get(0).seed()).isEqualTo(items.get(2).seed());
    assertThat(items.stream().map(Item::seed).distinct()).hasSize(4);
  }

  @Test
  void aBugOfAMakerFailsItsItemOnly() throws Exception {
    Small.suite(scratch, 2);
    Path file = Small.suite(scratch, "\"kinds\": [\"siit\", \"compiled\"]");
    ModelMaker broken =
        new ModelMaker() {
          @Override
          public Made make(Item item, Place place, Progress progress) throws IOException {
            Files.writeString(place.draft().resolve("config.json"), "half");
            throw new IllegalStateException("oh");
          }

          @Override
          public Made check(Item item, Path folder, ModelFolder.Contents contents) {
            throw new IllegalStateException("oh");
          }
        };

    Small.Log log =
        Small.run(
            file,
            out(),
            Map.of(Kind.SIIT, broken, Kind.COMPILED, new CompiledMaker()),
            SuiteRun.Options.ALL);

    assertThat(log.failed).containsExactly("p0-s0", "p1-s0");
    assertThat(log.done).containsExactly("p0-compiled", "p1-compiled");
    assertThat(Outcome.read(out().resolve("failed/p0-s0.json")).made().reason()).contains("oh");
    assertThat(out().resolve("failed/p0-s0")).doesNotExist();
  }

  @Test
  void aMakerThatRanOutOfTimeFindsItsCheckpointAgain() throws Exception {
    Small.suite(scratch, 1);
    Path file = Small.suite(scratch, "\"kinds\": [\"siit\"]");
    ModelMaker slow =
        new ModelMaker() {
          @Override
          public Made make(Item item, Place place, Progress progress)
              throws ArtifactException, IOException {
            Path checkpoint = place.scratch().resolve("step");
            if (!Files.exists(checkpoint)) {
              Files.writeString(place.draft().resolve("half"), "");
              Files.writeString(checkpoint, "100");
              throw new OutOfTime();
            }
            assertThat(place.draft()).isEmptyDirectory();
            return new CompiledMaker().make(item, place, progress);
          }

          @Override
          public Made check(Item item, Path folder, ModelFolder.Contents contents) {
            return new CompiledMaker().check(item, folder, contents);
          }
        };

    Small.Log first = Small.run(file, out(), Map.of(Kind.SIIT, slow), SuiteRun.Options.ALL);
    assertThat(first.begun).containsExactly("p0-s0");
    assertThat(index().count(State.WAITING)).isEqualTo(1);
    assertThat(Small.run(file, out(), Map.of(Kind.SIIT, slow), SuiteRun.Options.ALL).done)
        .hasSize(1);
    assertThat(out().resolve(".work")).isEmptyDirectory();
  }

  @Test
  void whatAnotherProcessHoldsIsLeftToIt() throws Exception {
    Path file = Small.suite(scratch, 2);
    Suite suite = Suite.read(file);
    SuiteFolder folder = new SuiteFolder(out());
    folder.define(suite);
    Small.Log log = new Small.Log();
    try (Claims claims = Claims.open(folder.claims());
        Claims.Claim held = claims.take(suite.items().get(0)).orElseThrow()) {
      List<Item> others =
          new SuiteRun(suite, folder, ModelMaker.all(), SuiteRun.Options.ALL, log).run();

      assertThat(held.lock().isValid()).isTrue();
      assertThat(others).containsExactly(suite.items().get(0));
    }
    assertThat(log.done).containsExactly("p1-compiled");
  }

  @Test
  void nothingIsBegunWhenTheTimeIsOver() throws Exception {
    SuiteRun.Options none =
        new SuiteRun.Options(Shard.ALL, Duration.ZERO, false, Set.of(), SuiteRun.Company.NONE);

    assertThat(Small.run(Small.suite(scratch, 2), out(), ModelMaker.all(), none).begun).isEmpty();
  }

  @Test
  void foldersOfOthersAreLeftAlone() throws Exception {
    Path file = Small.suite(scratch, 1);
    Files.createDirectories(out());
    Files.writeString(out().resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> Small.run(file, out()))
        .hasMessageContaining("is no folder of a suite");
    Path other = scratch.resolve("other");
    Small.run(file, other);
    Files.writeString(file, Files.readString(file).replace("\"small\"", "\"large\""));
    assertThatThrownBy(() -> Small.run(file, other))
        .hasMessageContaining("it holds the suite `small`");
  }
}
