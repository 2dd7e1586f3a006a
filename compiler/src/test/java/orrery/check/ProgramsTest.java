package orrery.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Severity;
import orrery.diagnostic.Source;

/** Every program of the showroom means something, and what its examples and checks say. */
class ProgramsTest {
  private static final Path PROGRAMS = Path.of("../programs");

  static List<Path> programs() throws IOException {
    try (Stream<Path> files = Files.walk(PROGRAMS)) {
      return files.filter(p -> p.toString().endsWith(".rasp")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void examplesAndChecksHold(Path program) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new Source(program.toString(), Files.readString(program));

    Frontend.Meant meant =
        Frontend.load(source, ModuleLoader.files(), Map.of(), diagnostics)
            .orElseThrow(() -> new AssertionError(Renderer.plain().render(diagnostics.all())));

    assertThat(diagnostics.all()).noneMatch(d -> d.severity() == Severity.ERROR);
    ProgramTests.Outcome outcome = ProgramTests.run(meant.typed(), /* seed= */ 1);
    assertThat(outcome.examples() + outcome.checks()).isPositive();
    assertThat(Renderer.plain().render(outcome.failures())).isEmpty();
  }
}
