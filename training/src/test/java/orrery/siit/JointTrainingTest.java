package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.engine.Processor;

/** What comes of a training does not depend on what is trained beside it. */
class JointTrainingTest {
  private static final CompiledModel IS_X = Pupils.compiled(Pupils.IS_X);

  /** Steps so wide that figures go up and down, and none is good. */
  private static final Recipe HOPELESS =
      Pupils.quick().with("steps", "40").with(Map.of("rate", "0.3", "final-rate", "0.3"));

  @TempDir private Path scratch = Path.of("");

  @BeforeEach
  void writeACheckpointAtEveryLook() {
    System.setProperty(Training.CHECKPOINT_MILLIS, "-1");
  }

  @AfterEach
  void writeThemAsUsual() {
    System.clearProperty(Training.CHECKPOINT_MILLIS);
  }

  private static TrainingPlan plan(Recipe recipe, TrainingRecord.Kind kind, long seed) {
    return new TrainingPlan(IS_X, Pupils.tiny(), recipe, kind, seed, 2, Processor.CPU);
  }

  private static TrainingPlan plan(Recipe recipe, long seed) {
    return plan(recipe, TrainingRecord.Kind.SIIT, seed);
  }

  /** Hears which looks were taken, in order, and ends the training at one of them. */
  private static final class Heard implements Training.Listener {
    final List<String> looks = new ArrayList<>();
    private final int last;

    Heard(int last) {
      this.last = last;
    }

    @Override
    public void looked(int attempt, Recipe recipe, Curve.Row row) {
      looks.add(attempt + "/" + row.step());
    }

    @Override
    public boolean stops() {
      return looks.size() == last;
    }
  }

  /** Keeps what came of the members, in the order in which they ended. */
  private static class Kept implements JointTraining.Receiver {
    final Map<Integer, Training.Outcome> outcomes = new java.util.LinkedHashMap<>();
    final SortedMap<Integer, String> refusals = new TreeMap<>();

    @Override
    public void ended(int member, Training.Outcome outcome) {
      assertThat(outcomes.put(member, outcome)).isNull();
    }

    @Override
    public void refused(int member, IllegalArgumentException why) {
      refusals.put(member, String.valueOf(why.getMessage()));
    }
  }

  private JointTraining.Member member(int number, TrainingPlan plan, Training.Listener listener) {
    return new JointTraining.Member(
        plan, Optional.of(scratch.resolve(Integer.toString(number))), listener);
  }

  private static void requireSameAsAlone(TrainingPlan plan, Training.Outcome is)
      throws ArtifactException, IOException {
    Training.Outcome alone = Training.run(plan, Optional.empty(), Training.Listener.NONE);
    assertThat(is.model().weights()).isEqualTo(alone.model().weights());
    assertThat(is.model().build()).isEqualTo(alone.model().build());
    assertThat(is.curve().exact()).isEqualTo(alone.curve().exact());
    assertThat(is.attempts()).isEqualTo(alone.attempts());
    assertThat(is.acceptance()).isEqualTo(alone.acceptance());
  }

