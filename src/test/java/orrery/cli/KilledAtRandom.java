package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments and started again: nothing is lost, nothing is seen
 * half-written, and what comes of it is the same, byte by byte.
 *
 * <p>Minutes long, so only {@code mvn verify -Pkill} runs it. {@code -Dorrery.kills} says how often
 * each command is killed (50), {@code -Dorrery.kills.seed} when (1).
 */
class KilledAtRandom {
  private static final int KILLS = Integer.getInteger("orrery.kills", 50);
  private static final long SEED = Long.getLong("orrery.kills.seed", 1);
  private static final long LIMIT_MINUTES = 10;

  @TempDir private Path scratch = Path.of("");

  /**
   * A command that makes a folder.
   *
   * @param before arguments before the folder's name
   * @param after arguments after it
   */
  private record Work(List<String> before, List<String> after) {
    Process start(Path folder) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(List.of("-XX:+UseSerialGC", "-Dorrery.checkpoint.millis=-1"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      command.addAll(before);
      command.add(folder.toString());
      command.addAll(after);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    }

    /** Runs it to its end; how many milliseconds that took. */
    long finish(Path folder) throws IOException, InterruptedException {
      long begin = System.nanoTime();
      Process process = start(folder);
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as("%s", this).isZero();
      return (System.nanoTime() - begin) / 1_000_000;
    }
  }

  @Test
  void aTrainingEndsTheSame() throws IOException, InterruptedException {
    Path program = scratch.resolve("isx.rasp");
    Files.writeString(
        program,
        """
        program isx;
        input tokens[1..3] : "x".."z";
        output is_x = tokens == "x";
        """);
    List<String> after =
        List.of(
            "--seed",
            "3",
            "--heads",
            "2",
            "--d-model",
            "8",
            "--twins",
            "natural",
            "--set",
            "batch=32",
            "--set",
            "held-out-pairs=64",
            "--set",
            "steps=600",
            "--set",
            "evaluate-every=20",
            "--set",
            "rate=2e-3",
            "--set",
            "final-rate=0");
    Work work = new Work(List.of("train", program.toString(), "--out"), after);
    Path whole = scratch.resolve("whole/out");
    Path killed = scratch.resolve("killed/out");
    Files.createDirectories(whole.getParent());
    Files.createDirectories(killed.getParent());
    long millis = work.finish(whole);
    TreeMap<String, String> expected = TrainTest.files(whole);
    assertThat(inside(whole.getParent())).containsExactly("out");

    Random random = new Random(SEED);
    int kills = 0;
    int resumable = 0;
    int rounds = 0;
    while (kills < KILLS) {
      Process process = work.start(killed);
      if (!process.waitFor((long) (random.nextDouble() * millis), TimeUnit.MILLISECONDS)) {
        boolean checkpoint = hasCheckpoint(killed);
        process.destroyForcibly().waitFor();
        kills++;
        if (checkpoint) resumable++;
      } else {
        assertThat(process.exitValue()).isZero();
      }
      if (!Files.exists(killed)) continue;
      assertThat(TrainTest.files(killed)).isEqualTo(expected);
      rounds++;
      delete(killed.getParent());
      Files.createDirectories(killed.getParent());
    }
    if (!Files.exists(killed)) work.finish(killed);
    assertThat(TrainTest.files(killed)).isEqualTo(expected);
    assertThat(inside(killed.getParent())).containsExactly("out");
    System.out.printf(
        "%d kills in %d trainings, %d of them after a checkpoint; %d files alike%n",
        kills, rounds + 1, resumable, expected.size());
  }

  private static boolean hasCheckpoint(Path folder) throws IOException {
    Path workspace = folder.resolveSibling(".out.training");
    if (!Files.isDirectory(workspace)) return false;
    try (Stream<Path> files = Files.walk(workspace)) {
      return files.anyMatch(f -> f.toString().endsWith(".safetensors"));
    }
  }

  private static List<String> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path file : all) Files.delete(file);
  }
}
