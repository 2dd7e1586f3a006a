package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.circuit.CompiledModel;

class PairSamplerTest {
  private static final int ROWS = 400;

  /** One node in every row. */
  private static PairSampler.NodePlan one(ComponentModel model) {
    return (row, random) -> only(row % model.nodes().size());
  }

  private static BitSet only(int node) {
    BitSet nodes = new BitSet();
    nodes.set(node);
    return nodes;
  }

  private record Sampled(ComponentModel model, InputSplit split, PairSampler sampler) {
    static Sampled of(String program, long seed) {
      CompiledModel compiled = AssignmentTest.compiled(program);
      ComponentModel model = ComponentModel.of(compiled);
      InputSplit split = InputSplit.of(compiled.meaning(), 1, 1000);
      PairSampler.Options options = PairSampler.Options.of(seed);
      return new Sampled(model, split, new PairSampler(model, split.train(), options));
    }
  }

  @ParameterizedTest
  @CsvSource({"hist.rasp", "sort.rasp", "interpbench/013_trend.rasp"})
  void aStepHasTheSamePairsWheneverItIsDrawn(String program) {
    Sampled first = Sampled.of(program, 7);
    PairSampler.Draw before = first.sampler().draw(5, ROWS, one(first.model()));
    first.sampler().draw(6, ROWS, one(first.model()));
    PairSampler.Draw after = first.sampler().draw(5, ROWS, one(first.model()));
    Sampled again = Sampled.of(program, 7);
    assertThat(shown(after)).isEqualTo(shown(before));
    assertThat(shown(again.sampler().draw(5, ROWS, one(again.model())))).isEqualTo(shown(before));
    assertThat(shown(first.sampler().draw(6, ROWS, one(first.model()))))
        .isNotEqualTo(shown(before));
    Sampled other = Sampled.of(program, 8);
    assertThat(shown(other.sampler().draw(5, ROWS, one(other.model()))))
        .isNotEqualTo(shown(before));
  }

  private static List<List<Object>> shown(PairSampler.Draw draw) {
    return draw.swaps().stream()
        .map(
            s ->
                List.<Object>of(
                    IntBuffer.wrap(s.base()), IntBuffer.wrap(s.source()), s.nodes(), s.positions()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "hist.rasp, 0.9",
    "sort.rasp, 0.6",
    "dyck1.rasp, 0.4",
    "shuffle_dyck3.rasp, 0.4",
    "interpbench/124_all_equal.rasp, 0.5"
  })
  void answersChangeOftenAndAreDefined(String program, double least) {
    Sampled s = Sampled.of(program, 7);
    int changed = 0;
    int defined = 0;
    for (int step = 0; step < 10; step++) {
      PairSampler.Draw draw = s.sampler().draw(step, ROWS, one(s.model()));
      for (int row = 0; row < ROWS; row++) {
        if (draw.answers().changed(row)) changed++;
        if (draw.answers().defined(row)) defined++;
      }
    }
    assertThat(defined).isGreaterThan(99 * ROWS / 10);
    assertThat(changed / (10.0 * ROWS)).isGreaterThan(least);
  }

  @ParameterizedTest
  @CsvSource({"hist.rasp", "sort.rasp", "dyck2.rasp", "addition.rasp"})
  void theAnswersAreThoseOfTheInterchanges(String program) {
    Sampled s = Sampled.of(program, 3);
    PairSampler.NodePlan plan =
        new PairSampler.NodePlan() {
          @Override
          public BitSet nodes(int row, RandomGenerator random) {
            BitSet nodes = new BitSet();
            for (int n = 0; n < s.model().nodes().size(); n++) nodes.set(n, random.nextBoolean());
            return nodes;
          }

          @Override
          public BitSet positions(int row, int common, RandomGenerator random) {
            return only(random.nextInt(common));
          }
        };
    PairSampler.Draw draw = s.sampler().draw(0, ROWS, plan);
    ComponentModel.Answers asked = s.model().answers(draw.swaps());
    for (int row = 0; row < ROWS; row++) {
      assertThat(draw.answers().defined(row)).isEqualTo(asked.defined(row));
      assertThat(draw.answers().changed(row)).isEqualTo(asked.changed(row));
      for (int p = 0; p < asked.stride(); p++) {
        assertThat(draw.answers().code(0, row, p)).isEqualTo(asked.code(0, row, p));
      }
    }
  }

  @Test
  void nothingHeldOutIsDrawn() {
    Sampled s = Sampled.of("hist.rasp", 7);
    Set<IntBuffer> drawn = new HashSet<>();
    for (int step = 0; step < 50; step++) {
      for (ComponentModel.NodeSwap swap : s.sampler().draw(step, ROWS, one(s.model())).swaps()) {
        assertThat(s.split().forbids(swap.base())).isFalse();
        assertThat(s.split().forbids(swap.source())).isFalse();
        drawn.add(IntBuffer.wrap(swap.base()));
      }
    }
    assertThat(drawn).hasSizeGreaterThan(s.split().train().size() * 9 / 10);
  }

  @Test
  void withoutANodeTheAnswersAreTheBasesAndMostSourcesDiffer() {
    Sampled s = Sampled.of("interpbench/124_all_equal.rasp", 7);
    PairSampler.Draw draw = s.sampler().draw(0, ROWS, PairSampler.NodePlan.none());
    List<int[]> bases = draw.swaps().stream().map(ComponentModel.NodeSwap::base).toList();
    List<int[]> sources = draw.swaps().stream().map(ComponentModel.NodeSwap::source).toList();
    ComponentModel.Answers own = s.model().answers(bases.toArray(int[][]::new));
    ComponentModel.Answers others = s.model().answers(sources.toArray(int[][]::new));
    int differ = 0;
    for (int row = 0; row < ROWS; row++) {
      assertThat(draw.answers().changed(row)).isFalse();
      assertThat(draw.answers().code(0, row, 0)).isEqualTo(own.code(0, row, 0));
      if (own.code(0, row, 0) != others.code(0, row, 0)) differ++;
    }
    assertThat(differ).isGreaterThan(ROWS / 2);
  }

  @Test
  void aShareIsFromZeroToOne() {
    assertThatThrownBy(() -> new PairSampler.Options(1, 1.5, 1, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PairSampler.Options(1, 0.5, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
