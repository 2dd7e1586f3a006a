package orrery.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.Mechanism;

/**
 * A function of several variables as a sum of functions of one each.
 *
 * @param constant added once
 * @param functions {@code [parent][parent's domain size]}
 */
record Additive(double constant, List<double[]> functions) {
  private static final double RELATIVE = 1e-12;

  /** The sum that equals {@code h} of the table's result on every row, if there is one. */
  static Optional<Additive> decompose(Mechanism.Table table, double[] h) {
    int n = table.parents().size();
    int[] sizes = table.parents().stream().mapToInt(p -> p.domain().size()).toArray();
    int[] codes = table.codes();
    if (n == 0) return Optional.of(new Additive(h[codes[0]], List.of()));
    double[] values = new double[codes.length];
    double size = 1;
    for (int r = 0; r < codes.length; r++) {
      if (codes[r] < 0 && n > 1) return Optional.empty();
      values[r] = codes[r] < 0 ? 0 : h[codes[r]];
      size = Math.max(size, Math.abs(values[r]));
    }
    List<double[]> functions = new ArrayList<>();
    int[] strides = new int[n];
    for (int p = n - 1, stride = 1; p >= 0; stride *= sizes[p], p--) strides[p] = stride;
    for (int p = 0; p < n; p++) {
      double[] f = new double[sizes[p]];
      for (int v = 0; v < f.length; v++) f[v] = values[v * strides[p]] - values[0];
      functions.add(f);
    }
    Additive sum = new Additive(values[0], functions);
    for (int r = 0; r < values.length; r++) {
      double total = values[0];
      for (int p = 0; p < n; p++) total += functions.get(p)[r / strides[p] % sizes[p]];
      if (Math.abs(total - values[r]) > RELATIVE * size) return Optional.empty();
    }
    return Optional.of(sum);
  }
}
