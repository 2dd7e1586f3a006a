package orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Point;

/** What holds of the engine on PyTorch beyond the contract of all engines. */
class DjlEngineTest {
  /** Everything that an experiment can be asked, in one array. */
  private static double[] everything(Case c, Experiment experiment) {
    List<double[]> all = new ArrayList<>();
    all.add(experiment.clean());
    all.addAll(List.of(experiment.run(c.masks(1))));
    all.addAll(List.of(experiment.inject(c.masks(2))));
    all.addAll(List.of(experiment.edgeEffects()));
    all.addAll(List.of(experiment.writerEffects()));
    all.add(experiment.pathEffect(2, List.of(c.graph().readers().size() - 1)));
    all.addAll(List.of(experiment.maskGradients(c.keep(3)).slopes()));
    all.addAll(List.of(Case.attribution(experiment, Point.clean(), Backward.GIM)));
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void nothingStaysBehindOutsideTheHeapAfterAThousandCalls() {
    Case c = Case.tiny(1);
    try (DjlEngine engine = new DjlEngine(c.weights())) {
      int weights = engine.held();
      Experiment experiment = engine.prepare(c.task());
      for (int i = 0; i < 1000; i++) {
        switch (i % 9) {
          case 0 -> engine.prepare(c.task());
          case 1 -> experiment.run(c.masks(i));
          case 2 -> experiment.inject(c.masks(i));
          case 3 -> experiment.edgeEffects();
          case 4 -> experiment.edgeEffectsByPosition();
          case 5 -> experiment.writerEffects();
          case 6 -> experiment.pathEffect(1, List.of(3));
          case 7 -> experiment.maskGradients(c.keep(i));
          default -> Case.attribution(experiment, new Point.Output(1, 0.5), Backward.RELP);
        }
        assertThat(engine.held()).as("after call %d", i).isEqualTo(weights);
      }
    }
  }

  @Test
  void everyRunSaysTheSameToTheBitOnAnyThread() {
    Case c = Case.of(5);
    try (DjlEngine engine = new DjlEngine(c.weights())) {
      double[] here = everything(c, engine.prepare(c.task()));
      var threads = Executors.newFixedThreadPool(2);
      List<CompletableFuture<double[]>> there = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        there.add(
            CompletableFuture.supplyAsync(() -> everything(c, engine.prepare(c.task())), threads));
      }
      for (CompletableFuture<double[]> one : there) assertThat(one.join()).containsExactly(here);
      threads.shutdown();
    }
  }

  @Test
  void aMissingDeviceIsASentence() {
    assertThatThrownBy(
            () -> new DjlEngine(Case.tiny(1).weights(), Precision.FLOAT64, Processor.GPU))
        .isInstanceOf(NoTorch.class)
        .hasMessageContaining("no CUDA device");
  }
}
