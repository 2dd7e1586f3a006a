package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Architecture;
import orrery.engine.Processor;

/** What becomes of a model depends on itself alone. */
class TrainerTest {
  private static final CompiledModel COUNTS = Pupils.compiled(Pupils.COUNTS);

  /** Trains models together to their ends. */
  private static List<Trainer.Run> together(List<Job> jobs) {
    List<Trainer.Run> runs = jobs.stream().map(Trainer.Run::new).toList();
    try (Trainer trainer = new Trainer(runs, Processor.CPU)) {
      while (!trainer.left().isEmpty()) trainer.advance();
    }
    return runs;
  }

  private static void requireSame(Trainer.Run alone, Trainer.Run inCompany) {
    assertThat(inCompany.curve.exact()).isEqualTo(alone.curve.exact());
    assertThat(inCompany.bestStep).isEqualTo(alone.bestStep);
    assertThat(inCompany.best).containsExactly(alone.best);
  }

  @Test
  void companyChangesNoBit() {
    List<Job> jobs = Pupils.jobs(COUNTS, Pupils.quick(), 3);

    List<Trainer.Run> runs = together(jobs);

    for (int m = 0; m < jobs.size(); m++) {
      requireSame(together(List.of(jobs.get(m))).get(0), runs.get(m));
    }
  }

  /** So few pairs do where the MLPs' units make up for it: nobody is put together otherwise. */
  @Test
  void companyIsOfferedOnlyWhereItChangesNoBit() {
    Recipe few = Pupils.quick().with("batch", "16");
    List<Job> jobs = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      jobs.add(Pupils.job(COUNTS, Pupils.tiny().withDMlp(2), few, seed));
    }

    List<Trainer.Run> runs = together(jobs);

    for (int m = 0; m < jobs.size(); m++) {
      requireSame(together(List.of(jobs.get(m))).get(0), runs.get(m));
    }
    assertThat(shape(Pupils.tiny().withDMlp(2), few)).isPresent();
    assertThat(shape(Pupils.tiny().withDMlp(3), few)).isEmpty();
    assertThat(shape(Pupils.tiny().withDMlp(3), few.with("batch", "32"))).isPresent();
    assertThat(shape(Pupils.tiny().withDMlp(64), few.with("batch", "24"))).isEmpty();
  }

  private static Optional<BatchShape> shape(Architecture architecture, Recipe recipe) {
    return BatchShape.of(
        new TrainingPlan(
            COUNTS, architecture, recipe, TrainingRecord.Kind.SIIT, 0, 1, Processor.CPU));
  }

  /** They have recipes of their own, and leave at different steps. */
  @Test
  void whoIsDoneLeavesTheOthersAsTheyAre() {
    Recipe quick = Pupils.quick();
    List<Recipe> recipes =
        List.of(
            quick.with("steps", "23").with("rate", "2e-3"),
            quick.with("strict", "3").with("evaluate-every", "7"),
            quick.with("steps", "40").with("schedule", "linear"));
    List<Job> jobs = new ArrayList<>();
    for (Recipe recipe : recipes) {
      jobs.add(Pupils.job(COUNTS, Pupils.tiny(), recipe, 100 + jobs.size()));
    }

    List<Trainer.Run> runs = together(jobs);

    assertThat(Stream.of(0, 1, 2).map(m -> last(runs.get(m)))).containsExactly(23L, 60L, 40L);
    for (int m = 0; m < jobs.size(); m++) {
      requireSame(together(List.of(jobs.get(m))).get(0), runs.get(m));
    }
  }

  private static long last(Trainer.Run run) {
    return run.curve.rows().get(run.curve.rows().size() - 1).step();
  }

  @Test
  void modelsOfDifferentWorkAreNotPutTogether() {
    Recipe quick = Pupils.quick();
    List<Recipe> others =
        List.of(
            quick.with("batch", "17"),
            quick.with("iit", "0"),
            quick.with("strict", "0"),
            quick.with("edge-strict", "0"),
            quick.with("detach", "true"),
            quick.with("positions", "0.5"),
            quick.with("held-out-pairs", "25"),
            quick.with("clip", "3"));
    Job first = Pupils.job(COUNTS, Pupils.tiny(), quick, 0);
    for (Recipe other : others) {
      Job second = Pupils.job(COUNTS, Pupils.tiny(), other, 1);
      assertThat(second.fits(first)).as("%s", other).isFalse();
      assertThatThrownBy(
              () ->
                  new Trainer(
                      List.of(new Trainer.Run(first), new Trainer.Run(second)), Processor.CPU))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one shape");
    }
    assertThat(Pupils.job(COUNTS, Pupils.tiny().withDMlp(5), quick, 1).fits(first)).isFalse();
    assertThat(Pupils.job(COUNTS, Pupils.tiny(), quick.with("strict", "9"), 1).fits(first))
        .isTrue();
  }

  @Test
  void aModelThatDivergesEndsWithNumbersAndTakesNobodyWithIt() {
    Recipe wild = Pupils.quick().with("rate", "1e30");
    List<Job> jobs =
        List.of(
            Pupils.job(COUNTS, Pupils.tiny(), wild, 0),
            Pupils.job(COUNTS, Pupils.tiny(), Pupils.quick(), 1));

    List<Trainer.Run> runs = together(jobs);

    assertThat(last(runs.get(0))).isEqualTo(10);
    for (float parameter : runs.get(0).best) assertThat(parameter).isFinite();
    assertThat(runs.get(0).bestFigure).isZero();
    requireSame(together(List.of(jobs.get(1))).get(0), runs.get(1));
  }

  @Test
  void aModelThatHasReachedItsThresholdStopsAfterThreeLooks() {
    Recipe easy = Pupils.quick().with("threshold", "1e-9");

    Trainer.Run run = together(Pupils.jobs(COUNTS, easy, 1)).get(0);

    assertThat(last(run)).isEqualTo(30);
  }
}
