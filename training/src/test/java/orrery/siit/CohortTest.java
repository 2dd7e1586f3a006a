package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.circuit.CompiledModel;
import orrery.engine.Processor;

/** What is measured on many models is true of each of them. */
class CohortTest {
  private static final CompiledModel COUNTS = Pupils.compiled(Pupils.COUNTS);

  private static Cohort.Member member(Recipe recipe, long seed) {
    return new Cohort.Member(COUNTS, Pupils.tiny(), recipe, seed);
  }

  @Test
  void aModelStandsWhereItWouldStandAlone() {
    Recipe recipe = Pupils.quick();
    try (Cohort both =
            new Cohort(List.of(member(recipe, 1), member(recipe, 2)), Processor.CPU);
        Cohort second = new Cohort(List.of(member(recipe, 2)), Processor.CPU)) {
      both.advance(15);
      second.advance(15);

      assertThat(both.step()).isEqualTo(15);
      assertThat(both.standings()).hasSize(2);
      assertThat(both.standings().get(1)).isEqualTo(second.standings().get(0));
      assertThat(both.standings().get(0)).isNotEqualTo(both.standings().get(1));
    }
  }

  @Test
  void aLookChangesNothing() {
    try (Cohort looked = new Cohort(List.of(member(Pupils.quick(), 1)), Processor.CPU);
        Cohort not = new Cohort(List.of(member(Pupils.quick(), 1)), Processor.CPU)) {
      looked.advance(5);
      assertThat(looked.standings()).hasSize(1);
      looked.advance(5);
      not.advance(10);

      assertThat(looked.standings()).isEqualTo(not.standings());
    }
  }

  /** Memory is flat: nothing outlives a step but parameters and what Adam knows of them. */
  @Test
  void noArrayOutlivesAStep() {
    try (Cohort cohort = new Cohort(List.of(member(Pupils.quick(), 1)), Processor.CPU)) {
      for (int step = 0; step < 25; step++) {
        cohort.advance(1);
        assertThat(cohort.arrays()).isEqualTo(3);
      }
    }
  }

  @Test
  void endsWithItsRecipe() {
    Recipe recipe = Pupils.quick().with("steps", "20").with("threshold", "1");
    try (Cohort cohort = new Cohort(List.of(member(recipe, 1)), Processor.CPU)) {
      cohort.advance(1_000);

      assertThat(cohort.left()).isZero();
      assertThat(cohort.steps()).containsExactly(20L);
      assertThat(cohort.reached()).isZero();
      assertThat(cohort.standings()).isEmpty();
    }
  }
}
