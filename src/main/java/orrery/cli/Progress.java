package orrery.cli;

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

  /** Does some work of {@code total} steps under a bar. */
  static <T> T show(Console console, String task, long total, Work<T> work) {
    if (!console.screen().progress()) return work.run(done -> {});
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(EVERY_MILLIS)
            .clearDisplayOnFinish();
    try (ProgressBar bar = builder.build()) {
      return work.run(bar::stepTo);
    }
  }
}
