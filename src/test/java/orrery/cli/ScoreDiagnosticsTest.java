package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong file of scores is located, and the sentence says what to do. */
class ScoreDiagnosticsTest {
  private static final Path FILES = Ran.ROOT.resolve("src/test/resources/scores");

  @TempDir private static Path scratch = Path.of("");

  @BeforeAll
  static void theModelIsCompiled() {
    Ran ran =
        Ran.orrery("compile", "programs/reverse.rasp", "--out", scratch.resolve("m").toString());
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.endsWith(".expected"))
          .sorted()
          .toList();
    }
  }

  private static Ran score(Path file, String... more) {
    return Ran.orrery(
        Stream.concat(
                Stream.of("score", scratch.resolve("m").toString(), "--scores", file.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsSaidIsGolden(String name) throws IOException {
    Ran ran = score(FILES.resolve(name));

    String said = ran.code() + "\n" + ran.err().replace(FILES + "/", "");
    Path golden = FILES.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.update")) Files.writeString(golden, said);
    assertThat(golden).content(StandardCharsets.UTF_8).isEqualTo(said);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void edgesThatAreMissingCountAsZeroOnRequestOnly() {
    Path file = FILES.resolve("missing.json");
    String[] quick = {"--prompts", "5", "--exhaustive-limit", "0", "--samples", "5"};

    Ran zero =
        score(
            file,
            Stream.concat(Stream.of("--missing", "zero"), Stream.of(quick)).toArray(String[]::new));

    assertThat(zero.code()).as(zero.err()).isZero();
    assertThat(zero.out()).contains("have no score in the file and count as 0");
    assertThat(score(file, "--missing", "guess").code()).isEqualTo(2);
    assertThat(score(file, "--missing", "guess").err()).contains("refuse, zero");
  }

  @Test
  void wrongNamesOfTargetsAndTruthsAreMisuse() {
    String model = scratch.resolve("m").toString();
    String out = scratch.resolve("out").toString();

    Ran target = Ran.orrery("export", model, "--to", "tasks", "--out", out);
    Ran truth = Ran.orrery("export", model, "--to", "mib", "--truth", "mine", "--out", out);
    Ran none = Ran.orrery("export", model, "--to", "task", "--prompts", "0", "--out", out);

    assertThat(List.of(target.code(), truth.code(), none.code())).containsOnly(2);
    assertThat(target.err()).contains("interpbench, task, not `tasks`");
    assertThat(truth.err()).contains("active, program, structural, not `mine`");
  }
}
