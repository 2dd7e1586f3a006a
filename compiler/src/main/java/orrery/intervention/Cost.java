package orrery.intervention;

/**
 * Computing, counted in passes over all examples of a task; a part of a pass counts as that part.
 *
 * @param forwards forward passes
 * @param backwards backward passes
 */
public record Cost(double forwards, double backwards) {
  /** No computing. */
  public static final Cost NONE = new Cost(0, 0);

  /** Forward passes that would cost as much: a backward pass counts as two. */
  public double forwardEquivalents() {
    return forwards + 2 * backwards;
  }

  /** The cost of both. */
  public Cost plus(Cost other) {
    return new Cost(forwards + other.forwards, backwards + other.backwards);
  }

  /** What has come on top of an earlier cost. */
  public Cost since(Cost earlier) {
    return new Cost(forwards - earlier.forwards, backwards - earlier.backwards);
  }
}
