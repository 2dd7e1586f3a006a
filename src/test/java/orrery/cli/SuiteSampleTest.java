package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are sampled, and sets of programs compared, from the command line. */
class SuiteSampleTest {
  @TempDir private Path scratch;

  @Test
  void whatIsSampledCompilesAndIsWhereItShouldBe() {
    Path out = scratch.resolve("sampled");
    String[] order = {
      "suite", "sample", "--count", "2", "--strata", "2:1", "--seed", "7", "--out", out.toString()
    };

    Ran sampled = Ran.orrery(order);
    Ran strata = Ran.orrery("suite", "strata", out.toString(), "programs/hist.rasp");
    Ran tested = Ran.orrery("test", out.toString());

    assertThat(sampled.err()).isEmpty();
    assertThat(sampled.code()).isZero();
    assertThat(sampled.out()).contains("2 taken").contains("wrote " + out);
    assertThat(strata.out()).containsPattern("2 components +2 \\(100 %\\)");
    assertThat(tested.code()).as(tested.err()).isZero();
  }

  @Test
  void whatIsNotFoundIsSaid() {
    Ran ran =
        Ran.orrery(
            "suite",
            "sample",
            "--count",
            "1",
            "--strata",
            "9+:1",
            "--variables",
            "1",
            "--only",
            "logic",
            "--length",
            "1",
            "--out",
            scratch.resolve("none").toString());

    assertThat(ran.err()).contains("only 0 programs of 1 found; ask for less, or allow more");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void aMistakeIsMisuse() {
    Ran ran = Ran.orrery("suite", "sample", "--depth", "deep", "--out", scratch.toString());

    assertThat(ran.err()).contains("`depth` must be a number or a range such as 2..6, not `deep`");
    assertThat(ran.code()).isEqualTo(2);
  }
}
