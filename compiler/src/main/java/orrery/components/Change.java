package orrery.components;

/**
 * What is replaced in a {@link DenseRun}: outputs of components for all that read them, whole or in
 * a subspace, or for one reader alone.
 *
 * <p>A lane is a position of a sequence, {@code position * rows + row}.
 */
final class Change {
  private final double[][][] values; // [writer][dModel][lane] what replaces
  private final boolean[][] outputs; // [writer][lane], or nothing
  private final double[][][] directions; // [writer][direction][dModel] in which, or whole
  private final int[][] cut; // [reader] the writers whose values it gets instead
  private final int lanes; // of a cut, from the first on

  private Change(
      double[][][] values, boolean[][] outputs, double[][][] directions, int[][] cut, int lanes) {
    this.values = values;
    this.outputs = outputs;
    this.directions = directions;
    this.cut = cut;
    this.lanes = lanes;
  }

  /** Nothing is replaced. */
  static Change none() {
    return ofOutputs(new double[0][][], new boolean[0][]);
  }

  /**
   * Outputs are replaced for all that read them.
   *
   * @param values {@code [writer][dModel][lane]}
   * @param where {@code [writer][lane]}; no lanes for a writer that stays
   */
  static Change ofOutputs(double[][][] values, boolean[][] where) {
    return within(values, where, new double[0][][]);
  }

  /**
   * Outputs are replaced in a subspace.
   *
   * @param values {@code [writer][dModel][lane]}
   * @param where {@code [writer][lane]}; no lanes for a writer that stays
   * @param directions {@code [writer][direction][dModel]}, orthonormal; none where the whole output
   *     is replaced
   */
  static Change within(double[][][] values, boolean[][] where, double[][][] directions) {
    return new Change(values, where, directions, new int[0][], 0);
  }

  /**
   * Readers get other values of some writers.
   *
   * @param values {@code [writer][dModel][lane]}
   * @param cut {@code [reader]} the numbers of those writers
   * @param lanes how many lanes, from the first on
   */
  static Change ofInputs(double[][][] values, int[][] cut, int lanes) {
    return new Change(values, new boolean[0][], new double[0][][], cut, lanes);
  }

  boolean replaces(int writer) {
    return outputs.length > 0 && outputs[writer].length > 0;
  }

  boolean rewires(int reader) {
    return cut.length > 0 && cut[reader].length > 0;
  }

  /** out = what stands for a writer's output {@code x}. */
  void replace(int writer, double[][] x, double[][] out, int n) {
    boolean[] where = outputs[writer];
    if (directions.length > 0 && directions[writer].length > 0) {
      project(writer, x, out, n);
      return;
    }
    for (int d = 0; d < x.length; d++) {
      double[] other = values[writer][d];
      for (int i = 0; i < n; i++) out[d][i] = where[i] ? other[i] : x[d][i];
    }
  }

  /** out = x + Σ d d·(other − x) over the directions d, where it is replaced. */
  private void project(int writer, double[][] x, double[][] out, int n) {
    boolean[] where = outputs[writer];
    for (int d = 0; d < x.length; d++) System.arraycopy(x[d], 0, out[d], 0, n);
    for (double[] direction : directions[writer]) {
      double[] along = new double[n];
      for (int d = 0; d < x.length; d++) {
        double[] other = values[writer][d];
        for (int i = 0; i < n; i++) if (where[i]) along[i] += direction[d] * (other[i] - x[d][i]);
      }
      for (int d = 0; d < x.length; d++) {
        for (int i = 0; i < n; i++) out[d][i] += direction[d] * along[i];
      }
    }
  }

  /** out = the stream {@code x} as a reader gets it, which the outputs {@code now} have made. */
  void rewire(int reader, double[][] x, double[][][] now, double[][] out, int n) {
    for (int d = 0; d < x.length; d++) {
      System.arraycopy(x[d], 0, out[d], 0, n);
      for (int writer : cut[reader]) {
        double[] other = values[writer][d];
        double[] own = now[writer][d];
        for (int i = 0; i < lanes; i++) out[d][i] += other[i] - own[i];
      }
    }
  }
}
