package orrery.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * <p>They write exact zeros, so no bit of a logit changes. What they read is zero as well; or, with
 * {@code random}, each reading weight is one drawn from the model's own of that kind, zeros
 * included: then they attend and fire as others do, and only what they write tells that they are
 * idle.
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
    Idle idle = new Idle(weights, Reading.of(weights, random), new Random(seed));
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      List<Head> more = new ArrayList<>();
      for (int h = 0; h < heads; h++) more.add(idle.head());
      Layer padded = layer.plusHeads(more);
      weights = weights.withLayer(l, units == 0 ? padded : padded.plusUnits(idle.mlp(units)));
    }
    return rewrite.weights(weights).structuralOfWeights().done(this);
  }

  /** The model's own reading weights, to draw from. */
  private record Reading(Pool q, Pool k, Pool v, Pool in) {
    static Reading of(Weights weights, boolean random) {
      Reading r = new Reading(new Pool(), new Pool(), new Pool(), new Pool());
      for (Layer layer : random ? weights.layers() : List.<Layer>of()) {
        for (Head head : layer.heads()) {
          r.q.add(head.wQ());
          r.k.add(head.wK());
          r.v.add(head.wV());
        }
        layer.mlp().ifPresent(m -> r.in.add(m.wIn()));
      }
      return r;
    }
  }

  /** Entries of matrices, the zeros counted only. */
  private static final class Pool {
    private final List<Double> nonZeros = new ArrayList<>();
    private double entries;

    void add(Matrix matrix) {
      matrix.forEach((r, c, v) -> nonZeros.add(v));
      entries += (double) matrix.rows() * matrix.columns();
    }

    double draw(Random random) {
      if (random.nextDouble() * entries >= nonZeros.size()) return 0;
      return nonZeros.get(random.nextInt(nonZeros.size()));
    }
  }

  /** Makes components that write nothing. */
  private record Idle(Weights weights, Reading reading, Random random) {
    Head head() {
      int dModel = weights.config().dModel();
      int dHead = weights.config().dHead();
      return new Head(
          read(reading.q, dHead),
          read(reading.k, dHead),
          read(reading.v, dHead),
          Matrix.zero(dHead, dModel));
    }

    Mlp mlp(int units) {
      return new Mlp(read(reading.in, units), Affine.zero(units, weights.config().dModel()));
    }

    private Affine read(Pool pool, int to) {
      int from = weights.config().dModel();
      MatrixBuilder w = Matrix.builder(from, to);
      for (int r = 0; r < from && !pool.nonZeros.isEmpty(); r++) {
        for (int c = 0; c < to; c++) {
          double v = pool.draw(random);
          if (v != 0) w.set(r, c, v);
        }
      }
      return new Affine(w.build(), Vector.zero(to));
    }
  }
}
