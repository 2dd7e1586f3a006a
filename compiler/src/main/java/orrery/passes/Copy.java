package orrery.passes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Weights;

/**
 * Writes a variable a second time, into fresh dimensions that nobody reads: it can be decoded there
 * and changing it there changes nothing.
 *
 * <p>The copy holds x Dᵀ for the directions D of the variable's last placement, so every component
 * up to then writes w Dᵀ there beside its own w. Both circuits stay as they are.
 */
public record Copy(String variable) implements Pass {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("variable", variable);
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Variable copied =
        model
            .meaning()
            .variable(variable)
            .orElseThrow(() -> new PassRefusal("`copy`: the model has no `" + variable + "`"));
    List<Placement> own = model.alignment().of(copied);
    if (own.isEmpty()) {
      throw new PassRefusal(
          "`copy`: `" + variable + "` has no subspace of its own, copy what it is read from");
    }
    Placement source = own.get(own.size() - 1);
    String label = fresh(model.alignment(), source.label());
    Matrix d = source.readout().directions();
    int before = model.weights().config().dModel();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < d.rows(); i++) labels.add(d.rows() == 1 ? label : label + " " + i);
    Rewrite rewrite = new Rewrite(model).widened(labels);
    rewrite.weights(written(rewrite.weights(), spread(d), source.time()));

    MatrixBuilder directions = Matrix.builder(d.rows(), before + d.rows());
    for (int i = 0; i < d.rows(); i++) directions.set(i, before + i, 1);
    Readout r = source.readout();
    Readout readout = new Readout(r.kind(), directions.build(), r.offsets(), r.codes());
    Map<Variable, List<Placement>> placements =
        new LinkedHashMap<>(rewrite.alignment().placements());
    List<Placement> all = new ArrayList<>(placements.getOrDefault(copied, List.of()));
    all.add(new Placement(copied, label, source.writers(), readout));
    placements.put(copied, all);
    return rewrite.alignment(new Alignment(placements, rewrite.alignment().labels())).done(this);
  }

  private static String fresh(Alignment alignment, String label) {
    List<String> taken =
        alignment.placements().values().stream()
            .flatMap(List::stream)
            .map(Placement::label)
            .toList();
    String copy = label + ".copy";
    for (int i = 2; taken.contains(copy); i++) copy = label + ".copy." + i;
    return copy;
  }

  /** {@code [dModel, dModel]} on the widened stream: x ↦ (x, x Dᵀ). */
  private static Matrix spread(Matrix d) {
    int before = d.columns();
    int width = before + d.rows();
    MatrixBuilder spread = Matrix.builder(width, width);
    for (int i = 0; i < before; i++) spread.set(i, i, 1);
    d.forEach((coordinate, dimension, v) -> spread.set(dimension, before + coordinate, v));
    return spread.build();
  }

  private static Weights written(Weights w, Matrix spread, int until) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < w.layers().size(); l++) {
      Layer layer = w.layers().get(l);
      if (2 * l <= until) layer = attention(layer, spread);
      if (2 * l + 1 <= until) layer = mlp(layer, spread);
      layers.add(layer);
    }
    return new Weights(
        w.config(), w.wE().times(spread), w.wPos().times(spread), layers, w.unembed());
  }

  private static Layer attention(Layer layer, Matrix spread) {
    List<Head> heads =
        layer.heads().stream()
            .map(h -> new Head(h.q(), h.k(), h.v(), h.wO().times(spread)))
            .toList();
    return new Layer(heads, layer.bO().times(spread), layer.mlp());
  }

  private static Layer mlp(Layer layer, Matrix spread) {
    Optional<Mlp> mlp =
        layer
            .mlp()
            .map(m -> new Mlp(m.in(), new Affine(m.wOut().times(spread), m.bOut().times(spread))));
    return new Layer(layer.heads(), layer.bO(), mlp);
  }
}
