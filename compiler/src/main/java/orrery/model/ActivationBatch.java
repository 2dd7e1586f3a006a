package orrery.model;

/**
 * One site's values for a batch of sequences of one length, {@code [row, position, index]}; a
 * window on the running pass, valid only within the call that hands it out.
 *
 * <p>For scores and pattern the position is the query's and the index the key's.
 */
public final class ActivationBatch {
  private final Grid values;
  private final Batch batch;
  private final int width;
  private final int firstPosition;
  private final int positions;

  ActivationBatch(Grid values, int width, Batch batch) {
    this(values, width, batch, 0, batch.positions());
  }

  private ActivationBatch(Grid values, int width, Batch batch, int firstPosition, int positions) {
    this.values = values;
    this.width = width;
    this.batch = batch;
    this.firstPosition = firstPosition;
    this.positions = positions;
  }

  /** The same values seen through one position, which becomes position 0. */
  ActivationBatch onlyPosition(int position) {
    return new ActivationBatch(values, width, batch, position, 1);
  }

  /** How many sequences the batch has. */
  public int rows() {
    return batch.size();
  }

  public int positions() {
    return positions;
  }

  /** How many values there are at each position. */
  public int width() {
    return width;
  }

  /** The number of a row's sequence in what was given to run, from 0. */
  public long sequence(int row) {
    return batch.sequence(row);
  }

  /** A copy of the token ids of a row's sequence. */
  public int[] tokens(int row) {
    return batch.tokens(row).clone();
  }

  public float get(int row, int position, int index) {
    requireInside(row, position, index);
    return values.get(row, firstPosition + position, index);
  }

  public void set(int row, int position, int index, float value) {
    requireInside(row, position, index);
    values.set(row, firstPosition + position, index, value);
  }

  /** A copy of the values at one position, {@code [index]}. */
  public float[] read(int row, int position) {
    float[] copy = new float[width];
    for (int i = 0; i < width; i++) {
      copy[i] = get(row, position, i);
    }
    return copy;
  }

  /** Overwrites the values at one position, {@code [index]}. */
  public void write(int row, int position, float... replacement) {
    Shapes.require(replacement.length == width, "%s values for %s", replacement.length, width);
    for (int i = 0; i < width; i++) {
      set(row, position, i, replacement[i]);
    }
  }

  private void requireInside(int row, int position, int index) {
    if (row < 0
        || row >= rows()
        || position < 0
        || position >= positions
        || index < 0
        || index >= width) {
      throw new IllegalArgumentException(
          "(%d, %d, %d) of [%d, %d, %d]".formatted(row, position, index, rows(), positions, width));
    }
  }
}
