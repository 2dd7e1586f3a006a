package orrery.intervention;

/**
 * Gradients of the metric at one {@link Point} for a few examples of one length; a window, valid
 * only within the call that hands it out.
 */
public interface Gradients {
  /** The place of the point in the list that was asked for. */
  int point();

  /** How many examples are here. */
  int rows();

  /** The number of a row's example in the task. */
  int example(int row);

  /** How many positions these examples have, BOS included. */
  int positions();

  /** The metric at the point. */
  double metric(int row);

  /** The gradient at a reader's input (before its normalisation). */
  double atReader(int reader, int row, int position, int dimension);

  /** The gradient at a writer's output: the sum over all readers of it. */
  double atWriter(int writer, int row, int position, int dimension);

  /** A writer's output at the point. */
  double output(int writer, int row, int position, int dimension);

  /** A head's attention at the point. */
  double pattern(int layer, int head, int row, int query, int key);

  /** The gradient at a head's attention. */
  double atPattern(int layer, int head, int row, int query, int key);

  /**
   * ⟨r_u − o_u(clean), gradient at v⟩ of every edge u→v, summed over dimensions, {@code
   * [edge][position * rows + row]}.
   */
  double[][] edgeProducts();

  /**
   * ⟨change_u, gradient at v⟩ with another change for each writer, shaped alike; changes are sums
   * of what a writer can write, so that an edge that can carry nothing has 0.0 exactly.
   */
  double[][] edgeProducts(Change change);

  /** A vector for each writer, row, position and dimension. */
  @FunctionalInterface
  interface Change {
    double of(int writer, int row, int position, int dimension);
  }
}
