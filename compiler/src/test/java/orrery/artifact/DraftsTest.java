package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves half written goes at the next run, and nothing else does. */
class DraftsTest {
  @TempDir private Path scratch = Path.of("");

  private static String named(String of, long process) {
    return ".%s.new-%d-%s".formatted(of, process, UUID.randomUUID());
  }

  /** The number of a process that ran and is no more. */
  private static long dead() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    return process.pid();
  }

  @Test
  void writingAgainRemovesTheDraftsOfTheDead() throws Exception {
    long dead = dead();
    Path folder = Files.createDirectory(scratch.resolve(named("model", dead)));
    Files.writeString(folder.resolve("weights"), "half");
    Path file = Files.writeString(scratch.resolve(named("a.json", dead)), "half");
    Path ofAnother = Files.writeString(scratch.resolve(named("b.json", dead)), "half");
    Path living =
        Files.writeString(scratch.resolve(named("a.json", ProcessHandle.current().pid())), "half");
    Path theirs = Files.writeString(scratch.resolve(".a.json.new-1"), "no name of ours");

    new AtomicDirectory(scratch.resolve("model"), AtomicDirectory.Existing.KEEP, f -> false)
        .write(draft -> Files.writeString(draft.resolve("weights"), "whole"));
    AtomicFile.write(scratch.resolve("a.json"), "whole");

    assertThat(folder).doesNotExist();
    assertThat(file).doesNotExist();
    assertThat(ofAnother).exists();
    assertThat(living).exists();
    assertThat(theirs).exists();
    Drafts.sweep(scratch);
    assertThat(ofAnother).doesNotExist();
    assertThat(living).exists();
    assertThat(theirs).exists();
    assertThat(scratch.resolve("model/weights")).hasContent("whole");
  }
}
