package orrery.causal;

import java.util.List;

/**
 * Inputs to evaluate together.
 *
 * @param rows {@code [batch][position]} token codes in the alphabet; rows may differ in length
 * @param maxLength the stride of every array of codes over this batch, at least the longest row
 */
public record InputBatch(int[][] rows, int maxLength) {
  /** The batch of these inputs. */
  public static InputBatch of(List<int[]> rows, int maxLength) {
    return new InputBatch(rows.toArray(int[][]::new), maxLength);
  }

  /** The number of inputs. */
  public int size() {
    return rows.length;
  }

  /** Where the value of input {@code row} at {@code position} stands in an array of codes. */
  public int at(int row, int position) {
    return row * maxLength + position;
  }
}
