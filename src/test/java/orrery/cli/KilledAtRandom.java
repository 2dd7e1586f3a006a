package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
  private static final double SLOWER = 1.1;

  @TempDir private Path scratch = Path.of("");

  /**
   * A command that makes a folder.
   *
   * @param before arguments before the folder's name
   * @param after arguments after it
   * @param isSuite whether the folder fills model by model; else it appears as a whole
   */
  private record Work(List<String> before, List<String> after, boolean isSuite) {
    Process start(Path folder) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.add("-Dorrery.checkpoint.millis=-1"); // at every look
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

    /** The models that stand under their final names. */
    List<Path> models(Path folder) throws IOException {
      if (!isSuite) return Files.exists(folder) ? List.of(folder) : List.of();
      Path models = folder.resolve("models");
      if (!Files.exists(models)) return List.of();
      try (Stream<Path> inside = Files.list(models)) {
        return inside.filter(p -> !p.getFileName().toString().startsWith(".")).toList();
      }
    }
  }

  private Path whole = Path.of("");
  private Path killed = Path.of("");

  @BeforeEach
  void makePlaces() throws IOException {
    whole = Files.createDirectory(scratch.resolve("whole")).resolve("out");
    killed = Files.createDirectory(scratch.resolve("killed")).resolve("out");
    Files.writeString(
        scratch.resolve("isx.rasp"),
        """
        program isx;
        input tokens[1..3] : "x".."z";
        output is_x = tokens == "x";
        """);
  }

  @Test
  void aTrainingEndsTheSame() throws IOException, InterruptedException {
    List<String> settings =
        List.of(
            ("--seed 3 --heads 2 --d-model 8 --set batch=32 --set held-out-pairs=64"
                    + " --set evaluate-every=5 --set rate=3e-4 --set final-rate=3e-4")
                .split(" "));
    String program = scratch.resolve("isx.rasp").toString();
    killAndCompare(new Work(List.of("train", program, "--out"), settings, false));
  }

  @Test
  void aSuiteEndsTheSame() throws IOException, InterruptedException {
    Path file = scratch.resolve("suite.json");
    Files.writeString(
        file,
        """
        {"schema": "orrery/suite/1", "name": "killed", "programs": ["isx.rasp"], "seed": 3,
         "kinds": ["compiled", "siit", "natural", "random"],
         "training": {"heads": 2, "d-model": 8, "batch": 32, "held-out-pairs": 64,
                      "evaluate-every": 5, "rate": 1e-3, "final-rate": 1e-3}}
        """);
    killAndCompare(new Work(List.of("suite", "run", file.toString(), "--out"), List.of(), true));
  }

  private void killAndCompare(Work work) throws IOException, InterruptedException {
    double millis = work.finish(whole); // how long a run takes now: other work may slow it down
    Random random = new Random(SEED);
    int kills = 0;
    int resumable = 0;
    int rounds = 1;
    while (kills < KILLS) {
      long begin = System.nanoTime();
      Process process = work.start(killed);
      boolean ended = process.waitFor((long) (random.nextDouble() * millis), TimeUnit.MILLISECONDS);
      if (ended) {
        assertThat(process.exitValue()).isZero();
        millis = (System.nanoTime() - begin) / 1e6;
      } else {
        millis *= SLOWER;
        if (hasCheckpoint()) resumable++;
        process.destroyForcibly().waitFor();
        kills++;
      }
      for (Path model : work.models(killed)) {
        Path expected = whole.resolve(killed.relativize(model));
        assertThat(TrainTest.files(model)).as("%s", model).isEqualTo(TrainTest.files(expected));
      }
      if (!ended && (work.isSuite() || work.models(killed).isEmpty())) continue;
      requireSame();
      rounds++;
      delete(killed.getParent());
      Files.createDirectory(killed.getParent());
    }
    work.finish(killed);
    requireSame();
    try (Stream<Path> left = Files.list(killed.getParent())) {
      assertThat(left).containsExactly(killed);
    }
    System.out.printf(
        "%s: %d kills in %d rounds, %d of them with a checkpoint at hand; %d files, all the same%n",
        work.before().get(0), kills, rounds, resumable, TrainTest.files(whole).size());
  }

  private void requireSame() throws IOException {
    assertThat(seen(killed)).isEqualTo(seen(whole));
  }

  /** All files but the locks of a suite's processes. */
  private static TreeMap<String, String> seen(Path folder) throws IOException {
    TreeMap<String, String> files = TrainTest.files(folder);
    files.remove(".claims");
    files.remove(".writing");
    return files;
  }

  private boolean hasCheckpoint() throws IOException {
    try (Stream<Path> files = Files.find(killed.getParent(), 9, (f, a) -> isCheckpoint(f))) {
      return files.findAny().isPresent();
    } catch (java.io.UncheckedIOException gone) {
      return false; // a file went while it was looked for
    }
  }

  private static boolean isCheckpoint(Path file) {
    return file.getFileName().toString().matches("attempt-\\d+\\.safetensors");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) Files.delete(file);
  }
}
