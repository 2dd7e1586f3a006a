package orrery.siit;

/** Thrown where a training was stopped and can be gone on with. */
public final class TrainingStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStopped() {
    super("the training was stopped; the same command again goes on with it", null, false, false);
  }
}