  /** Some are tried twice, some are of other kinds, one is not trained, one is too large. */
  @Test
  void everyoneBecomesWhatItWouldAlone() throws ArtifactException, IOException {
    List<TrainingPlan> plans =
        List.of(
            plan(HOPELESS, 5),
            plan(Pupils.quick().with("steps", "30"), TrainingRecord.Kind.NATURAL, 6),
            plan(HOPELESS.with("steps", "20"), 7),
            plan(Pupils.quick(), TrainingRecord.Kind.RANDOM, 8),
            plan(Pupils.quick().with("batch", "33").with("steps", "20"), 9),
            new TrainingPlan(
                Pupils.compiled(Pupils.COUNTS),
                Pupils.tiny().withLayers(1),
                Pupils.quick(),
                TrainingRecord.Kind.SIIT,
                10,
                1,
                Processor.CPU));
    List<JointTraining.Member> members = new ArrayList<>();
    for (TrainingPlan plan : plans) {
      members.add(member(members.size(), plan, Training.Listener.NONE));
    }
    Kept kept = new Kept();

    JointTraining.run(members, kept);

    assertThat(kept.outcomes.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(kept.refusals).containsOnlyKeys(5);
    assertThat(kept.refusals.get(5)).contains("layers");
    assertThat(kept.outcomes.get(0).attempts()).hasSize(2);
    for (int m = 0; m < 5; m++) requireSameAsAlone(plans.get(m), kept.outcomes.get(m));
  }

  /** Models that fit take every step together, those that do not one after another. */
  @Test
  void whatFitsIsOneBatch() throws ArtifactException, IOException {
    List<String> order = new ArrayList<>();
    List<JointTraining.Member> members = new ArrayList<>();
    for (TrainingPlan plan :
        List.of(
            plan(HOPELESS, 5),
            plan(HOPELESS, TrainingRecord.Kind.NATURAL, 5),
            plan(HOPELESS.with("strict", "3"), 6))) {
      String name = "abc".substring(members.size(), members.size() + 1);
      members.add(
          member(members.size(), plan, (n, recipe, row) -> order.add(name + n + "/" + row.step())));
    }

    JointTraining.run(members, new Kept());

    assertThat(order)
        .startsWith("a0/10", "c0/10", "a0/20", "c0/20", "a0/30", "c0/30", "a0/40", "c0/40", "b0/10")
        .endsWith("b0/40", "a1/10", "c1/10", "a1/20", "c1/20", "a1/30", "c1/30", "a1/40", "c1/40");
  }

  /** It has its outcome while the others are still at it. */
  @Test
  void whoPassesEndsBeforeTheOthers() throws ArtifactException, IOException {
    List<String> order = new ArrayList<>();
    Kept kept =
        new Kept() {
          @Override
          public void ended(int member, Training.Outcome outcome) {
            super.ended(member, outcome);
            order.add("end of " + member);
          }
        };
    List<JointTraining.Member> members = new ArrayList<>();
    for (Recipe recipe : List.of(HOPELESS, Pupils.quick().with("steps", "20"))) {
      TrainingPlan plan =
          new TrainingPlan(
              IS_X,
              Pupils.tiny(),
              recipe,
              TrainingRecord.Kind.SIIT,
              members.size(),
              1,
              Processor.CPU);
      members.add(
          member(members.size(), plan, (n, own, row) -> order.add("look at " + row.step())));
    }

    JointTraining.run(members, kept);

    assertThat(order)
        .containsExactly(
            "look at 10",
            "look at 10",
            "look at 20",
            "look at 20",
            "end of 1",
            "look at 30",
            "look at 40",
            "end of 0");
  }

  /** Whoever is left goes on with whoever stands at the same step. */
  @Test
  void aStopInTheMiddleChangesNothing() throws ArtifactException, IOException {
    List<TrainingPlan> plans =
        List.of(plan(HOPELESS, 5), plan(HOPELESS, 6), plan(HOPELESS.with("steps", "20"), 7));
    Kept kept = new Kept();
    List<Heard> all = new ArrayList<>();
    int stops = 0;
    for (int run = 0; run < 12 && kept.outcomes.size() < plans.size(); run++) {
      List<JointTraining.Member> members = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>();
      for (int m = 0; m < plans.size(); m++) {
        if (kept.outcomes.containsKey(m)) continue;
        Heard heard = new Heard(m == 0 ? 3 : -1); // the first wants all to end at every third look
        all.add(heard);
        numbers.add(m);
        members.add(member(m, plans.get(m), heard));
      }
      try {
        JointTraining.run(members, renumbered(kept, numbers));
      } catch (TrainingStopped stopped) {
        stops++;
      }
    }

    assertThat(stops).isGreaterThanOrEqualTo(2);
    assertThat(all.get(0).looks).containsExactly("0/10", "0/20", "0/30");
    assertThat(all.get(3).looks).as("it goes on where it stood").startsWith("0/40");
    assertThat(all.get(4).looks).as("and so does its company").startsWith("0/40");
    assertThat(kept.outcomes).hasSize(plans.size());
    for (int m = 0; m < plans.size(); m++) requireSameAsAlone(plans.get(m), kept.outcomes.get(m));
  }

  private static JointTraining.Receiver renumbered(Kept kept, List<Integer> numbers) {
    return new JointTraining.Receiver() {
      @Override
      public void ended(int member, Training.Outcome outcome) {
        kept.ended(numbers.get(member), outcome);
      }

      @Override
      public void refused(int member, IllegalArgumentException why) {
        throw why;
      }
    };
  }
}
