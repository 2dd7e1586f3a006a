package orrery.cli;

import java.util.List;
import java.util.Locale;
import orrery.siit.Curve;
import orrery.siit.Recipe;
import orrery.siit.Training;

/** Losses and figures of a training, live on a person's screen. */
final class TrainingProgress implements Training.Listener, AutoCloseable {
  private final Progress.Steps bar;

  TrainingProgress(Console console, String name) {
    this.bar = Progress.steps(console, "training " + name);
  }

  @Override
  public void looked(int attempt, Recipe recipe, Curve.Row row) {
    List<Double> v = row.values();
    double worst =
        v.subList(4, v.size()).stream().filter(x -> !x.isNaN()).mapToDouble(x -> x).min().orElse(0);
    String said =
        String.format(
            Locale.ROOT,
            "try %d, loss %.3f, worst figure %.4f",
            attempt,
            v.subList(1, 4).stream().filter(x -> !x.isNaN()).mapToDouble(x -> x).sum(),
            worst);
    bar.begins(said, (int) row.step(), recipe.steps());
  }

  @Override
  public void close() {
    bar.close();
  }
}
