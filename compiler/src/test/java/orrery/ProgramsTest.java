package orrery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.check.Frontend;
import orrery.check.ProgramTests;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;
import orrery.syntax.Formatter;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/** Every program of the repository is sound: its text, its examples and checks, its weights. */
class ProgramsTest {
  /** All inputs where there are few, else a sample: the whole class runs in a minute. */
  private static final Verifier.Options VERIFICATION =
      new Verifier.Options(/* most= */ 20_000, /* sample= */ 300, /* seed= */ 1);

  static List<Path> programs() {
    return Showroom.files();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void examplesChecksAndWeightsAgree(Path program) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Frontend.Meant> meant = Frontend.load(Showroom.source(program), Map.of(), diagnostics);
    assertThat(Renderer.plain().render(diagnostics.all())).isEmpty();

    ProgramTests.Outcome tests = ProgramTests.run(meant.orElseThrow().typed(), /* seed= */ 1);
    assertThat(tests.examples()).as("examples").isPositive();
    assertThat(Renderer.plain().render(tests.failures())).isEmpty();

    Certificate certificate = Verifier.verify(Showroom.compiled(meant.orElseThrow()), VERIFICATION);
    assertThat(certificate.first()).isEmpty();
    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.margin()).as("margin").isGreaterThan(0.5);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void formattingTwiceChangesNoMoreThanOnce(Path program) {
    String once = formatted(Showroom.source(program));

    assertThat(formatted(new Source(program.toString(), once))).isEqualTo(once);
  }

  @Test
  void theReadmeListsEveryProgram() throws IOException {
    String readme = Files.readString(Showroom.PROGRAMS.resolve("README.md"));

    assertThat(Showroom.files())
        .allSatisfy(
            file ->
                assertThat(readme)
                    .contains("](" + Showroom.PROGRAMS.relativize(file).toString() + ")"));
  }

  private static String formatted(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    return Formatter.format(source, diagnostics)
        .orElseThrow(() -> new AssertionError(Renderer.plain().render(diagnostics.all())));
  }
}
