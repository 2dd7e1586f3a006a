package orrery.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Carets stand under what they point at, whatever the line is made of. */
class RendererTest {
  @Test
  void severalLabelsStandUnderTheirLines() {
    Source source =
        new Source("mean.rasp", "a = 1;\n\nbefore = 0;\nshare = hits / before;\n\n\nz = 1;\n");
    Diagnostic diagnostic =
        Diagnostic.error("E0311", source.span(33, 34), "this divides by zero")
            .withLabel("here")
            .withLabel(source.span(8, 14), "`before` is 0")
            .withLabel(source.span(45, 46), "far below")
            .withNote("witness: \"a\" at position 0")
            .withFix(Fix.advice("hits / before if before != 0 else 0"));

    assertThat(Renderer.plain().render(diagnostic))
        .isEqualTo(
            """
            error[E0311]: this divides by zero
              --> mean.rasp:4:14
               |
             3 | before = 0;
               | ------ `before` is 0
             4 | share = hits / before;
               |              ^ here
            ...
             7 | z = 1;
               | - far below
               |
               = witness: "a" at position 0
               = fix: hits / before if before != 0 else 0
            """);
  }

  @Test
  void wideCharactersTakeTwoColumnsAndCombiningOnesNone() {
    Source source = new Source("wide.rasp", "\t漢字e\u0301 = §;");
    Diagnostic diagnostic = Diagnostic.warning("E0005", source.span(8, 9), "unexpected");

    assertThat(Renderer.plain().render(diagnostic))
        .isEqualTo(
            """
            warning[E0005]: unexpected
              --> wide.rasp:1:9
               |
             1 |     漢字e\u0301 = §;
               |             ^
            """);
  }

  @Test
  void aPlaceAtTheVeryEndIsShown() {
    Source source = new Source("end.rasp", "x = 1\r\n");

    assertThat(Renderer.plain().render(Diagnostic.error("E0002", source.span(7, 7), "end")))
        .isEqualTo("error[E0002]: end\n  --> end.rasp:2:1\n   |\n 2 | \n   | ^\n");
  }

  @Test
  void aVeryLongLineIsCutDownAroundThePlace() {
    Source source = new Source("long.rasp", "x".repeat(5000) + "!" + "y".repeat(5000));

    String text =
        Renderer.plain().render(Diagnostic.error("E0005", source.span(5000, 5001), "here"));

    List<String> lines = text.lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(220));
    assertThat(lines.get(3).charAt(lines.get(4).indexOf('^'))).isEqualTo('!');
  }

  @Test
  void coloursChangeNothingElse() {
    Source source = new Source("x.rasp", "x = §;");
    Diagnostic diagnostic =
        Diagnostic.error("E0005", source.span(4, 5), "unexpected").withLabel("this");

    String coloured = Renderer.coloured().render(diagnostic);

    assertThat(coloured).contains("\u001B[1;31merror[E0005]\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(Renderer.plain().render(diagnostic));
  }

  @Test
  void otherProgramsGetEverythingAsJson() {
    Source source = new Source("x.rasp", "a = 1;\nx = 'é';");
    Diagnostic diagnostic =
        Diagnostic.error("E0007", source.span(11, 14), "strings use double quotes")
            .withNote("a note")
            .withFix(Fix.replace(source.span(11, 14), "\"é\""));

    assertThat(JsonReport.json(diagnostic))
        .isEqualTo(
            "{\"code\":\"E0007\",\"severity\":\"error\",\"message\":\"strings use double quotes\","
                + "\"spans\":[{\"file\":\"x.rasp\",\"line\":2,\"column\":5,\"endLine\":2,"
                + "\"endColumn\":8,\"start\":11,\"end\":14,\"label\":\"\"}],\"notes\":[\"a note\"],"
                + "\"fixes\":[{\"text\":\"\\\"é\\\"\",\"edits\":[{\"file\":\"x.rasp\",\"line\":2,"
                + "\"column\":5,\"endLine\":2,\"endColumn\":8,\"start\":11,\"end\":14,"
                + "\"replacement\":\"\\\"é\\\"\"}]}]}");
  }
}
