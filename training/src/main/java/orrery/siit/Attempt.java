package orrery.siit;

/**
 * One try to train a model.
 *
 * @param number 0 for the first
 * @param seed of its initial weights and of all that it is shown
 * @param recipe how it was trained
 * @param steps how many steps were done
 * @param figure the smallest figure of its best look at held-out pairs, from 0 to 1
 * @param accepted whether its certificate passed
 */
public record Attempt(
    int number, long seed, Recipe recipe, long steps, double figure, boolean accepted) {
  /**
   * The recipe of a try: the first is the plan's own; every later one has other seeds; from the
   * third on there are half as many steps again each time, by turns at half the step size and at
   * twice the strict weight.
   */
  static Recipe recipe(Recipe first, int number) {
    if (number < 2) return first;
    double longer = Math.pow(1.5, number - 1);
    Recipe more = first.with("steps", Integer.toString((int) Math.round(first.steps() * longer)));
    return number % 2 == 0
        ? more.with("final-rate", Double.toString(Math.min(first.finalRate(), first.rate() / 2)))
            .with("rate", Double.toString(first.rate() / 2))
        : more.with("strict", Double.toString(first.strict() * 2));
  }

  /** The seed of a try. */
  static long seed(long first, int number) {
    return Seeds.of(first, "attempt " + number);
  }
}
