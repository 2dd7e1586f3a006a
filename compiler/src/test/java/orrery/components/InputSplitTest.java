package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.Showroom;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.truth.Coverage;

class InputSplitTest {
  static CausalModel meaning(String program) {
    return Showroom.meant(Showroom.source(Showroom.PROGRAMS.resolve(program))).model();
  }

  private static Set<IntBuffer> set(List<int[]> inputs) {
    return inputs.stream().map(IntBuffer::wrap).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({
    "hist.rasp, 4095, 1365",
    "addition.rasp, 8000, 2000",
    "recall.rasp, 4000, 1413",
    "interpbench/028_mirror_words.rasp, 8000, 2000"
  })
  void noInputIsOnBothSides(String program, int leastTrain, int heldOut) {
    CausalModel meaning = meaning(program);
    InputSplit split = InputSplit.of(meaning, 1, 2000);
    assertThat(split.coverage()).isEqualTo(Coverage.SAMPLED);
    assertThat(split.train()).hasSizeGreaterThanOrEqualTo(leastTrain).noneMatch(split::forbids);
    assertThat(split.heldOut()).hasSize(heldOut).allMatch(split::forbids);
    assertThat(set(split.train())).hasSameSizeAs(split.train());
    assertThat(set(split.heldOut())).hasSameSizeAs(split.heldOut());
    assertThat(meaning.inputs().legalOf(split.train())).hasSameSizeAs(split.train());
    assertThat(meaning.inputs().legalOf(split.heldOut())).hasSameSizeAs(split.heldOut());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ioi.rasp", "mod_add.rasp", "dyck1.rasp"})
  void aSmallSpaceIsOnBothSidesWhole(String program) {
    CausalModel meaning = meaning(program);
    InputSplit split = InputSplit.of(meaning, 1, 2000);
    assertThat(split.coverage()).isEqualTo(Coverage.EXHAUSTIVE);
    assertThat(set(split.train())).isEqualTo(set(split.heldOut()));
    int[] all = {0};
    meaning.inputs().forEachBatch(b -> all[0] += b.size());
    assertThat(split.train()).hasSize(all[0]).noneMatch(split::forbids);
  }

  @ParameterizedTest
  @CsvSource({
    "interpbench/124_all_equal.rasp, 50",
    "interpbench/094_is_descending.rasp, 200",
    "shuffle_dyck3.rasp, 50"
  })
  void everyAnswerIsFoundOnBothSides(String program, int least) {
    CausalModel meaning = meaning(program);
    InputSplit split = InputSplit.of(meaning, 1, 2000);
    for (int code = 0; code < meaning.outputs().get(0).variable().domain().size(); code++) {
      assertThat(giving(meaning, code, split.train()))
          .as("train %s", code)
          .isGreaterThanOrEqualTo(least);
      assertThat(giving(meaning, code, split.heldOut()))
          .as("held out %s", code)
          .isGreaterThanOrEqualTo(10);
    }
  }

  private static int giving(CausalModel meaning, int code, List<int[]> inputs) {
    CausalModel.Output output = meaning.outputs().get(0);
    InputBatch batch = InputBatch.of(inputs, meaning.inputs().maxLength());
    int[] codes = new Evaluation(batch, meaning.inputs().causal()).codes(output.variable());
    int count = 0;
    for (int row = 0; row < inputs.size(); row++) {
      int length = inputs.get(row).length;
      boolean gives = false;
      for (int p = 0; p < length; p++) {
        gives |= output.judgedAt(p, length) && codes[batch.at(row, p)] == code;
      }
      if (gives) count++;
    }
    return count;
  }

  @Test
  void theSeedMakesTheSplit() {
    CausalModel meaning = meaning("hist.rasp");
    Set<IntBuffer> first = set(InputSplit.of(meaning, 1, 500).heldOut());
    assertThat(set(InputSplit.of(meaning, 1, 500).heldOut())).isEqualTo(first);
    assertThat(set(InputSplit.of(meaning, 2, 500).heldOut())).isNotEqualTo(first);
  }
}
