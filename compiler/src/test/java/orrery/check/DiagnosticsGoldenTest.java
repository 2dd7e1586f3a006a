package orrery.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;

/**
 * Every wrong program is told what is wrong with it, word for word as in its {@code .expected}.
 *
 * <p>{@code -Dgolden.update=true} rewrites the expected texts. Codes from E0901 on are the
 * compiler's, not the checker's.
 */
class DiagnosticsGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/diagnostics");

  static List<String> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".rasp") && !n.startsWith("E09"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aWrongProgramIsToldWhatIsWrong(String name) throws IOException {
    Source source = new Source(name, Files.readString(FOLDER.resolve(name)));
    String code = source.lineText(1).replace("# expect:", "").strip();

    List<Diagnostic> said = diagnostics(source);

    assertThat(said).extracting(Diagnostic::code).contains(code);
    String rendered = Renderer.plain().render(said);
    Path expected = FOLDER.resolve(name.replace(".rasp", ".expected"));
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, rendered);
    assertThat(rendered).isEqualTo(Files.readString(expected));
  }

  @Test
  void everyExpectedTextHasItsProgram() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".expected")))
          .allSatisfy(n -> assertThat(programs()).contains(n.replace(".expected", ".rasp")));
    }
  }

  private static List<Diagnostic> diagnostics(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Frontend.Meant> meant =
        Frontend.load(source, DiagnosticsGoldenTest::beside, Map.of(), diagnostics);
    List<Diagnostic> all = new ArrayList<>(diagnostics.all());
    meant.ifPresent(m -> all.addAll(ProgramTests.run(m.typed(), /* seed= */ 1).failures()));
    return all;
  }

  private static Optional<Source> beside(Source importer, String file) {
    Path name = Path.of(importer.name()).resolveSibling(file + ".rasp").normalize();
    Path path = FOLDER.resolve(name);
    if (name.startsWith("..") || !Files.isRegularFile(path)) return Optional.empty();
    try {
      return Optional.of(new Source(name.toString(), Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
