package orrery.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainBenchTest {
  private static final EngineBench.Shape SMALL = EngineBench.Shape.ALL.get(0);

  private static TrainBench bench() {
    return new TrainBench(Taught.fraction(), TrainBench.USUAL_PAIRS, 1, 1);
  }

  @Test
  void measuresAStepBesideThatOfTorch() {
    TrainBench.Single row = bench().single(SMALL);

    assertThat(row.milliseconds()).isPositive();
    assertThat(row.withEdges()).isPositive();
    assertThat(row.torch()).hasValue(105);
    assertThat(new TrainBench(Taught.fraction(), 8, 1, 1).single(SMALL).torch()).isEmpty();
    assertThat(EngineBench.Shape.ALL).allMatch(s -> TrainBench.torch(s).isPresent());
  }

  @Test
  void measuresBatchesBesideOneByItself() {
    List<TrainBench.Batch> told = new ArrayList<>();

    List<TrainBench.Batch> rows = bench().batches(List.of(1, 3), told::add);

    assertThat(rows).isEqualTo(told).extracting(TrainBench.Batch::models).containsExactly(1, 3);
    assertThat(rows).allMatch(r -> r.together() > 0 && r.alone() > 0);
  }

  @Test
  void memoryIsFlat() throws IOException {
    List<TrainMemory.Sample> samples = TrainMemory.run(bench(), SMALL, 9, 4, s -> {});

    assertThat(samples).extracting(TrainMemory.Sample::step).containsExactly(2L, 4L, 6L, 9L);
    assertThat(samples).allMatch(s -> s.arrays() == samples.get(0).arrays() && s.heapKib() > 0);
  }

  @Test
  void refusesWhatMeasuresNothing() {
    assertThatThrownBy(() -> new TrainBench(Taught.fraction(), 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TrainMemory.run(bench(), SMALL, 1, 2, s -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
