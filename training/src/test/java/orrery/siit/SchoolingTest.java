package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.circuit.CompiledModel;
import orrery.components.ComponentModel;
import orrery.components.InputSplit;
import orrery.truth.Coverage;

/** What models are shown. */
class SchoolingTest {
  private static final CompiledModel COUNTS = Pupils.compiled(Pupils.COUNTS);

  private static Job job(Recipe recipe, long seed) {
    return Pupils.job(COUNTS, Pupils.tiny(), recipe, seed);
  }

  /** Everything in a lesson as text. */
  private static String text(Lesson lesson) {
    return String.join(
        "\n",
        Arrays.deepToString(lesson.bases()),
        Arrays.deepToString(lesson.sources()),
        Arrays.toString(lesson.nodes()),
        Arrays.toString(lesson.positions()),
        Arrays.toString(lesson.silent()),
        Arrays.toString(lesson.zeroed()),
        Arrays.toString(lesson.readings()),
        codes(lesson.ofBase()),
        codes(lesson.ofSource()),
        codes(lesson.exchanged()));
  }

  private static String codes(ComponentModel.Answers answers) {
    List<Integer> codes = new ArrayList<>();
    for (int row = 0; row < answers.rows(); row++) {
      for (int p = 0; p < answers.stride(); p++) codes.add(answers.code(0, row, p));
    }
    return codes.toString();
  }

  @Test
  void aLessonFollowsFromTheSeedAndTheStepAlone() {
    Recipe recipe = Pupils.quick().with("positions", "0.5").with("zeros", "0.5");
    Job.Lessons lessons = job(recipe, 4).lessons();
    String fifth = text(lessons.at(5));
    lessons.at(77);

    assertThat(text(lessons.at(5))).isEqualTo(fifth);
    assertThat(text(job(recipe, 4).lessons().at(5))).isEqualTo(fifth);
    assertThat(text(lessons.at(6))).isNotEqualTo(fifth);
    assertThat(text(job(recipe, 5).lessons().at(5))).isNotEqualTo(fifth);
  }

  @Test
  void whatIsHeldOutIsNeverShown() {
    Job job = job(Pupils.quick(), 4);
    InputSplit split = new Schooling(COUNTS.meaning(), 4).split();
    assertThat(split.coverage()).isEqualTo(Coverage.SAMPLED);
    Set<IntBuffer> heldOut = new HashSet<>();
    split.heldOut().forEach(w -> heldOut.add(IntBuffer.wrap(w)));
    for (int step = 0; step < 200; step++) {
      Lesson lesson = job.lessons().at(step);
      for (int[][] shown : List.of(lesson.bases(), lesson.sources())) {
        for (int[] input : shown) assertThat(heldOut).doesNotContain(IntBuffer.wrap(input));
      }
    }
    for (int[][] judged : List.of(job.heldOut().bases, job.heldOut().sources)) {
      for (int[] input : judged) assertThat(heldOut).contains(IntBuffer.wrap(input));
    }
  }

  @ParameterizedTest
  @EnumSource
  void strictRowsOverwriteWhatIsOutsideTheCircuit(Recipe.Sampling sampling) {
    Job job = job(Pupils.quick().with("sampling", Settings.name(sampling)), 4);
    Set<Integer> sizes = new HashSet<>();
    for (int step = 0; step < 20; step++) {
      Lesson lesson = job.lessons().at(step);
      for (int r = 0; r < lesson.pairs(); r++) {
        sizes.add(lesson.silent()[r].cardinality());
        for (BitSet node : job.places().ofNode) {
          assertThat(node.intersects(lesson.silent()[r])).isFalse();
        }
        assertThat(lesson.nodes()[r].isEmpty()).isFalse();
      }
    }
    int all = job.places().silent.cardinality();
    assertThat(all).isGreaterThan(3);
    switch (sampling) {
      case INDIVIDUAL -> assertThat(sizes).containsOnly(1);
      case ALL -> assertThat(sizes).containsOnly(all);
      case SAMPLE_ALL, MIXED -> assertThat(sizes).contains(all / 2, all / 2 + 1);
    }
  }

  @Test
  void theCircuitIsWhatTheAssignmentChose() {
    Job job = job(Pupils.quick(), 4);
    int circuit = 0;
    for (int c = 0; c < job.places().count(); c++) {
      boolean part = job.model().program().components().contains(job.places().component(c));
      assertThat(job.places().silent.get(c)).isNotEqualTo(part);
      if (part) circuit++;
    }
    assertThat(circuit).isGreaterThan(2).isLessThan(job.places().count() / 2 + 1);
  }
}
