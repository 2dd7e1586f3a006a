package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Nothing that can be thrown reaches a user as a stack trace. */
class FailuresTest {
  private static String reported(Throwable failure) {
    StringWriter err = new StringWriter();
    Failures.report(failure, new PrintWriter(err, true));
    return err.toString();
  }

  @Test
  void aBugSaysThatItIsOneAndWhere() {
    assertThat(reported(new AssertionError("cell written twice")))
        .contains("AssertionError at orrery.cli.FailuresTest")
        .contains("cell written twice")
        .contains("This is a bug of Orrery; please report it")
        .doesNotContain("\tat ");
  }

  @Test
  void aFaultAndAMisuseAreSentences() {
    assertThat(reported(new Fault("it is wrong"))).isEqualToIgnoringNewLines("orrery: it is wrong");
    assertThat(reported(new Misuse("not so"))).isEqualToIgnoringNewLines("orrery: not so");
  }

  @Test
  void diskErrorsNameTheFile() {
    IOException missing = new NoSuchFileException("x/y");

    assertThat(reported(new UncheckedIOException(missing)))
        .isEqualToIgnoringNewLines("orrery: x/y: no such file");
  }
}
