package orrery.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What follows from the first mistake of a statement is noise. */
class DiagnosticsTest {
  private static final Source SOURCE = new Source("x.rasp", "x = 1;");

  @Test
  void aStatementKeepsItsFirstErrorAndAllItsWarnings() {
    Diagnostics diagnostics = new Diagnostics();

    boolean sound =
        diagnostics.statement(
            () -> {
              diagnostics.report(error("first"));
              diagnostics.report(error("second"));
              diagnostics.report(Diagnostic.warning("W0402", SOURCE.span(0, 1), "third"));
            });

    assertThat(sound).isFalse();
    assertThat(diagnostics.all()).extracting(Diagnostic::message).containsExactly("first", "third");
  }

  @Test
  void anAbortEndsTheStatementAndTheNextOneIsFree() {
    Diagnostics diagnostics = new Diagnostics();

    diagnostics.statement(
        () -> {
          throw diagnostics.abort(error("first"));
        });
    boolean sound = diagnostics.statement(() -> {});

    assertThat(sound).isTrue();
    assertThat(diagnostics.hasErrors()).isTrue();
    assertThat(diagnostics.all()).hasSize(1);
  }

  @Test
  void aFileKeepsTwentyErrors() {
    Diagnostics diagnostics = new Diagnostics();

    IntStream.range(0, 50).forEach(i -> diagnostics.report(error("error " + i)));

    assertThat(diagnostics.all()).hasSize(Diagnostics.LIMIT);
  }

  private static Diagnostic error(String message) {
    return Diagnostic.error("E0201", SOURCE.span(0, 1), message);
  }
}
