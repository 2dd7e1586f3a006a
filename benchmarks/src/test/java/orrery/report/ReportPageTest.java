package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page holds what the card holds, needs nothing else, and lets no text become markup.
 *
 * <p>{@code -Dgolden.update=true} rewrites the expected fragments; then look at the page again.
 */
class ReportPageTest {
  private static final Path FOLDER = Path.of("src/test/resources/report");
  private static final String PAGE = ReportPage.of(SampleCard.card());

  private static void assertIsGolden(String text, String name) throws IOException {
    Path expected = FOLDER.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, text);
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  @Test
  void theResultsAreWhatTheyWere() throws IOException {
    Html html = new Html();
    ResultsTable.write(html, SampleCard.card());
    assertIsGolden(html.written(), "results.html");
  }

  @Test
  void theEdgesAreWhatTheyWere() throws IOException {
    Html html = new Html();
    EdgesPart.write(html, SampleCard.card());
    assertIsGolden(html.written(), "edges.html");
  }

  @Test
  void aPlotIsWhatItWas() throws IOException {
    Html html = new Html();
    new CurvesPart(SampleCard.card()).ofOne(html, SampleCard.card().entries().get(0));
    assertIsGolden(html.written(), "curves.html");
  }

  @Test
  void theTableForSpreadsheetsIsWhatItWas() throws IOException {
    assertIsGolden(ScoresCsv.of(SampleCard.card()), "scores.csv");
  }

  @Test
  void everySectionIsThereAndEveryLinkLeadsSomewhere() {
    assertThat(ReportPage.sections(/* trained= */ false))
        .allSatisfy(s -> assertThat(PAGE).contains("<section id=\"" + s + "\">"));
    List<String> ids = found("\\sid=\"([^\"]+)\"");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(found("href=\"#([^\"]+)\""));
    assertThat(ids).containsAll(found("url\\(#([^)]+)\\)"));
  }

  @Test
  void nothingIsFetched() {
    assertThat(PAGE.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContainPattern("https?://|src=|@import|<link|fetch\\(");
  }

  @Test
  void noTextBecomesMarkup() {
    assertThat(PAGE)
        .doesNotContain("eap-ig <inputs>")
        .doesNotContain("<\"in\" the input>")
        .contains("eap-ig &lt;inputs&gt;")
        .contains("&lt;&quot;in&quot; the input&gt; &amp; no more");
  }

  @Test
  void whatIsFoundMissedAndFalseIsCounted() {
    assertThat(PAGE).contains("<b>4 found</b>, 1 missed, 1 false");
  }

  private static List<String> found(String pattern) {
    return Pattern.compile(pattern).matcher(PAGE).results().map(m -> m.group(1)).toList();
  }
}
