package orrery.suite;

/** Thrown by a maker whose time is over and that has kept what it needs to go on later. */
public final class OutOfTime extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The time is over. */
  public OutOfTime() {
    super("the time is over", null, false, false);
  }
}
