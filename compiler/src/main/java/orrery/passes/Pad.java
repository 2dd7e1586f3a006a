package orrery.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import orrery.circuit.CompiledModel;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * Adds what nobody uses: heads and units to every layer, dimensions to the residual stream.
 *
 * <p>They write exact zeros, so no bit of a logit changes. What they read is zero as well, or with
 * {@code random} Gaussian with the mean square of the model's own reading weights: then they attend
 * and fire like others, and only their writing weights tell that they are idle.
 *
 * @param heads how many more a layer
 * @param units how many more MLP units a layer
 * @param dimensions how many more of the residual stream
 * @param random whether they read
 * @param seed of what they read
 */
public record Pad(int heads, int units, int dimensions, boolean random, long seed) implements Pass {
  /** Checks that no number is negative. */
  public Pad {
    if (heads < 0 || units < 0 || dimensions < 0) {
      throw new IllegalArgumentException(
          "%d heads, %d units, %d dimensions".formatted(heads, units, dimensions));
    }
  }

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "heads", Integer.toString(heads),
            "units", Integer.toString(units),
            "dimensions", Integer.toString(dimensions),
            "random", Boolean.toString(random),
            "seed", Long.toString(seed)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    List<String> labels = IntStream.range(0, dimensions).mapToObj(i -> "unused " + i).toList();
    Rewrite rewrite = new Rewrite(model).widened(labels);
    Weights weights = rewrite.weights();
    Idle idle = new Idle(weights, random ? readingSize(weights) : 0, new Random(seed));
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      List<Head> more = new ArrayList<>();
      for (int h = 0; h < heads; h++) more.add(idle.head());
      Layer padded = layer.plusHeads(more);
      weights = weights.withLayer(l, units == 0 ? padded : padded.plusUnits(idle.mlp(units)));
    }
    return rewrite.weights(weights).structuralOfWeights().done(this);
  }

  /** The root mean square of all reading weights, zeros included. */
  private static double readingSize(Weights weights) {
    double[] sum = {0, 0};
    for (Layer layer : weights.layers()) {
      for (Head head : layer.heads()) {
        for (Matrix m : List.of(head.wQ(), head.wK(), head.wV())) add(sum, m);
      }
      Optional<Mlp> mlp = layer.mlp();
      mlp.ifPresent(m -> add(sum, m.wIn()));
    }
    return sum[1] == 0 ? 0 : Math.sqrt(sum[0] / sum[1]);
  }

  private static void add(double[] sum, Matrix matrix) {
    matrix.forEach((r, c, v) -> sum[0] += v * v);
    sum[1] += (double) matrix.rows() * matrix.columns();
  }

  /** Makes components that write nothing. */
  private record Idle(Weights weights, double size, Random random) {
    Head head() {
      int dModel = weights.config().dModel();
      int dHead = weights.config().dHead();
      return new Head(
          reading(dModel, dHead),
          reading(dModel, dHead),
          reading(dModel, dHead),
          Matrix.zero(dHead, dModel));
    }

    Mlp mlp(int units) {
      int dModel = weights.config().dModel();
      return new Mlp(reading(dModel, units), Affine.zero(units, dModel));
    }

    private Affine reading(int from, int to) {
      MatrixBuilder w = Matrix.builder(from, to);
      for (int r = 0; r < from && size > 0; r++) {
        for (int c = 0; c < to; c++) w.set(r, c, size * random.nextGaussian());
      }
      return new Affine(w.build(), Vector.zero(to));
    }
  }
}
