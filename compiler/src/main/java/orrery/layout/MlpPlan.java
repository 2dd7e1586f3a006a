package orrery.layout;

import java.util.List;
import orrery.causal.Variable;

/**
 * The MLP units that compute one variable, before they have weights.
 *
 * @param label the cell that they write
 * @param variable the variable that they compute
 * @param output the subspace that they write
 * @param baseline written at every position
 * @param boxes units that are 1 in one box of the parents' joint values
 * @param steps units that are 1 beyond a threshold of a statistic
 */
public record MlpPlan(
    String label,
    Variable variable,
    Cell output,
    List<Write> baseline,
    List<Box> boxes,
    List<Step> steps) {
  /** A weight on a dimension of the output's cell. */
  public record Write(int dimension, double weight) {}

  /**
   * A unit that is 1 where all of its conditions hold and 0 elsewhere.
   *
   * @param conditions the sum of the conditions' indicators
   * @param count how many they are
   */
  public record Box(Reading conditions, int count, List<Write> writes) {}

  /**
   * A pair of units whose difference is 1 where the gate is open and the statistic is above the
   * threshold, and 0 elsewhere.
   *
   * @param statistic what is compared
   * @param threshold half-way between two neighbouring values of the statistic
   * @param gap the distance of these two
   * @param reach the largest distance of any value of the statistic from the threshold
   * @param gate the sum of the gate's conditions' indicators
   * @param gates how many they are; 0 for an open gate
   */
  public record Step(
      Reading statistic,
      double threshold,
      double gap,
      double reach,
      Reading gate,
      int gates,
      List<Write> writes) {}

  /** The half-layer. */
  public int time() {
    return output.time();
  }

  /** The number of MLP units. */
  public int units() {
    return boxes.size() + 2 * steps.size();
  }
}
