package orrery.intervention;

/**
 * The logits of a changed row: at positions of the region what was computed, before it those of the
 * clean run.
 */
record ChangedLogits(double[][] values, int rows, int slot, Region region, Logits clean)
    implements Logits {
  @Override
  public int positions() {
    return clean.positions();
  }

  @Override
  public int width() {
    return values.length;
  }

  @Override
  public double get(int position, int index) {
    return position < region.from() || position >= region.to()
        ? clean.get(position, index)
        : values[index][position * rows + slot];
  }
}
