package orrery.siit;

import java.util.List;

/**
 * A look at held-out pairs while a model trains.
 *
 * @param step after how many steps
 * @param figures one for each group of rows
 */
record Look(long step, List<Figure> figures) {
  /**
   * One figure.
   *
   * @param kind what it is about
   * @param name of the node, component or set
   * @param tokens judged positions that have an answer
   * @param right where the model gives it
   */
  record Figure(HeldOut.Kind kind, String name, long tokens, long right) {
    double share() {
      return tokens == 0 ? 1 : (double) right / tokens;
    }
  }

  /** The smallest figure of all. */
  double worst() {
    return figures.stream().mapToDouble(Figure::share).min().orElse(0);
  }

  /** The smallest figure of a kind; 1 where there is none. */
  double worst(HeldOut.Kind kind) {
    return figures.stream()
        .filter(f -> f.kind() == kind)
        .mapToDouble(Figure::share)
        .min()
        .orElse(1);
  }
}
