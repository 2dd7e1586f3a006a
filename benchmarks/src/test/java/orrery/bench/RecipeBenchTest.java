package orrery.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.components.Architecture;
import orrery.siit.Recipe;

class RecipeBenchTest {
  private static final RecipeBench.Cell PUBLISHED =
      new RecipeBench.Cell(/* detached= */ true, Recipe.Sampling.INDIVIDUAL);

  private static RecipeBench bench(int steps) {
    var compiled = Taught.fraction();
    return new RecipeBench(compiled, Architecture.derived(compiled), 2, steps, 20);
  }

  @Test
  void everyCellIsTrainedAlikeButForWhatItIsNamedAfter() {
    RecipeBench bench = bench(600);
    List<RecipeBench.Cell> cells = RecipeBench.Cell.all();

    assertThat(cells).hasSize(8).doesNotHaveDuplicates();
    for (RecipeBench.Cell cell : cells) {
      Recipe recipe = bench.recipe(cell);
      assertThat(recipe.detach()).isEqualTo(cell.detached());
      assertThat(recipe.sampling()).isEqualTo(cell.sampling());
      assertThat(recipe.with("detach", "true").with("sampling", "individual"))
          .isEqualTo(bench.recipe(PUBLISHED));
      assertThat(recipe.finalRate()).isEqualTo(recipe.rate()).isEqualTo(1e-2);
    }
  }

  @Test
  void theSameSeedsComeToTheSame() {
    RecipeBench.Row row = bench(4).run(PUBLISHED);

    assertThat(row.seeds()).hasSize(2).doesNotHaveDuplicates();
    assertThat(row.seeds()).allMatch(s -> s.strictWorst() <= s.strictMean());
    assertThat(bench(4).run(PUBLISHED)).isEqualTo(row);
  }

  @Test
  void refusesWhatMeasuresNothing() {
    assertThatThrownBy(() -> bench(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
