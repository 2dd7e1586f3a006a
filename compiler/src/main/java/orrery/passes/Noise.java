package orrery.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
 * Adds independent Gaussian noise to weights and biases.
 *
 * <p>The only pass that can break a model: whether its margins bear the noise is for the verifier
 * to say. The PROGRAM circuit stays what was meant; the STRUCTURAL one is read off the noisy
 * weights, where a zero that has become noise carries something.
 *
 * @param size the standard deviation; for relative noise as a share of the weight
 * @param relative whether noise grows with the weight; a zero then gets {@code size} times the root
 *     mean square of its matrix's non-zeros
 * @param zeros whether zeros get noise too
 */
public record Noise(double size, boolean relative, boolean zeros, long seed) implements Pass {
  /** Checks that the size is 0 or more and finite. */
  public Noise {
    if (!(size >= 0) || Double.isInfinite(size)) throw new IllegalArgumentException("size " + size);
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "size", Double.toString(size),
            "relative", Boolean.toString(relative),
            "zeros", Boolean.toString(zeros),
            "seed", Long.toString(seed)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Random random = new Random(seed);
    Weights w = model.weights();
    Matrix wE = noisy(w.wE(), random);
    Matrix wPos = noisy(w.wPos(), random);
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : w.layers()) layers.add(noisy(layer, random));
    Weights noisy = new Weights(w.config(), wE, wPos, layers, noisy(w.unembed(), random));
    return new Rewrite(model).weights(noisy).structuralOfWeights().done(this);
  }

  private Layer noisy(Layer layer, Random random) {
    List<Head> heads = new ArrayList<>();
    for (Head h : layer.heads()) {
      Affine q = noisy(h.q(), random);
      Affine k = noisy(h.k(), random);
      Affine v = noisy(h.v(), random);
      heads.add(new Head(q, k, v, noisy(h.wO(), random)));
    }
    Vector bO = noisy(layer.bO(), random);
    Optional<Mlp> mlp = layer.mlp();
    if (mlp.isPresent()) {
      Affine in = noisy(mlp.get().in(), random);
      mlp = Optional.of(new Mlp(in, noisy(mlp.get().out(), random)));
    }
    return new Layer(heads, bO, mlp);
  }

  private Affine noisy(Affine map, Random random) {
    Matrix w = noisy(map.w(), random);
    return new Affine(w, noisy(map.b(), random));
  }

  private Vector noisy(Vector vector, Random random) {
    return Vector.of(noisy(Matrix.of(new double[][] {vector.toArray()}), random).rowToArray(0));
  }

  private Matrix noisy(Matrix matrix, Random random) {
    double ofZero = !zeros ? 0 : relative ? size * rootMeanSquare(matrix) : size;
    MatrixBuilder noisy = Matrix.builder(matrix.rows(), matrix.columns());
    if (!zeros) {
      matrix.forEach((r, c, v) -> noisy.set(r, c, v + deviation(v, 0) * random.nextGaussian()));
      return noisy.build();
    }
    for (int r = 0; r < matrix.rows(); r++) {
      double[] row = matrix.rowToArray(r);
      for (int c = 0; c < row.length; c++) {
        noisy.set(r, c, row[c] + deviation(row[c], ofZero) * random.nextGaussian());
      }
    }
    return noisy.build();
  }

  private double deviation(double weight, double ofZero) {
    if (weight == 0) return ofZero;
    return relative ? size * Math.abs(weight) : size;
  }

  private static double rootMeanSquare(Matrix matrix) {
    double[] sum = {0};
    matrix.forEach((r, c, v) -> sum[0] += v * v);
    return matrix.nonZeros() == 0 ? 0 : Math.sqrt(sum[0] / matrix.nonZeros());
  }
}
