package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose process is asked to end keeps where it stands, and goes on from there. */
class InterruptedTrainingTest {
  private static final long LIMIT_MINUTES = 4;

  /** Whoever runs tests may load their classes from elsewhere than the Java machine was told. */
  private static final String CLASS_PATH =
      Main.class.getClassLoader() instanceof URLClassLoader loader
          ? Arrays.stream(loader.getURLs())
              .map(URL::getPath)
              .collect(Collectors.joining(File.pathSeparator))
          : System.getProperty("java.class.path");

  @TempDir private Path scratch = Path.of("");

  private Process train(String out) throws IOException {
    Path program = scratch.resolve("isx.rasp");
    Files.writeString(
        program,
        """
        program isx;
        input tokens[1..3] : "x".."z";
        output is_x = tokens == "x";
        """);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", CLASS_PATH, Main.class.getName()));
    command.addAll(List.of("train", program.toString(), "--out", out, "--attempts", "1"));
    command.addAll(
        List.of(
            ("--seed 3 --heads 2 --d-model 8 --set batch=32 --set held-out-pairs=64"
                    + " --set evaluate-every=500 --set steps=500 --set rate=1e-3")
                .split(" ")));
    return new ProcessBuilder(command)
        .directory(scratch.toFile())
        .redirectErrorStream(true)
        .redirectOutput(scratch.resolve(out + ".log").toFile())
        .start();
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> inside = Files.list(scratch)) {
      return inside.map(p -> p.getFileName().toString()).filter(n -> !n.endsWith(".log")).toList();
    }
  }

  @Test
  void aSignalEndsItWithACheckpointBetweenTwoLooks() throws Exception {
    Process undisturbed = train("whole");
    Process asked = train("out");
    while (!Files.exists(scratch.resolve(".out.training/siit"))) {
      assertThat(asked.isAlive()).as("before it trains").isTrue();
      Thread.sleep(20);
    }
    Thread.sleep(1500);
    asked.destroy(); // SIGTERM
    int code = end(asked);

    if (code != 0) { // else it was too fast to be asked
      assertThat(code).isEqualTo(143);
      assertThat(scratch.resolve("out.log"))
          .content()
          .contains("orrery: the training was stopped; the same command again goes on with it");
    }
    assertThat(left()).noneMatch(name -> name.startsWith("hs_err") || name.startsWith("core"));
    int whole = end(undisturbed);
    if (Files.notExists(scratch.resolve("out"))) assertThat(end(train("out"))).isEqualTo(whole);
    assertThat(TrainTest.files(scratch.resolve("out")))
        .isEqualTo(TrainTest.files(scratch.resolve("whole")));
    assertThat(left()).containsExactlyInAnyOrder("isx.rasp", "out", "whole");
  }
}
