package orrery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.check.Frontend;
import orrery.check.ProgramTests;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;

/** The page about the language is true: its programs work, and it lists the codes that occur. */
class LanguagePageTest {
  private static final Path PAGE = Path.of("../src/site/markdown/language.md");
  private static final Path GOLDEN = Path.of("src/test/resources/diagnostics");
  private static final Pattern BLOCK =
      Pattern.compile("^```rasp\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PROGRAM =
      Pattern.compile("(##[^\\n]*\\n)*program .*", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("^\\| ([EW]\\d{4}) \\|", Pattern.MULTILINE);

  static List<String> programs() throws IOException {
    return BLOCK
        .matcher(page())
        .results()
        .map(block -> block.group(1))
        .filter(text -> PROGRAM.matcher(text).matches())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyProgramIsSoundAndItsExamplesHold(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Frontend.Meant> meant =
        Frontend.load(new Source("language.md", text), Map.of(), diagnostics);
    assertThat(Renderer.plain().render(diagnostics.all())).isEmpty();

    ProgramTests.Outcome tests = ProgramTests.run(meant.orElseThrow().typed(), /* seed= */ 1);

    assertThat(tests.examples()).as("examples").isPositive();
    assertThat(Renderer.plain().render(tests.failures())).isEmpty();
  }

  @Test
  void everyCodeOfTheGoldenFilesIsListed() throws IOException {
    TreeSet<String> golden = new TreeSet<>();
    try (var files = Files.list(GOLDEN)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".rasp"))
          .forEach(name -> golden.add(name.substring(0, "E0001".length())));
    }

    assertThat(ROW.matcher(page()).results().map((MatchResult row) -> row.group(1)))
        .containsAll(golden)
        .doesNotHaveDuplicates();
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }
}
