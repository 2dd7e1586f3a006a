package orrery.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.JsonReport;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Severity;
import orrery.diagnostic.Source;

/** Whatever the text, the parser answers: soon, with a program or with a place and a reason. */
class SyntaxProperties {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final List<Source> TEXTS =
      Stream.concat(Samples.right().stream(), Samples.wrong().stream()).toList();
  private static final String[] PIECES = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    ":",
    "=",
    "==",
    "..",
    "\"",
    "'",
    "#",
    "##",
    "\n",
    "not ",
    " if ",
    " else ",
    " in ",
    " and ",
    " or ",
    "select",
    "case {",
    "match ",
    "fn ",
    "def ",
    "for ",
    "return ",
    "output ",
    "input ",
    "program ",
    "§",
    "😀",
    "\uD800",
    "1.",
    ".5",
    "1e",
    "&&",
    "-",
    "^"
  };

  @Property(tries = 500)
  void anyTextGetsAnAnswer(@ForAll String text) {
    answers(new Source("any.rasp", text));
  }

  @Property(tries = 500)
  void anyRowOfPiecesGetsAnAnswer(@ForAll("rows") List<String> pieces) {
    answers(new Source("row.rasp", String.join(" ", pieces)));
  }

  @Property(tries = 2000)
  void aDamagedProgramGetsAnAnswer(@ForAll("damaged") Source damaged) {
    answers(damaged);
  }

  @Provide
  Arbitrary<List<String>> rows() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60);
  }

  @Provide
  Arbitrary<Source> damaged() {
    return Arbitraries.of(TEXTS)
        .flatMap(source -> Arbitraries.randomValue(random -> damage(source, random)));
  }

  /** Drops, doubles, swaps and inserts characters and words, one to six times. */
  private static Source damage(Source source, Random random) {
    StringBuilder text = new StringBuilder(source.text());
    int times = 1 + random.nextInt(6);
    for (int i = 0; i < times && text.length() > 1; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(8));
      String piece = text.substring(at, end);
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, piece);
        case 2 -> text.insert(random.nextInt(text.length()), piece).delete(at, at + 1);
        case 3 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        default -> text.setLength(Math.max(1, at));
      }
    }
    return new Source(source.name(), text.toString());
  }

  private static void answers(Source source) {
    long start = System.nanoTime();
    Diagnostics diagnostics = new Diagnostics();

    Program program = Syntax.parse(source, diagnostics);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    List<Diagnostic> said = diagnostics.all();
    assertThat(said)
        .filteredOn(d -> d.severity() == Severity.ERROR)
        .hasSizeLessThanOrEqualTo(Diagnostics.LIMIT);
    for (Diagnostic diagnostic : said) {
      assertThat(diagnostic.span().source()).isEqualTo(source);
      assertThat(Renderer.plain().render(diagnostic)).contains(diagnostic.code());
      assertThat(JsonReport.json(diagnostic)).contains(diagnostic.code());
    }
    if (!diagnostics.hasErrors()) {
      String formatted = Formatter.format(source, diagnostics).orElseThrow();
      Program again = Syntax.parse(new Source("formatted", formatted), diagnostics);
      assertThat(Outlines.of(again.items())).isEqualTo(Outlines.of(program.items()));
    }
  }
}
