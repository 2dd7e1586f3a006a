package orrery.cli;

import java.util.Optional;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a person's screen, and nothing in a pipe. */
final class Progress {
  private static final int EVERY_MILLIS = 200;

  private Progress() {}

  /** Work that says how far it is. */
  interface Work<T> {
    /** Does it. */
    T run(LongConsumer done);
  }

  /** A bar for steps that have names. */
  static Steps steps(Console console, String task) {
    return console.screen().progress()
        ? new Steps(Optional.of(builder(task, 1).build()))
        : new Steps(Optional.empty());
  }

  /**
   * Work whose steps have names; closing it takes the bar away.
   *
   * @param bar nothing in a pipe
   */
  record Steps(Optional<ProgressBar> bar) implements AutoCloseable {
    /** A step begins. */
    void begins(String what, int done, int total) {
      bar.ifPresent(b -> b.maxHint(total).stepTo(done).setExtraMessage(what));
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }

  /** Does some work of {@code total} steps under a bar. */
  static <T> T show(Console console, String task, long total, Work<T> work) {
    if (!console.screen().progress()) return work.run(done -> {});
    try (ProgressBar bar = builder(task, total).build()) {
      return work.run(bar::stepTo);
    }
  }

  /** A bar that the caller moves and closes; none in a pipe. */
  static Optional<ProgressBar> bar(Console console, String task, long total) {
    return console.screen().progress()
        ? Optional.of(builder(task, total).build())
        : Optional.empty();
  }

  private static ProgressBarBuilder builder(String task, long total) {
    return ProgressBar.builder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(EVERY_MILLIS)
        .clearDisplayOnFinish();
  }
}
