package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The command as a process of its own: what a test in this process cannot see, such as a writer
 * that nobody flushes before the exit.
 */
class SmokeTest {
  private record Finished(int code, String out, String err) {}

  private static Finished start(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(Ran.ROOT.toFile()).start();
    process.getOutputStream().close();
    String out =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    String err =
        new String(
            process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), out, err);
  }

  @Test
  void resultsReachStdout() throws IOException, InterruptedException {
    Finished finished = start("run", "programs/hist.rasp", "abac");

    assertThat(finished.out()).isEqualToIgnoringNewLines("2 1 2 1");
    assertThat(finished.err()).isEmpty();
    assertThat(finished.code()).isZero();
  }

  @Test
  void sentencesReachStderr() throws IOException, InterruptedException {
    Finished finished = start("run", "programs/hist.rasp", "abx");

    assertThat(finished.out()).isEmpty();
    assertThat(finished.err()).contains("\"x\" is no token");
    assertThat(finished.code()).isEqualTo(2);
  }

  @Test
  void diagnosticsReachStderr() throws IOException, InterruptedException {
    Finished finished = start("check", "programs/README.md");

    assertThat(finished.err()).contains("programs/README.md:1:");
    assertThat(finished.code()).isEqualTo(1);
  }
}
