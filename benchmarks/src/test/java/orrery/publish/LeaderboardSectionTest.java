package orrery.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.artifact.ArtifactException;
import orrery.leaderboard.LeaderboardSummary;

/** A leaderboard that was written becomes a table of a dataset's card, or a sentence. */
class LeaderboardSectionTest {
  static final String BOARD =
      """
      {"schema": "orrery/leaderboard/1", "name": "tiny", "semantics": "resample | of <edges>",
       "models": [{"model": "twice"}, {"model": "twice-s0"}], "absent": [], "pairs": [],
       "standings": [
        {"kind": "siit", "telling_only": false, "method": "random", "role": "random",
         "measure": "auroc", "models": 1, "programs": 1, "mean": 0.5, "mean_interval": null},
        {"kind": "siit", "telling_only": false, "method": "eap|ig", "role": "method",
         "measure": "auroc", "models": 3, "programs": 2, "mean": 0.8751, "mean_interval": [0.8, 1]},
        {"kind": "siit", "telling_only": true, "method": "eap|ig", "role": "method",
         "measure": "auroc", "models": 1, "programs": 1, "mean": 0.1, "mean_interval": null},
        {"kind": "siit", "stratum": "1", "telling_only": false, "method": "eap|ig", "role": "method",
         "measure": "auroc", "models": 1, "programs": 1, "mean": 0.2, "mean_interval": null},
        {"kind": "siit", "telling_only": false, "method": "eap|ig", "role": "method",
         "measure": "cmd", "models": 1, "programs": 1, "mean": 7.5, "mean_interval": null},
        {"kind": "compiled", "telling_only": false, "method": "acdc", "role": "method",
         "measure": "auroc", "models": 1, "programs": 1, "mean": 1, "mean_interval": null}
       ]}
      """;

  @TempDir private Path folder = Path.of("");

  private LeaderboardSummary read(String json) throws IOException, ArtifactException {
    Files.writeString(folder.resolve("leaderboard.json"), json);
    return LeaderboardSummary.read(folder).orElseThrow();
  }

  @Test
  void theMeansStandByMethodAndKind() throws IOException, ArtifactException {
    List<String> lines = new LeaderboardSection(read(BOARD)).lines();

    assertThat(lines)
        .contains("Semantics: resample \\| of \\<edges\\>.")
        .containsSequence(
            "| method | siit (3 models) | compiled (1 model) |",
            "|---|---|---|",
            "| eap\\|ig | 0.875 [0.800, 1.000] | – |",
            "| acdc | – | 1.000 |",
            "| random | 0.500 | – |");
  }

  @Test
  void whereNoModelWasAssessedThereIsNoTable() throws IOException, ArtifactException {
    String empty = "{\"schema\": \"orrery/leaderboard/1\", \"models\": [], \"standings\": []}";
    assertThat(new LeaderboardSection(read(empty)).lines()).isEmpty();
    Files.delete(folder.resolve("leaderboard.json"));
    assertThat(LeaderboardSummary.read(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "orrery/leaderboard/1@orrery/leaderboard/9@schema is",
        "0.8751@1.5@must be from 0 to 1",
        "[0.8, 1]@[0.8]@must have 2 items",
        "\"models\": 3@\"models\": -3@whole numbers from 0",
        "\"twice-s0\"@7@models[1].model is 7, and must be a text",
        "{\"schema@{schema@it is no JSON document"
      })
  void aDamagedOneIsASentence(String good, String bad, String sentence) {
    assertThatThrownBy(() -> read(BOARD.replace(good, bad)))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("leaderboard.json: ")
        .hasMessageContaining(sentence);
  }
}
