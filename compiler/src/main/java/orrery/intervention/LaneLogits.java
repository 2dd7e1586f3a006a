package orrery.intervention;

/** The logits of one row of a batch. */
record LaneLogits(double[][] values, int rows, int positions, int row) implements Logits {
  @Override
  public int width() {
    return values.length;
  }

  @Override
  public double get(int position, int index) {
    return values[index][position * rows + row];
  }
}
