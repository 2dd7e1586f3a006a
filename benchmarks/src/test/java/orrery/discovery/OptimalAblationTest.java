package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import orrery.circuit.Component;
import orrery.intervention.Experiment;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.Normalization;
import orrery.model.Vector;

/** Constants that hurt least. */
class OptimalAblationTest {
  private final SearchCase model = SearchCase.full(2, /* units= */ 2, Normalization.NONE);

  @Test
  void noWriterHurtsMoreThanWithItsMeanAndMostHurtLess() {
    OptimalAblation.Found found = new OptimalAblation(60, 0.05).find(model.engine(), model.task());

    int better = 0;
    for (int u = 0; u < found.mean().length; u++) {
      assertThat(found.optimal()[u]).isLessThanOrEqualTo(found.mean()[u]);
      if (found.optimal()[u] < found.mean()[u] - 1e-3) better++;
    }
    assertThat(better).isGreaterThan(found.mean().length / 2);
  }

  @Test
  void theLossesAreThoseOfTheConstants() {
    OptimalAblation.Found found = new OptimalAblation(10, 0.05).find(model.engine(), model.task());
    double[] losses = losses(found.constant());
    double[] means = losses(new Reference.Mean(model.task().prompts().clean()));
    for (int u = 0; u < losses.length; u++) {
      assertThat(found.optimal()[u]).isCloseTo(losses[u], within(1e-9));
      assertThat(found.mean()[u]).isCloseTo(means[u], within(1e-9));
    }
  }

  /** The last MLP is read by the logits alone, so that the loss is a square in its constant. */
  @Test
  void nothingIsBetterForTheLastWriter() {
    Reference.Constant constant =
        new OptimalAblation(400, 0.2).find(model.engine(), model.task()).constant();
    int last = model.graph().writers().size() - 1;
    double least = losses(constant)[last];
    Random random = new Random(1);
    for (int n = 0; n < 20; n++) {
      Map<Component, Vector> moved = new HashMap<>();
      constant.values().forEach((writer, value) -> moved.put(writer, moved(value, random)));

      assertThat(losses(new Reference.Constant(moved))[last]).isGreaterThan(least - 1e-6);
    }
  }

  private static Vector moved(Vector value, Random random) {
    double[] moved = value.toArray();
    for (int d = 0; d < moved.length; d++) moved[d] += 0.3 * random.nextGaussian();
    return Vector.of(moved);
  }

  /** The mean loss with each writer replaced. */
  private double[] losses(Reference reference) {
    Task task = new Task(model.task().prompts(), reference, model.task().metric());
    Experiment experiment = model.engine().prepare(task);
    double clean = Means.of(experiment.clean());
    double[] losses = Means.of(experiment.writerEffects());
    for (int u = 0; u < losses.length; u++) losses[u] += clean;
    return losses;
  }
}
