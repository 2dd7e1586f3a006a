package orrery.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import orrery.circuit.Alignment;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.model.Affine;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * Shuffles the heads of each layer, the units of each MLP and the axes of the residual stream, so
 * that no number tells what a component is for.
 *
 * <p>Heads get new names everywhere; the axes take their labels along. Sums run in another order:
 * logits move by rounding only.
 */
public record Permute(long seed) implements Pass {
  @Override
  public String name() {
    return "permute";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("seed", Long.toString(seed));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Random random = new Random(seed);
    Weights weights = model.weights();
    Map<Component, Component> renamed = new HashMap<>();
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      int[] order = shuffled(layer.heads().size(), random);
      for (int h = 0; h < order.length; h++) {
        renamed.put(Component.head(l, order[h]), Component.head(l, h));
      }
      Layer permuted = layer.permuted(order);
      Optional<Mlp> mlp = layer.mlp().map(m -> permuted(m, shuffled(m.dMlp(), random)));
      weights = weights.withLayer(l, new Layer(permuted.heads(), layer.bO(), mlp));
    }
    int[] axes = shuffled(weights.config().dModel(), random);
    Matrix r = Matrix.identity(axes.length).rowsAt(axes).transpose();
    Rewrite rewrite =
        new Rewrite(model)
            .weights(weights.rotated(r))
            .directions(d -> d.times(r))
            .relabelled(c -> List.of(renamed.getOrDefault(c, c)));
    Alignment alignment = rewrite.alignment();
    List<String> labels = new ArrayList<>();
    for (int axis : axes) labels.add(alignment.labels().get(axis));
    return rewrite.alignment(new Alignment(alignment.placements(), labels)).done(this);
  }

  private static Mlp permuted(Mlp mlp, int[] order) {
    Matrix wIn = mlp.wIn().transpose().rowsAt(order).transpose();
    double[] bIn = new double[order.length];
    for (int u = 0; u < order.length; u++) bIn[u] = mlp.bIn().get(order[u]);
    return new Mlp(
        new Affine(wIn, Vector.of(bIn)), new Affine(mlp.wOut().rowsAt(order), mlp.bOut()));
  }

  /** What comes first, second, …: a random order of {@code n} things. */
  private static int[] shuffled(int n, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(i -> i).toArray();
  }
}
