package orrery.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** Formatting changes blanks and line breaks, and nothing else. */
class FormatterTest {
  private static final Path FOLDER = Path.of("src/test/resources/format");

  static List<String> untidy() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".rasp"))
          .sorted()
          .toList();
    }
  }

  static List<Source> programs() {
    return Stream.concat(Samples.right().stream(), Samples.wrong().stream())
        .filter(source -> Formatter.format(source, new Diagnostics()).isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("untidy")
  void anUntidyFileBecomesTidy(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name));

    String tidy = format(new Source(name, text));

    Path expected = FOLDER.resolve(name.replace(".rasp", ".expected"));
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, tidy);
    assertThat(tidy).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void formattingTwiceChangesNothing(Source source) {
    String once = format(source);

    assertThat(format(new Source("once.rasp", once))).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyWordAndEveryCommentIsKept(Source source) {
    String once = format(source);

    assertThat(words(once)).isEqualTo(words(source.text()));
    assertThat(parse(once)).isEqualTo(parse(source.text()));
  }

  static List<Source> sound() {
    return programs().stream().filter(FormatterTest::isSound).toList();
  }

  private static boolean isSound(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    Syntax.parse(source, diagnostics);
    return !diagnostics.hasErrors();
  }

  @ParameterizedTest
  @MethodSource("sound")
  void whatIsPrintedSaysWhatWasRead(Source source) {
    Program program = Syntax.parse(source, new Diagnostics());

    assertThat(parse(Printer.print(program))).isEqualTo(Outlines.of(program.items()));
  }

  @Test
  void aFileThatIsNoProgramIsNotFormattedButExplained() {
    Diagnostics diagnostics = new Diagnostics();

    Optional<String> text = Formatter.format(new Source("x.rasp", "x = (1;"), diagnostics);

    assertThat(text).isEmpty();
    assertThat(diagnostics.all()).extracting(Diagnostic::code).containsExactly("E0004");
  }

  @Test
  void fixesThatAreOfferedMendTheFile() {
    List<Source> mended =
        Samples.wrong().stream().filter(FormatterTest::everyErrorHasAnEdit).toList();

    assertThat(mended).hasSizeGreaterThan(20);
    for (Source source : mended) {
      Diagnostics after = new Diagnostics();
      Syntax.parse(Formatter.fix(source), after);
      assertThat(after.all()).as(source.name()).extracting(Diagnostic::message).isEmpty();
    }
  }

  private static boolean everyErrorHasAnEdit(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    Syntax.parse(source, diagnostics);
    return diagnostics.hasErrors()
        && diagnostics.all().stream()
            .allMatch(d -> d.fix().filter(fix -> !fix.edits().isEmpty()).isPresent());
  }

  private static String format(Source source) {
    return Formatter.format(source, new Diagnostics()).orElseThrow();
  }

  private static String parse(String text) {
    Program program = Syntax.parse(new Source("text.rasp", text), new Diagnostics());
    return Outlines.of(program.items());
  }

  private static String words(String text) {
    return String.join("", Arrays.asList(text.split("\\s+")));
  }
}
