package orrery.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import orrery.Showroom;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Source;

/** What is said of a circuit's size is what stands in the circuit. */
class DifficultyTest {
  private static Difficulty of(String text) {
    return Difficulty.of(model(new Source("test.rasp", text)));
  }

  private static CompiledModel model(Source source) {
    return Showroom.compiled(Showroom.meant(source));
  }

  @Test
  void anAnswerThatIsInTheEmbeddingsHasNoComponents() {
    Difficulty d = of("input tokens[3] : 0..2;\noutput tokens;\n");

    assertThat(d.components()).isZero();
    assertThat(d.depth()).isZero();
    assertThat(d.edges()).isEqualTo(1);
    assertThat(d.variables()).isZero();
    assertThat(d.stratum()).isEqualTo(Difficulty.Stratum.NONE);
  }

  @Test
  void aPointwiseFunctionIsOneMlp() {
    Difficulty d = of("input tokens[3] : 0..4;\noutput square : num = tokens * tokens;\n");

    assertThat(d.components()).isEqualTo(1);
    assertThat(d.mlps()).isEqualTo(1);
    assertThat(d.heads()).isZero();
    assertThat(d.depth()).isEqualTo(1);
    assertThat(d.edges()).isEqualTo(2);
    assertThat(d.variables()).isEqualTo(1);
    assertThat(d.regression()).isTrue();
    assertThat(d.selectorEdges()).isZero();
    assertThat(d.stratum().label()).isEqualTo("1");
  }

  @Test
  void aSelectorThatReadsAComputedCountIsContextual() {
    Difficulty d =
        of(
            "input tokens[1..4] : \"a\"..\"b\";\n"
                + "n = hist(tokens);\n"
                + "output like = count(select(n, n, ==));\n");

    assertThat(d.contextual()).isTrue();
    assertThat(d.queryEdges()).isPositive();
    assertThat(d.keyEdges()).isPositive();
    assertThat(d.selectorEdges()).isEqualTo(d.queryEdges() + d.keyEdges());
    assertThat(d.heads()).isEqualTo(2);
    assertThat(d.components()).isEqualTo(d.heads() + d.mlps());
    assertThat(d.depth()).isEqualTo(3);
    assertThat(d.regression()).isFalse();
  }

  @Test
  void componentsSideBySideAreNotDeeper() {
    Difficulty d =
        of(
            "input tokens[3] : \"a\"..\"b\";\n"
                + "output before = tokens[-1];\n"
                + "output after = tokens[1];\n");

    assertThat(d.heads()).isEqualTo(2);
    assertThat(d.depth()).isEqualTo(1);
    assertThat(d.outputs()).isEqualTo(2);
    assertThat(d.contextual()).isFalse();
  }

  @Test
  void everyNumberOfComponentsIsInOneStratum() {
    assertThat(Difficulty.Stratum.of(3)).isEqualTo(Difficulty.Stratum.of(4));
    assertThat(Difficulty.Stratum.of(5)).isNotEqualTo(Difficulty.Stratum.of(4));
    assertThat(Difficulty.Stratum.of(400).label()).isEqualTo("9+");
    assertThatThrownBy(() -> Difficulty.Stratum.of(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
