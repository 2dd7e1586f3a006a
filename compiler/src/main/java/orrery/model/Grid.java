package orrery.model;

/** How a site's values lie in a {@link Workspace}. */
sealed interface Grid {
  float get(int row, int position, int index);

  void set(int row, int position, int index, float value);

  /** One array an index, {@code [index, position · rows + row]}. */
  final class ByLane implements Grid {
    private final float[][] values;
    private final int rows;

    ByLane(float[][] values, int rows) {
      this.values = values;
      this.rows = rows;
    }

    @Override
    public float get(int row, int position, int index) {
      return values[index][position * rows + row];
    }

    @Override
    public void set(int row, int position, int index, float value) {
      values[index][position * rows + row] = value;
    }
  }

  /** One array an index and position, {@code [index, position, row]}. */
  final class ByPosition implements Grid {
    private final float[][][] values;

    ByPosition(float[][][] values) {
      this.values = values;
    }

    @Override
    public float get(int row, int position, int index) {
      return values[index][position][row];
    }

    @Override
    public void set(int row, int position, int index, float value) {
      values[index][position][row] = value;
    }
  }
}
