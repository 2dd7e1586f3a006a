package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report is opened in a real browser: it renders, its script runs, and it prints. */
class ReportInBrowserTest {
  @TempDir private Path scratch = Path.of("");

  /** Clicks a heading, types into the filter, and writes down what came of it. */
  private static final String PROBE =
      """
      <script>
      document.querySelectorAll("#results th button")[2].click();
      document.getElementById("filter").value = "a0.h0->m0";
      document.getElementById("filter").dispatchEvent(new Event("input"));
      const rows = [...document.getElementById("edge-table").tBodies[0].rows];
      document.body.dataset.first = document.querySelector("#results tbody tr").dataset.series;
      document.body.dataset.left = rows.filter(r => !r.hidden).length;
      document.body.dataset.wide = document.querySelector("#truth svg").getBoundingClientRect().width > 20;
      </script>
      """;

  private Path page(String probe) throws Exception {
    String page = ReportPage.of(SampleCard.card()).replace("</body>", probe + "</body>");
    return Files.writeString(scratch.resolve("report.html"), page);
  }

  @Test
  void itRendersWithoutAnError() throws Exception {
    Browser browser = Browser.orLeaveOut();

    String said = browser.run(scratch, page(PROBE), "--dump-dom");

    assertThat(said).doesNotContain("CONSOLE").doesNotContain("Uncaught");
    assertThat(ReportPage.sections(/* trained= */ false))
        .allSatisfy(s -> assertThat(said).contains("<section id=\"" + s + "\">"));
    assertThat(said)
        .contains("data-first=\"eap-ig &lt;inputs&gt;\"")
        .contains("data-left=\"1\"")
        .contains("data-wide=\"true\"")
        .contains("aria-sort=\"descending\"");
  }

  @Test
  void itPrints() throws Exception {
    Browser browser = Browser.orLeaveOut();
    Path pdf = scratch.resolve("report.pdf");

    browser.run(scratch, page(""), "--no-pdf-header-footer", "--print-to-pdf=" + pdf);

    assertThat(pdf).isNotEmptyFile();
    assertThat(Files.readAllBytes(pdf)).startsWith("%PDF".getBytes());
  }
}
