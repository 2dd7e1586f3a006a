package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.artifact.ArtifactException;

/** A curve is read as it was written, and a file that is none is a sentence. */
class LearningCurveTest {
  static final String CURVE =
      """
      step,rate,loss_behaviour,loss_iit,loss_strict,loss_edge_strict,accuracy,iia,iia_joint,strict
      100,0.00997584,0.308470,0.301519,2.08684,,0.997130,,0.25,0.443169
      200,0.00990264,0.109036,Infinity,1.44187,,1.00000,,0.9995,0.999
      300,0.00978121,0.0774516,7.5e-05,0.00000,,1.00000,,1.00000,1.00000
      """;

  @TempDir private Path scratch = Path.of("");

  private LearningCurve read(String text) throws ArtifactException, IOException {
    return LearningCurve.read(Files.writeString(scratch.resolve("curve.csv"), text));
  }

  @Test
  void whatHasNoNumbersIsLeftOut() throws ArtifactException, IOException {
    LearningCurve curve = read(CURVE);

    assertThat(curve.steps()).containsExactly(100L, 200L, 300L);
    assertThat(curve.losses())
        .extracting(LearningCurve.Series::name)
        .containsExactly("behaviour", "iit", "strict");
    assertThat(curve.losses().get(1).values()).containsExactly(0.301519, Double.NaN, 7.5e-05);
    assertThat(curve.figures())
        .extracting(LearningCurve.Series::name)
        .containsExactly("accuracy", "iia_joint", "strict");
    assertThat(curve.worst(0)).isEqualTo(OptionalDouble.of(0.25));
    assertThat(curve.loss(1)).isEqualTo(0.109036 + 1.44187);
    assertThat(curve.firstAt(0.999)).contains(1);
    assertThat(curve.firstAt(1.5)).isEmpty();
  }

  @Test
  void aModelThatWasNotTrainedHasACurveWithoutLooks() throws ArtifactException, IOException {
    assertThat(read("step,rate,accuracy\n").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "<script>,a\n",
        "step,<b>\n",
        "step,a,a\n",
        "rate,step\n",
        "step,loss_a\n1\n",
        "step,loss_a\n1,2,3\n",
        "step,loss_a\n1,NaN\n",
        "step,loss_a\n1,1e999\n",
        "step,loss_a\n1,-1\n",
        "step,loss_a\n1,0x1p3\n",
        "step,accuracy\n1,1.01\n",
        "step,accuracy\n1,Infinity\n",
        "step,loss_a\n-1,1\n",
        "step,loss_a\n1.5,1\n",
        "step,loss_a\n99999999999999999999,1\n",
        "step,loss_a\n9999999999999,1\n",
        "step,loss_a\n2,1\n2,1\n",
        "step,loss_a\n2,1\n1,1\n",
        "step,loss_a\n1,1\n\n",
        "step,loss_a\n1,1.00000000000000000000000000000000000000000000000000000000000\n"
      })
  void whatIsNoCurveIsASentence(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("curve.csv: line ")
        .hasMessageContaining("Train the model again")
        .hasMessageNotContainingAny("<script>", "<b>");
  }

  @Test
  void whatIsTooLargeIsNotRead() throws IOException {
    String many = "step,loss_a\n" + lines(20_001);
    assertThatThrownBy(() -> read(many)).hasMessageContaining("more than 20000 looks");
    assertThatThrownBy(() -> read("step" + ",a".repeat(1 << 21)))
        .hasMessageContaining("more than 4194304 bytes");
    assertThatThrownBy(() -> read("step" + ",a".repeat(1000)))
        .hasMessageContaining("too many columns");
    Path link = scratch.resolve("link.csv");
    Files.createSymbolicLink(link, Files.writeString(scratch.resolve("real.csv"), CURVE));
    assertThatThrownBy(() -> LearningCurve.read(link)).hasMessageContaining("it is a link");
    assertThatThrownBy(() -> LearningCurve.read(scratch)).hasMessageContaining("no plain file");
    Path binary = Files.write(scratch.resolve("binary.csv"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> LearningCurve.read(binary)).hasMessageContaining("no UTF-8");
  }

  private static String lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= count; i++) lines.append(i).append(",1\n");
    return lines.toString();
  }
}
