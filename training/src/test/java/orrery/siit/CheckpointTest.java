package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;

/** A checkpoint is read as it was written, or not at all. */
class CheckpointTest {
  @TempDir private Path scratch = Path.of("");

  private static Checkpoint checkpoint(long step) {
    Curve curve = new Curve();
    Look look = new Look(10, List.of(new Look.Figure(HeldOut.Kind.ACCURACY, "accuracy", 3, 1)));
    curve.add(look, 1 / 3.0, new StepLoss.Parts(0.1, Double.NaN, 1e-300, Double.NaN));
    return new Checkpoint(
        "me",
        step,
        new float[] {1.5f, -0f, Float.MIN_VALUE},
        new float[] {0.1f, 2, 3},
        new float[] {4, 5, 6e-30f},
        new float[] {7, 8, 9},
        1 / 3.0,
        10,
        curve);
  }

  private static void requireSame(Checkpoint is, Checkpoint expected) {
    assertThat(is.step()).isEqualTo(expected.step());
    assertThat(is.parameters()).isEqualTo(expected.parameters());
    assertThat(is.mean()).isEqualTo(expected.mean());
    assertThat(is.square()).isEqualTo(expected.square());
    assertThat(is.best()).isEqualTo(expected.best());
    assertThat(is.bestFigure()).isEqualTo(expected.bestFigure());
    assertThat(is.bestStep()).isEqualTo(expected.bestStep());
    assertThat(is.curve().exact()).isEqualTo(expected.curve().exact());
  }

  @Test
  void everyNumberComesBack() throws ArtifactException {
    Path file = scratch.resolve("c.safetensors");
    checkpoint(20).write(file);

    Checkpoint read = Checkpoint.read(file, "me").orElseThrow();

    requireSame(read, withoutNegativeZero(checkpoint(20)));
  }

  /** Zero has no sign in a file of weights, and none that could be seen in what comes of it. */
  private static Checkpoint withoutNegativeZero(Checkpoint c) {
    float[] parameters = c.parameters();
    for (int i = 0; i < parameters.length; i++) parameters[i] += 0f;
    return c;
  }

  @Test
  void anotherPlansCheckpointIsNone() throws ArtifactException {
    Path file = scratch.resolve("c.safetensors");
    checkpoint(20).write(file);

    assertThat(Checkpoint.read(file, "you")).isEmpty();
    assertThat(Checkpoint.read(scratch.resolve("nothing"), "me")).isEmpty();
  }

  @Test
  void noDamageGoesUnseen() throws ArtifactException, IOException {
    Path file = scratch.resolve("c.safetensors");
    checkpoint(20).write(file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      Optional<Checkpoint> read = Checkpoint.read(file, "me");
      if (read.isPresent()) requireSame(read.get(), withoutNegativeZero(checkpoint(20)));
      Files.write(file, Arrays.copyOf(whole, i));
      assertThat(Checkpoint.read(file, "me")).as("%d bytes of %d", i, whole.length).isEmpty();
    }
  }

  @Test
  void aWriteThatFailsLeavesTheLastOne() throws ArtifactException, IOException {
    Path file = scratch.resolve("c.safetensors");
    checkpoint(20).write(file);
    Files.createDirectory(scratch.resolve("c.safetensors.draft")); // nothing can be written there

    assertThatThrownBy(() -> checkpoint(30).write(file)).isInstanceOf(ArtifactException.class);

    assertThat(Checkpoint.read(file, "me").orElseThrow().step()).isEqualTo(20);
  }

  @Test
  void aHalfWrittenDraftIsInNobodysWay() throws ArtifactException, IOException {
    Path file = scratch.resolve("c.safetensors");
    checkpoint(20).write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(scratch.resolve("c.safetensors.draft"), Arrays.copyOf(whole, whole.length * 2));

    assertThat(Checkpoint.read(file, "me").orElseThrow().step()).isEqualTo(20);
    checkpoint(30).write(file);
    assertThat(Checkpoint.read(file, "me").orElseThrow().step()).isEqualTo(30);
  }
}
