package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import orrery.artifact.ArtifactException;

/** Whatever stands in a curve's file: it can be drawn, or it is a sentence. */
class LearningCurveProperties {
  @Property(tries = 300)
  void aDamagedFileIsDrawnOrASentence(
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll @IntRange(max = 3) int gone,
      @ForAll @IntRange(min = 1, max = 126) int character) {
    String good = LearningCurveTest.CURVE;
    int at = place % (good.length() - gone);
    String damaged = good.substring(0, at) + (char) character + good.substring(at + gone);
    try {
      LearningCurve curve = LearningCurve.of(Path.of("curve.csv"), damaged);
      String drawn = TrainingPicture.document("t", curve, OptionalDouble.of(0.999));
      assertThat(drawn).doesNotContain("NaN", "Infinity").endsWith("</svg>\n");
    } catch (ArtifactException sentence) {
      assertThat(sentence).hasMessageContaining("curve.csv: line ");
    }
  }
}
