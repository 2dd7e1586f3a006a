package orrery.siit;

import java.util.concurrent.TimeUnit;

/**
 * What happens to trainings where the process is asked to end, by SIGINT (Ctrl-C), SIGTERM or
 * {@link System#exit}: PyTorch's native library is taken down with the process, and crashes where a
 * thread still computes. So the process waits until every training has ended its step and kept
 * where it stands, and nothing is trained from then on.
 *
 * <p>The wait is bounded by 30 seconds: a step takes milliseconds, a look at held-out pairs and a
 * certificate seconds.
 */
public final class Interruption {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Interruption OF_PROCESS = new Interruption();

  private boolean hooked;
  private boolean asked;
  private int holds;

  private Interruption() {}

  /** What the end of the process waits for, until it is closed. */
  public static final class Hold implements AutoCloseable {
    private Hold() {}

    @Override
    public void close() {
      OF_PROCESS.release();
    }
  }

  /**
   * Makes the end of the process wait for what is done here; to be closed once.
   *
   * @throws TrainingStopped where the process is about to end
   */
  public static Hold hold() {
    OF_PROCESS.begin();
    return new Hold();
  }

  /** Whether trainings must end with the step that they are at. */
  static boolean isAsked() {
    return OF_PROCESS.asked();
  }

  private synchronized boolean asked() {
    return asked;
  }

  private synchronized void begin() {
    if (!hooked) hook();
    if (asked) throw new TrainingStopped();
    holds++;
  }

  private void hook() {
    hooked = true;
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "end of trainings"));
    } catch (IllegalStateException ending) {
      asked = true;
    }
  }

  private synchronized void release() {
    holds--;
    notifyAll();
  }

  private synchronized void stop() {
    asked = true;
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (long left = PATIENCE_NANOS; holds > 0 && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
