package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.AtomicDirectory.Existing;

/** A folder is written whole or not at all, and never over what is not ours. */
class AtomicDirectoryTest {
  @TempDir Path parent = Path.of("");

  private void write(Existing existing, String text) throws ArtifactException {
    directory(existing)
        .write(
            folder -> {
              Files.createDirectory(folder.resolve("sub"));
              Files.writeString(folder.resolve("sub/deep"), text);
              Files.writeString(folder.resolve("ours"), text);
            });
  }

  private AtomicDirectory directory(Existing existing) {
    return new AtomicDirectory(
        parent.resolve("model"), existing, folder -> Files.exists(folder.resolve("ours")));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aNewFolderComesWhole() throws Exception {
    write(Existing.KEEP, "one");

    assertThat(parent.resolve("model/sub/deep")).hasContent("one");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void anEmptyFolderIsFilled() throws Exception {
    Files.createDirectory(parent.resolve("model"));

    write(Existing.KEEP, "one");

    assertThat(parent.resolve("model/ours")).hasContent("one");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void ourFolderIsReplacedOnlyOnRequest() throws Exception {
    write(Existing.KEEP, "one");

    assertThatThrownBy(() -> write(Existing.KEEP, "two"))
        .isInstanceOf(ArtifactException.class)
        .hasMessageEndingWith("it exists. Choose another name, or replace it with --force.");
    assertThat(parent.resolve("model/ours")).hasContent("one");
    write(Existing.REPLACE, "two");
    assertThat(parent.resolve("model/ours")).hasContent("two");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void anothersFolderOrFileIsNeverReplaced() throws Exception {
    Files.createDirectory(parent.resolve("model"));
    Files.writeString(parent.resolve("model/thesis"), "ten years");

    assertThatThrownBy(() -> write(Existing.REPLACE, "one"))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("it exists and is no model folder");
    assertThat(parent.resolve("model/thesis")).hasContent("ten years");

    Files.delete(parent.resolve("model/thesis"));
    Files.delete(parent.resolve("model"));
    Files.writeString(parent.resolve("model"), "a file");
    assertThatThrownBy(() -> write(Existing.REPLACE, "one"))
        .hasMessageContaining("it exists and is no folder");
    assertThat(parent.resolve("model")).hasContent("a file");
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("ours"), "kept");
    Files.createSymbolicLink(parent.resolve("model"), elsewhere);

    assertThatThrownBy(() -> write(Existing.REPLACE, "one"))
        .hasMessageContaining("it exists and is no folder");
    assertThat(elsewhere.resolve("ours")).hasContent("kept");
  }

  @Test
  void aFailureLeavesWhatWasThereAndNothingElse() throws Exception {
    write(Existing.KEEP, "one");

    assertThatThrownBy(
            () ->
                directory(Existing.REPLACE)
                    .write(
                        folder -> {
                          Files.writeString(folder.resolve("ours"), "half");
                          throw new IOException("disk full");
                        }))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("writing the folder failed");
    assertThat(parent.resolve("model/ours")).hasContent("one");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void aMissingParentIsNamed() {
    Path target = parent.resolve("no/such/model");

    assertThatThrownBy(
            () -> new AtomicDirectory(target, Existing.KEEP, f -> true).write(folder -> {}))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("there is no folder to put it into");
  }
}
