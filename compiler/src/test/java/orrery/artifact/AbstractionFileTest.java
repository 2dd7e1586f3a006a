package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.circuit.CompiledModel;
import orrery.truth.Abstraction;
import orrery.truth.Levels;
import orrery.truth.Mutants;

/** What stands in {@code abstraction.json} is read as it was written, and replays. */
class AbstractionFileTest {
  private static final Abstraction.Options FEW = new Abstraction.Options(200, 2, 5, 1);

  @TempDir private Path scratch = Path.of("");

  private Path written(CompiledModel model, Abstraction abstraction) throws ArtifactException {
    Path folder = scratch.resolve("model");
    ModelFolder.write(model, Samples.verify(model), folder, true);
    AbstractionFile.write(
        folder, model, abstraction, Levels.check(model, new Levels.Options(30, 1)));
    return folder;
  }

  @Test
  void aCertificateIsReadAsItWasWritten() throws ArtifactException {
    CompiledModel model = Samples.compile(Samples.REVERSE).toFloat32();
    Abstraction abstraction = Abstraction.certify(model, FEW);

    AbstractionFile.Contents read = AbstractionFile.read(written(model, abstraction));

    assertThat(read.abstraction()).isEqualTo(abstraction);
    assertThat(read.levels()).isEqualTo(Levels.check(model, new Levels.Options(30, 1)));
  }

  @Test
  void aCounterexampleIsReadFromTheFileAndReplays() throws ArtifactException {
    CompiledModel mutant = Mutants.flipped("sort");
    Abstraction abstraction = Abstraction.certify(mutant, FEW);

    Path folder = written(mutant, abstraction);

    Abstraction.Counterexample first =
        AbstractionFile.read(folder).abstraction().first().orElseThrow();
    CompiledModel read = ModelFolder.read(folder).model();
    assertThat(Abstraction.replay(read, first.where())).contains(first);
  }

  @Test
  void equalModelsMakeEqualBytes() throws ArtifactException, IOException {
    CompiledModel model = Samples.compile(Samples.HIST).toFloat32();
    Path file = written(model, Abstraction.certify(model, FEW)).resolve(AbstractionFile.NAME);
    byte[] first = Files.readAllBytes(file);
    written(model, Abstraction.certify(model, FEW));

    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void aFileThatIsDamagedOrOfAnotherModelIsRefused() throws ArtifactException, IOException {
    CompiledModel model = Samples.compile(Samples.HIST).toFloat32();
    Path folder = written(model, Abstraction.certify(model, FEW));
    Path file = folder.resolve(AbstractionFile.NAME);
    String text = Files.readString(file);

    Files.writeString(file, text.replaceFirst("\"passed\": true", "\"passed\": false"));
    refuses(
        folder,
        "abstraction.passed is false, and must be true exactly where there is no counterexample");
    Files.writeString(file, text.replaceFirst("\"holds\"", "\"perhaps\""));
    refuses(folder, "must be one of holds, redundant, unknown, violated");
    Files.writeString(file, text.replaceFirst("\"agree\": true", "\"agree\": false"));
    refuses(folder, "levels.agree is false, and must be what the findings say");
    Files.writeString(file, text.replaceFirst("_sha256\": \".", "_sha256\": \"x"));
    refuses(folder, "it speaks of other weights");
    Files.delete(file);
    refuses(folder, "it is missing");
  }

  private static void refuses(Path folder, String sentence) {
    assertThatThrownBy(() -> AbstractionFile.read(folder))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(sentence);
  }
}
