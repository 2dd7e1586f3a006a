package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements of training from the command line. */
class BenchTrainingTest {
  private static final String EVEN = "programs/interpbench/033_even_length.rasp";

  @TempDir private Path scratch = Path.of("");

  @Test
  void everyPartOfTheCostHasATable() throws IOException {
    Path csv = scratch.resolve("train.csv");
    Ran ran =
        Ran.orrery(
            ("bench train "
                    + EVEN
                    + " --parts single,batch,memory --sizes 1 --models 2 --blocks 1"
                    + " --steps 1 --memory-steps 10 --markdown --csv "
                    + csv)
                .split(" "));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern("\\| 2L4H d16 \\| +[0-9.]+ \\| +105.0 \\| +[0-9.]+ \\| +[0-9.]+ \\|")
        .contains("2L4H d8 models", "resident MiB");
    assertThat(Files.readAllLines(csv))
        .startsWith("part,model,models,figure,value")
        .anyMatch(line -> line.startsWith("batch,2L4H d8,2,together,"))
        .contains("memory,2L4H d16,1,arrays at 10,3.00000");
  }

  @Test
  void everyModelOfAComparisonHasALine() throws IOException {
    Path csv = scratch.resolve("recipes.csv");
    Ran ran =
        Ran.orrery(
            ("bench recipes "
                    + EVEN
                    + " --sources detached --sampling individual,all --seeds 2"
                    + " --steps 2 --pairs 20 --d-model 4 --d-head 1 --csv "
                    + csv)
                .split(" "));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).hasSize(4);
    assertThat(Files.readAllLines(csv)).hasSize(5).anyMatch(l -> l.startsWith("detached,all,1,0."));
  }

  @Test
  void whatIsUnknownIsNamed() {
    Ran part = Ran.orrery("bench", "train", EVEN, "--parts", "magic");
    Ran way = Ran.orrery("bench", "recipes", EVEN, "--sampling", "magic");

    assertThat(part.code()).isEqualTo(2);
    assertThat(part.err()).contains("there is no `magic`, only single, batch, finish, memory");
    assertThat(way.code()).isEqualTo(2);
    assertThat(way.err()).contains("only individual, sample-all, all, mixed");
  }
}
