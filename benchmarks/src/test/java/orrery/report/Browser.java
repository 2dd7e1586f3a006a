package orrery.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Chromium without a screen, where this machine has one. */
record Browser(Path program) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int SECONDS = 60;

  /** The browser; without one the test is left out. */
  static Browser orLeaveOut() {
    Optional<Path> found = find();
    assumeTrue(
        found.isPresent(),
        "left out: no Chromium on the PATH, so that the report was not opened in a browser");
    return new Browser(found.orElseThrow());
  }

  private static Optional<Path> find() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      for (String name : NAMES) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** What the browser says with some options, stdout and stderr in one. */
  String run(Path scratch, Path page, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless=new"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"));
    command.add("--disable-background-networking");
    command.add("--user-data-dir=" + scratch.resolve("profile"));
    command.add("--enable-logging=stderr");
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Path said = scratch.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the browser took longer than " + SECONDS + " s");
    }
    return Files.readString(said, StandardCharsets.UTF_8);
  }
}
