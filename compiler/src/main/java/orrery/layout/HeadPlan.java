package orrery.layout;

import java.util.List;
import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * One attention head before it has weights.
 *
 * @param label the cell that it writes
 * @param variable the variable that it computes
 * @param output the subspace that it writes
 * @param selector the positions that it attends to; BOS where there are none
 * @param factors conjuncts of the selector: a key is selected where every factor is 1
 * @param bonuses ranks that break the tie between selected keys; the largest total wins
 * @param values what each selected key adds to the output, averaged
 * @param counting whether BOS is always selected as well, so that the mean of its indicator is
 *     1/(width + 1)
 */
public record HeadPlan(
    String label,
    Variable variable,
    Cell output,
    Selector selector,
    List<Factor> factors,
    List<Bonus> bonuses,
    List<Value> values,
    boolean counting) {
  /** A 0/1 function of key and query: the sum over channels of key reading times query reading. */
  public record Factor(List<Channel> channels) {}

  /** One term of a factor's bilinear form. */
  public record Channel(Reading query, Reading key) {}

  /**
   * A rank of the key.
   *
   * @param key reads the rank, 0..most
   * @param most the largest rank
   */
  public record Bonus(Reading key, int most) {}

  /**
   * One dimension of the output.
   *
   * @param value read at the key
   * @param otherwise what BOS gives: the result where nothing is selected
   * @param dimension of the output's cell
   */
  public record Value(Reading value, double otherwise, int dimension) {}

  /** The half-layer. */
  public int time() {
    return output.time();
  }
}
