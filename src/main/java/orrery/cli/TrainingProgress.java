package orrery.cli;

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
    String said =
        String.format(
            Locale.ROOT, "try %d, loss %.3f, worst figure %.4f", attempt, row.loss(), row.worst());
    bar.begins(said, (int) row.step(), recipe.steps());
  }

  @Override
  public void close() {
    bar.close();
  }
}
