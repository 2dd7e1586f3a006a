package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.circuit.TrainingRecord;
import orrery.verify.Acceptance;

/** {@code orrery train}, from a file to a folder, and what it says to those who ask wrongly. */
class TrainTest {
  private static final String PROGRAM =
      """
      program isx;
      input tokens[1..3] : "x".."z";
      output is_x = tokens == "x";
      """;

  @TempDir private Path scratch = Path.of("");
  private Path program = Path.of("");

  @BeforeEach
  void writeTheProgram() throws IOException {
    program = Files.writeString(scratch.resolve("isx.rasp"), PROGRAM);
  }

  /** Trains a small model. */
  private Ran train(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", program.toString()));
    arguments.addAll(List.of("--out", out.toString(), "--seed", "3", "--heads", "2"));
    arguments.addAll(List.of("--d-model", "8", "--set", "batch=32", "--set", "held-out-pairs=64"));
    arguments.addAll(List.of(more));
    return Ran.orrery(arguments.toArray(String[]::new));
  }

  /** Every file of a folder and what it holds. */
  static TreeMap<String, String> files(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        String bytes = java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
        files.put(folder.relativize(file).toString(), bytes);
      }
    }
    return files;
  }

  private static Acceptance acceptance(Path folder, TrainingRecord.Kind kind)
      throws ArtifactException {
    ModelFolder.Contents contents = ModelFolder.read(folder);
    assertThat(contents.model().build().training().orElseThrow().kind()).isEqualTo(kind);
    return (Acceptance) contents.certificate();
  }

  @Test
  void aProgramBecomesACertifiedModelTheSameEachTime() throws IOException, ArtifactException {
    Path first = scratch.resolve("first");
    Path second = scratch.resolve("second");

    Ran ran = train(first, "--twins", "natural,random");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(train(second, "--twins", "natural,random", "--json").out())
        .contains("\"passed\":true");

    assertThat(acceptance(first, TrainingRecord.Kind.SIIT).passed()).isTrue();
    for (TrainingRecord.Kind control :
        List.of(TrainingRecord.Kind.NATURAL, TrainingRecord.Kind.RANDOM)) {
      Path twin = first.resolve("twins").resolve(orrery.siit.TrainedFolder.name(control));
      Acceptance acceptance = acceptance(twin, control);
      assertThat(acceptance.passed()).as("%s", control).isFalse();
      assertThat(acceptance.reasons()).as("%s", control).isNotEmpty();
    }
    assertThat(ModelFolder.read(first.resolve("compiled")).model().build().training()).isEmpty();
    assertThat(Files.readString(first.resolve("curve.csv"))).startsWith("step,rate,loss_");
    assertThat(first.resolve("training.json")).exists();
    assertThat(files(second)).isEqualTo(files(first));
    assertThat(left()).containsExactlyInAnyOrder("isx.rasp", "first", "second");
  }

  /** What stands in the folder in which everything is done. */
  private List<String> left() throws IOException {
    try (Stream<Path> inside = Files.list(scratch)) {
      return inside.map(p -> p.getFileName().toString()).toList();
    }
  }

  private void requireSentence(Ran ran, int code, String sentence) throws IOException {
    assertThat(ran.err()).contains(sentence).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    assertThat(left()).containsExactly("isx.rasp");
  }

  @Test
  void wrongUseIsASentenceAndNothingIsWritten() throws IOException {
    Path out = scratch.resolve("out");
    requireSentence(train(out, "--set", "stepz=3"), 2, "`stepz` is no setting; the settings are");
    requireSentence(train(out, "--set", "steps=many"), 2, "--set: steps=many: must be a whole");
    requireSentence(train(out, "--set", "steps"), 2, "--set");
    requireSentence(train(out, "--set", "rate=1e-4"), 2, ": must be from 0 to rate=1.0E-4");
    requireSentence(train(out, "--recipe", "theirs"), 2, "--recipe: expected ours or published");
    requireSentence(train(out, "--attempts", "0"), 2, "--attempts must be 1 or more");
    requireSentence(train(out, "--twin", "evil"), 2, "expected siit, natural, iit or random");
    requireSentence(train(out, "--twins", "siit"), 2, "siit is no negative control");
    requireSentence(train(out, "--layers", "0"), 2, "layers is 0, must be at least 1");
    requireSentence(train(out, "--activation", "tanh"), 2, "--activation: expected one of");
    requireSentence(train(out, "--device", "tpu"), 2, "--device: expected cpu or gpu");
    requireSentence(
        Ran.orrery("train", scratch.resolve("no.rasp").toString(), "--out", out.toString()),
        2,
        "no.rasp");
  }

  @Test
  void whatIsTooSmallOrNotThereIsASentence() throws IOException {
    Path out = scratch.resolve("out");
    requireSentence(train(out, "--device", "gpu"), 2, "no CUDA device");
    String deep =
        """
        program deep;
        input tokens[1..3] : "a".."c";
        n = selector_width(select(tokens, tokens, ==));
        output m = selector_width(select(n, n, ==));
        """;
    Files.writeString(program, deep);
    requireSentence(train(out, "--layers", "1"), 2, "layers");
  }

  @Test
  void aFolderThatIsThereIsNotReplaced() throws IOException {
    Path mine = Files.createDirectory(scratch.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "all of it");

    Ran ran = train(mine);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("is there already");
    assertThat(left()).containsExactlyInAnyOrder("isx.rasp", "mine");
  }

  @Test
  void foldersAboveAreMadeForWhatIsWrittenOnly() throws IOException {
    Path deep = scratch.resolve("a/b/out");
    requireSentence(train(deep, "--activation", "tanh"), 2, "--activation: expected one of");
    requireSentence(train(deep, "--device", "gpu"), 2, "no CUDA device");

    assertThat(train(deep).code()).isZero();
    assertThat(left()).containsExactlyInAnyOrder("isx.rasp", "a");
    try (Stream<Path> inside = Files.list(deep.getParent())) {
      assertThat(inside).containsExactly(deep);
    }
  }

  /** Trains, and is refused its folder at the very end: what it has come to stays beside it. */
  private void leaveAnUnfinishedRun(Path out) throws IOException {
    Path notes = Files.writeString(Files.createDirectory(out).resolve("thesis.txt"), "all of it");
    System.setProperty("orrery.checkpoint.millis", "-1"); // at every look
    try {
      Ran refused = train(out, "--force");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("is no model folder, so it is not replaced");
    } finally {
      System.clearProperty("orrery.checkpoint.millis");
    }
    Files.delete(notes);
    Files.delete(out);
  }

  @Test
  void whatARunHadFinishedWhenItWasKilledIsFound() throws IOException {
    Path out = scratch.resolve("out");
    Path whole = scratch.resolve("whole");
    assertThat(train(whole).code()).isZero();
    TreeMap<String, String> files = files(whole);
    leaveAnUnfinishedRun(out);
    Files.move(whole, out); // as if it had been killed after its folder's move

    Ran other = train(out, "--set", "steps=5999");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("is there already");
    Ran found = train(out);

    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out())
        .contains("attempt 0: ", "accepted on")
        .endsWith("was there already, made by this command: " + out + "\n");
    assertThat(files(out)).isEqualTo(files);
    assertThat(left()).containsExactlyInAnyOrder("isx.rasp", "out");
    assertThat(train(out).err()).contains("is there already");
  }

  @Test
  void anotherFolderInItsPlaceIsNotTakenForIt() throws IOException {
    Path out = scratch.resolve("out");
    leaveAnUnfinishedRun(out);
    assertThat(train(scratch.resolve("other"), "--set", "steps=200").code()).isBetween(0, 1);
    Files.move(scratch.resolve("other"), out);

    assertThat(train(out).err()).contains("is there already");
    assertThat(left()).contains(".out.training");
    assertThat(train(out, "--force").out()).endsWith("wrote " + out + "\n");
    assertThat(left()).containsExactlyInAnyOrder("isx.rasp", "out");
  }
}
