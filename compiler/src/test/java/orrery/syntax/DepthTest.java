package orrery.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** Depth is refused, not suffered; length is fine. */
class DepthTest {
  private static final int MANY = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "f(",
        "x[",
        "not ",
        "- ",
        "+",
        "1 + ",
        "1 - ",
        "2 ^ ",
        "a and ",
        "a or ",
        "a if b else ",
        "fn (x) => ",
        "case { a: ",
        "match a { b: ",
        "select(",
        "x.",
        "a == ",
        "if a { ",
        "if a {} else ",
        "for x in y { ",
        "def f() { ",
        "f()",
        "x in ",
        "@a(",
        "[a for x in "
      })
  void whatIsTooDeepIsRefused(String piece) {
    for (String start : List.of("", "y = ")) {
      List<Diagnostic> said = parse(start + piece.repeat(MANY) + "1;");

      assertThat(said).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 1;\n",
        "def f(x) { return x; }\n",
        "def f(x) = x;\n",
        "check a == b;\n",
        "# note\n",
        "input t[1..2] : \"a\";\n",
        "for i in [1] { x = i; }\n",
        ";",
        "x = f(1, [2], {3: 4});"
      })
  void whatIsLongIsRead(String piece) {
    assertThat(parse(piece.repeat(MANY / 10))).isEmpty();
  }

  @Test
  void theDeepestProgramAllowedIsReadOnASmallStack() throws InterruptedException {
    int depth = Depth.LIMIT - 1;
    String text = "y = " + "(".repeat(depth) + "x" + ")".repeat(depth) + ";";
    StringBuilder printed = new StringBuilder();
    Thread thread =
        new Thread(null, () -> printed.append(Printer.print(read(text))), "small", 512 * 1024);
    thread.start();
    thread.join();

    assertThat(printed.toString()).isEqualTo(text + "\n");
  }

  private static Item read(String text) {
    return Syntax.parse(new Source("deep.rasp", text), new Diagnostics()).items().get(0);
  }

  private static List<Diagnostic> parse(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Diagnostics diagnostics = new Diagnostics();
          Syntax.parse(new Source("long.rasp", text), diagnostics);
          return diagnostics.all();
        });
  }
}
