package orrery.passes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.HeadRole;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Weights;

/**
 * Lets two heads write what one wrote: they attend alike and share the output.
 *
 * <p>The second head is the last of its layer. Where each writes its own dimensions, the edges out
 * of one are those whose reader reads what it writes.
 *
 * @param variable what the head computes
 * @param by how the two share
 * @param share what the first of two {@link By#SHARES} keeps, between 0 and 1
 */
public record Split(String variable, By by, double share) implements Pass {
  /** How two heads share an output. */
  public enum By {
    /** The first writes {@code share} of every coordinate, the second the rest. */
    SHARES,
    /** The first writes every other coordinate, the second those between. */
    VALUES
  }

  /** Checks that the share leaves something to both. */
  public Split {
    if (!(share > 0 && share < 1)) throw new IllegalArgumentException("share " + share);
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings =
        new TreeMap<>(Map.of("variable", variable, "by", by.name().toLowerCase(Locale.ROOT)));
    if (by == By.SHARES) settings.put("share", Double.toString(share));
    return settings;
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Component first =
        model.heads().stream()
            .filter(r -> r.variable().name().equals(variable))
            .map(HeadRole::head)
            .findFirst()
            .orElseThrow(
                () -> new PassRefusal("`split`: no head of the model computes `" + variable + "`"));
    Weights weights = model.weights();
    Layer layer = weights.layers().get(first.layer());
    Component second = Component.head(first.layer(), layer.heads().size());
    Head whole = layer.heads().get(first.head());
    List<Matrix> parts = parts(whole.wO());
    List<Head> heads = new java.util.ArrayList<>(layer.heads());
    heads.set(first.head(), new Head(whole.q(), whole.k(), whole.v(), parts.get(0)));
    heads.add(new Head(whole.q(), whole.k(), whole.v(), parts.get(1)));
    Rewrite rewrite =
        new Rewrite(model)
            .weights(weights.withLayer(first.layer(), new Layer(heads, layer.bO(), layer.mlp())))
            .relabelled(c -> c.equals(first) ? List.of(first, second) : List.of(c))
            .structuralOfWeights();
    return rewrite.program(rewrite.program().within(rewrite.structural())).done(this);
  }

  private List<Matrix> parts(Matrix wO) {
    MatrixBuilder first = Matrix.builder(wO.rows(), wO.columns());
    MatrixBuilder second = Matrix.builder(wO.rows(), wO.columns());
    int written = 0;
    for (int value = 0; value < wO.rows(); value++) {
      int row = value;
      double kept = by == By.SHARES ? share : written % 2 == 0 ? 1 : 0;
      int[] entries = {0};
      wO.forEachInRow(
          row,
          (dimension, w) -> {
            entries[0]++;
            first.set(row, dimension, kept * w);
            second.set(row, dimension, w - kept * w);
          });
      if (entries[0] > 0) written++;
    }
    if (by == By.VALUES && written < 2) {
      throw new PassRefusal(
          "`split`: the head of `" + variable + "` writes one coordinate, split it by=shares");
    }
    return List.of(first.build(), second.build());
  }
}
