package orrery.intervention;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is computed, in layers of one row (the unembedding counts as one), so that the sum
 * does not depend on the order of threads.
 */
final class Work {
  private final int units; // of a whole pass
  private final AtomicLong forwards = new AtomicLong();
  private final AtomicLong backwards = new AtomicLong();

  Work(int layers) {
    this.units = layers + 1;
  }

  void forward(int rows) {
    forwards.addAndGet((long) rows * units);
  }

  /** So many layers and the unembedding. */
  void forward(int rows, int layers) {
    forwards.addAndGet((long) rows * (layers + 1));
  }

  void backward(int rows) {
    backwards.addAndGet((long) rows * units);
  }

  void suffix(int rows, Suffix.Start from) {
    forwards.addAndGet((long) rows * (units - from.layer()));
  }

  /** In passes over so many examples. */
  Cost cost(int examples) {
    double whole = (double) examples * units;
    return new Cost(forwards.get() / whole, backwards.get() / whole);
  }
}
