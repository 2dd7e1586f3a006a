package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.artifact.ArtifactException;

/** A scorecard comes back from its file as it went there, and a damaged one is refused. */
class ScorecardFileTest {
  @TempDir private Path scratch = Path.of("");

  private Path written(String text) throws IOException {
    return Files.writeString(scratch.resolve("scores.json"), text);
  }

  @Test
  void aCardComesBackEqual() throws Exception {
    Path file = written(ScorecardFile.text(SampleCard.card()));

    assertThat(ScorecardFile.read(file)).isEqualTo(SampleCard.card());
    assertThat(ScorecardFile.isScorecard(file)).isTrue();
  }

  @Test
  void equalCardsAreEqualBytes() throws Exception {
    Path file = written(ScorecardFile.text(SampleCard.card()));

    assertThat(ScorecardFile.text(ScorecardFile.read(file))).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orrery/scores/1 | orrery/scores/9 | must be \"orrery/scores/1\"",
        "\"doc\" | \"dok\" | provenance.doc is missing",
        "\"METHOD\" | \"HERO\" | entries[0].role is missing",
        "\"measure\": \"auroc\" | \"measure\": \"aurok\" | that no measure explains",
        "\"effective\": 60 | \"effective\": \"many\" | of another kind",
        "\"name\": \"acdc\" | \"name\": \"eap\" | entry eap comes twice",
        "[0, 2, 4, 8, 12] | [0, 2, 4, 8, 13] | edge 13 of 13",
      })
  void aDamagedCardIsRefusedWithTheReason(String part, String damaged, String reason)
      throws Exception {
    String text = ScorecardFile.text(SampleCard.card());
    assertThat(text).contains(part);
    Path file = written(text.replace(part, damaged));

    assertThatThrownBy(() -> ScorecardFile.read(file))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .hasMessageContaining("orrery assay");
  }
}
