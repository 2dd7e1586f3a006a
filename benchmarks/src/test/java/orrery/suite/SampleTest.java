package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.artifact.ArtifactException;
import orrery.draw.Table;
import orrery.sampler.Demand;
import orrery.sampler.Difficulty;
import orrery.sampler.Difficulty.Stratum;
import orrery.sampler.Operation;
import orrery.sampler.OutputType;
import orrery.sampler.Range;
import orrery.sampler.Sample;
import orrery.sampler.SuiteSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sample is ordered by name, drawn, and written whole. */
class SampleTest {
  @TempDir private Path scratch;

  @Test
  void whatIsNotOrderedIsAsUsual() {
    SampleOrder order = SampleOrder.of(Map.of());

    assertThat(order.demand()).isEqualTo(Demand.DEFAULT);
    assertThat(order.count()).isEqualTo(100);
    assertThat(order.quotas().counts())
        .isEqualTo(
            Map.of(
                Stratum.ONE, 10, Stratum.TWO, 15, Stratum.FEW, 35, Stratum.SEVERAL, 30,
                Stratum.MANY, 10));
  }

  @Test
  void whatIsOrderedIsDemanded() {
    SampleOrder order =
        SampleOrder.of(
            Map.of(
                "count", "12",
                "seed", "-5",
                "strata", "2:1,3-4:2",
                "depth", "2..4",
                "length", "5",
                "causal", "yes",
                "types", "numeric, boolean",
                "only", "count,any,first,equal,position",
                "without", "any",
                "require", "first"));

    assertThat(order.seed()).isEqualTo(-5);
    assertThat(order.quotas().counts()).isEqualTo(Map.of(Stratum.TWO, 4, Stratum.FEW, 8));
    assertThat(order.demand().depth()).isEqualTo(new Range(2, 4));
    assertThat(order.demand().longest()).isEqualTo(new Range(5, 5));
    assertThat(order.demand().causal()).containsExactly(true);
    assertThat(order.demand().types())
        .containsExactlyInAnyOrder(OutputType.NUMERIC, OutputType.BOOLEAN);
    assertThat(order.demand().allowed())
        .isEqualTo(
            Set.of(Operation.COUNT, Operation.FIRST, Operation.EQUAL, Operation.POSITION));
    assertThat(order.demand().required()).containsExactly(Operation.FIRST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          depth   | deep      | `depth` must be a number or a range such as 2..6, not `deep`
          depth   | 4..2      | a range goes from 0 or more to no less: 4..2
          seed    | x         | `seed` must be a whole number, not `x`
          count   | 0         | `count` is from 1 to 100000
          types   | real      | `types` does not know `real`
          require | tally     | `require` does not know `tally`
          causal  | maybe     | `causal` does not know `maybe`
          strata  | 3:1       | `strata` must be shares such as 1:10,3-4:60,5-8:30, not `3:1`; the strata are 0, 1, 2, 3-4, 5-8, 9+
          strata  | 1         | `strata` must be shares such as 1:10,3-4:60,5-8:30, not `1`; the strata are 0, 1, 2, 3-4, 5-8, 9+
          dept    | 2         | `dept` is no setting of a sample; there are count, seed, strata, variables, depth, vocabulary, length, outputs, causal, types, only, without, require, layers, d_model
          """)
  void mistakesAreSaid(String name, String value, String message) {
    assertThatThrownBy(() -> SampleOrder.of(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aSampleIsWrittenWithItsIndexAndItsAccount() throws Exception {
    SampleOrder order = SampleOrder.of(Map.of("count", "2", "strata", "1:1,2:1", "seed", "3"));
    Sample sample = new SuiteSampler(order.seed(), order.demand()).draw(order.quotas(), n -> {});
    Path folder = scratch.resolve("sample");

    SampleFolder.write(sample, order, folder);
    SampleFolder.write(sample, order, folder);

    List<String> index = Files.readAllLines(folder.resolve(SampleFolder.INDEX));
    assertThat(index).hasSize(3);
    assertThat(index.get(0)).startsWith("name,stratum,components,depth");
    for (int i = 1; i < index.size(); i++) {
      String[] cells = index.get(i).split(",", -1);
      assertThat(cells).hasSameSizeAs(index.get(0).split(",", -1));
      assertThat(cells[1]).isEqualTo(cells[2]); // a stratum of one size is called after it
      assertThat(folder.resolve(cells[0] + ".rasp"))
          .hasContent(sample.programs().get(i - 1).text());
    }
    assertThat(folder.resolve(SampleFolder.RECORD))
        .content()
        .contains("\"drawn\": " + sample.drawn(), "\"wrong\": 0", "\"strata\": \"1:1,2:1\"");
  }

  @Test
  void anotherFolderIsLeftAlone() throws Exception {
    Files.writeString(scratch.resolve("mine.txt"), "mine");
    SampleOrder order = SampleOrder.of(Map.of("count", "1"));
    Sample empty = new Sample(List.of(), 0, new java.util.TreeMap<>());

    assertThatThrownBy(() -> SampleFolder.write(empty, order, scratch))
        .isInstanceOf(ArtifactException.class);
    assertThat(scratch.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void strataStandSideBySide() {
    Table table =
        StrataTable.of(
            List.of(
                new StrataTable.Group("mine", List.of(sized(1, 0), sized(3, 2)), 1),
                new StrataTable.Group("none", List.of(), 0)));

    assertThat(table.headings()).containsExactly("programs", "mine", "none");
    assertThat(table.rows())
        .contains(
            List.of("all that compile", "2", "0"),
            List.of("1 component", "1 (50 %)", "0"),
            List.of("3-4 components", "1 (50 %)", "0"),
            List.of("three components or more", "1 (50 %)", "0"),
            List.of("a single MLP", "1 (50 %)", "0"),
            List.of("median components", "2", "0"),
            List.of("refused by the compiler", "1", "0"));
  }

  private static Difficulty sized(int components, int heads) {
    return new Difficulty(
        components, components, heads, components - heads, 4, 2, 0, 1, 0, false, false, 1);
  }
}
