package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import orrery.Compiler;
import orrery.artifact.TrainedSamples;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.layout.PlanOptions;
import orrery.weights.Dials;

/**
 * How a model was trained is told from its folder, whatever is in that.
 *
 * <p>{@code -Dgolden.update=true} rewrites the expected texts; then look at the page again.
 */
class TrainingPartTest {
  private static final Path FOLDER = Path.of("src/test/resources/report");

  private static final String ATTEMPTS =
      """
      {"schema": "orrery/training/1", "attempts": [
        {"attempt": 0, "seed": 5, "steps": 6000, "figure": 0.93, "accepted": false, "settings": {}},
        {"attempt": 1, "seed": -7, "steps": 300, "figure": 0.9995, "accepted": true, "settings": {}}
      ]}
      """;

  private static final CompiledModel COMPILED = compiled();

  @TempDir private Path scratch = Path.of("");

  private static CompiledModel compiled() {
    String text = TrainedSamples.TWICE;
    Frontend.Meant meant =
        Frontend.load(new Source("p.rasp", text), java.util.Map.of(), new Diagnostics())
            .orElseThrow();
    return Compiler.compile(
        meant.model(),
        new Compiler.Options(text, java.util.Map.of(), PlanOptions.LEGIBLE, Dials.DEFAULT));
  }

  private TrainingAccount account(TrainingRecord.Kind kind, boolean passed) {
    CompiledModel model = TrainedSamples.of(COMPILED, kind, 7);
    return TrainingAccount.of(model, TrainedSamples.acceptance(passed), scratch).orElseThrow();
  }

  private TrainingAccount whole(boolean passed) throws IOException {
    Files.writeString(scratch.resolve("curve.csv"), LearningCurveTest.CURVE);
    Files.writeString(scratch.resolve("training.json"), ATTEMPTS);
    return withThreshold(account(TrainingRecord.Kind.SIIT, passed));
  }

  private static TrainingAccount withThreshold(TrainingAccount account) {
    TrainingRecord r = account.record();
    TreeMap<String, String> settings = new TreeMap<>(r.settings());
    settings.put("threshold", "0.999");
    return new TrainingAccount(
        new TrainingRecord(r.kind(), settings, r.seeds(), r.assignment(), r.versions(), r.steps()),
        account.acceptance(),
        account.tries(),
        account.curve(),
        account.damages());
  }

  private static String section(TrainingAccount account) {
    Html html = new Html();
    TrainingPart.write(html, account);
    return html.written();
  }

  private static void assertIsGolden(String text, String name) throws IOException {
    Path expected = FOLDER.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, text);
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  @Test
  void theSectionIsWhatItWas() throws IOException {
    assertIsGolden(section(whole(/* passed= */ false)), "training.html");
  }

  @Test
  void thePictureForOthersIsWhatItWas() throws Exception {
    TrainingAccount account = whole(/* passed= */ true);

    String svg =
        TrainingPicture.document("<hist>", account.curve().orElseThrow(), OptionalDouble.of(0.999));

    assertIsGolden(svg, "training.svg");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void thePageHasTheSectionWhereTheModelWasTrained() throws IOException {
    String page = ReportPage.of(SampleCard.card(), Optional.of(whole(/* passed= */ true)));

    assertThat(ReportPage.sections(/* trained= */ true))
        .contains("training")
        .allSatisfy(s -> assertThat(page).contains("<section id=\"" + s + "\">"));
    assertThat(page).contains("href=\"#training\"", "Passed: measured on pairs of 40 inputs");
    assertThat(ReportPage.of(SampleCard.card())).doesNotContain("id=\"training\"");
    assertThat(TrainingAccount.of(COMPILED, TrainedSamples.acceptance(true), scratch)).isEmpty();
  }

  @Test
  void whatIsOnlyReportedIsNotCalledAFailure() {
    CompiledModel model = TrainedSamples.of(COMPILED, TrainingRecord.Kind.SIIT, 7).toFloat32();

    String section =
        section(TrainingAccount.of(model, TrainedSamples.accept(model), scratch).orElseThrow());

    assertThat(Stream.of(section.split("<tr")).filter(row -> row.contains("<td>mean</td>")))
        .isNotEmpty()
        .allMatch(row -> row.contains("<td>reported</td>") && !row.contains("NO"));
    assertThat(section).contains("✗ NO", "interchange, one node", "strict, all at once");
  }

  @Test
  void whatIsDamagedIsASentenceWithoutAPlaceOfThisMachine() throws IOException {
    Files.writeString(scratch.resolve("curve.csv"), "step,<script>\n");
    for (String damaged :
        new String[] {
          "",
          "{",
          "[]",
          "{\"schema\": \"orrery/training/2\", \"attempts\": []}",
          ATTEMPTS.replace("6000", "-1"),
          ATTEMPTS.replace("0.93", "1.5"),
          ATTEMPTS.replace("\"seed\": 5", "\"seed\": \"<b>\""),
          ATTEMPTS.replace("false", "0"),
          ATTEMPTS + " ".repeat(4 << 20)
        }) {
      Files.writeString(scratch.resolve("training.json"), damaged);

      TrainingAccount account = account(TrainingRecord.Kind.SIIT, /* passed= */ true);

      assertThat(account.damages()).hasSize(2);
      assertThat(section(account))
          .contains("curve.csv: line 1: ", "training.json: ", "no curve that can be read")
          .doesNotContain(scratch.toString(), "<script>", "<b>\"");
    }
  }

  @Test
  void aControlIsCalledOne() throws IOException {
    Files.writeString(scratch.resolve("curve.csv"), "step,rate,accuracy\n");

    String section = section(account(TrainingRecord.Kind.RANDOM, /* passed= */ false));

    assertThat(section)
        .contains("A negative control: it has no known circuit.", "No look was taken")
        .contains("NOT passed", "strict, all nodes at once, is 51.20 %");
    assertThat(account(TrainingRecord.Kind.RANDOM, /* passed= */ false).threshold()).isEmpty();
  }
}
