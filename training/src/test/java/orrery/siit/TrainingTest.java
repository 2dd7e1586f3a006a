package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.circuit.TrainingRecord;
import orrery.engine.Processor;

/** What was interrupted is gone on with, and ends the same; tries follow one another. */
class TrainingTest {
  @TempDir private Path scratch = Path.of("");

  /** Thrown by a listener, as a stand-in for whatever ends a process. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void writeACheckpointAtEveryLook() {
    System.setProperty(Training.CHECKPOINT_MILLIS, "-1");
  }

  @AfterEach
  void writeThemAsUsual() {
    System.clearProperty(Training.CHECKPOINT_MILLIS);
  }

  private static TrainingPlan plan(Recipe recipe, int attempts) {
    return new TrainingPlan(
        Pupils.compiled(Pupils.IS_X),
        Pupils.tiny(),
        recipe,
        TrainingRecord.Kind.SIIT,
        5,
        attempts,
        Processor.CPU);
  }

  /** Steps so wide that figures go up and down, and none is good: the best look is not the last. */
  private static Recipe hopeless() {
    return Pupils.quick().with("steps", "40").with(Map.of("rate", "0.3", "final-rate", "0.3"));
  }

  private static void requireSame(Training.Outcome is, Training.Outcome expected) {
    assertThat(is.model().weights()).isEqualTo(expected.model().weights());
    assertThat(is.model().build()).isEqualTo(expected.model().build());
    assertThat(is.curve().exact()).isEqualTo(expected.curve().exact());
    assertThat(is.attempts()).isEqualTo(expected.attempts());
    assertThat(is.acceptance()).isEqualTo(expected.acceptance());
  }

  @Test
  void anInterruptedTrainingEndsAsIfItHadNotBeen() throws ArtifactException, IOException {
    TrainingPlan plan = plan(hopeless(), 2);
    Training.Outcome whole = Training.run(plan, Optional.empty(), Training.Listener.NONE);
    assertThat(whole.attempts()).hasSize(2);

    // Its process ends at every third look that is still to come.
    List<Long> seen = new ArrayList<>();
    Training.Listener mortal =
        (attempt, recipe, row) -> {
          seen.add(100L * attempt + row.step());
          if (seen.size() % 3 == 0) throw new Interrupted();
        };
    Optional<Training.Outcome> outcome = Optional.empty();
    int deaths = 0;
    while (outcome.isEmpty()) {
      try {
        outcome = Optional.of(Training.run(plan, Optional.of(scratch), mortal));
      } catch (Interrupted death) {
        deaths++;
      }
    }

    assertThat(deaths).isGreaterThanOrEqualTo(4);
    assertThat(seen)
        .as("each process goes on where the last one stood")
        .startsWith(10L, 20L, 30L, 30L, 40L);
    requireSame(outcome.orElseThrow(), whole);
  }

  @Test
  void aCheckpointOfAnotherPlanIsNotGoneOnFrom() throws ArtifactException, IOException {
    Training.run(plan(hopeless(), 1), Optional.of(scratch), Training.Listener.NONE);
    assertThat(scratch.resolve("attempt-0.safetensors")).exists();
    TrainingPlan other = plan(hopeless().with("strict", "0.5"), 1);
    List<Long> looks = new ArrayList<>();

    Training.Outcome outcome =
        Training.run(other, Optional.of(scratch), (n, recipe, row) -> looks.add(row.step()));

    assertThat(looks).startsWith(10L);
    requireSame(outcome, Training.run(other, Optional.empty(), Training.Listener.NONE));
  }

  @Test
  void aDamagedCheckpointIsBegunAnewFrom() throws ArtifactException, IOException {
    TrainingPlan plan = plan(hopeless(), 1);
    Training.Outcome whole = Training.run(plan, Optional.of(scratch), Training.Listener.NONE);
    Path file = scratch.resolve("attempt-0.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 5] ^= 1;
    Files.write(file, bytes);
    List<Long> looks = new ArrayList<>();

    Training.Outcome again =
        Training.run(plan, Optional.of(scratch), (n, recipe, row) -> looks.add(row.step()));

    assertThat(looks).startsWith(10L);
    requireSame(again, whole);
  }

  @Test
  void laterTriesHaveOtherSeedsThenOtherSettings() {
    Recipe first =
        Recipe.DEFAULT.with(Map.of("rate", "1e-3", "final-rate", "1e-3", "steps", "4000"));

    assertThat(Attempt.recipe(first, 0)).isEqualTo(first);
    assertThat(Attempt.recipe(first, 1)).isEqualTo(first);
    assertThat(Attempt.seed(3, 1)).isNotEqualTo(Attempt.seed(3, 0));
    assertThat(Attempt.recipe(first, 2))
        .isEqualTo(first.with(Map.of("rate", "5e-4", "final-rate", "5e-4", "steps", "6000")));
    assertThat(Attempt.recipe(first, 3))
        .isEqualTo(
            first.with(Map.of("strict", Double.toString(2 * first.strict()), "steps", "9000")));
  }

  @Test
  void aProgramTooLargeForItsArchitectureIsASentence() {
    TrainingPlan plan =
        new TrainingPlan(
            Pupils.compiled(Pupils.COUNTS),
            Pupils.tiny().withLayers(1),
            Pupils.quick(),
            TrainingRecord.Kind.SIIT,
            5,
            1,
            Processor.CPU);

    assertThatThrownBy(() -> Training.run(plan, Optional.empty(), Training.Listener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layers");
  }
}
