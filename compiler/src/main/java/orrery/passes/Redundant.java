package orrery.passes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.Placement;
import orrery.circuit.Port;
import orrery.circuit.Readout;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * Lets a second head compute a variable again, and an MLP put the two together: c is what the first
 * writes, r the same from the second, coordinate by coordinate, and readers find
 *
 * <ul>
 *   <li>{@link By#OR}: max(c, r) = c + relu(r − c): either head is enough;
 *   <li>{@link By#AND}: min(c, r) = c − relu(c − r): they only work together;
 *   <li>{@link By#BACKUP}: c + relu(r − Σ c): the second counts only where the first writes
 *       nothing.
 * </ul>
 *
 * <p>With both heads in place the MLP adds 0 for OR and AND, to the bit, at BOS too: c and r are
 * the same products of the same weights. What an ablation does depends on what it puts there: a
 * zeroed head is replaced by its twin, a resampled one votes for another value (methods.md, 0.1).
 *
 * @param variable a one-hot or truth value that one head writes
 * @param by how the two are put together
 */
public record Redundant(String variable, By by) implements Pass {
  /** How two heads are put together. */
  public enum By {
    /** Either is enough. */
    OR,
    /** Both are needed. */
    AND,
    /** The second serves when the first is silent. */
    BACKUP
  }

  @Override
  public String name() {
    return "redundant";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(Map.of("variable", variable, "by", by.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Variable twice =
        model
            .meaning()
            .variable(variable)
            .orElseThrow(() -> refusal("the model has no `" + variable + "`"));
    Placement source = source(model, twice);
    Component primary = source.writers().get(0);
    return new Doubling(model, twice, source, primary).done();
  }

  private Placement source(CompiledModel model, Variable twice) {
    return model.alignment().of(twice).stream()
        .filter(p -> p.readout().kind() != Readout.Kind.SCALAR)
        .filter(p -> p.writers().size() == 1 && p.writers().get(0).kind() == Component.Kind.HEAD)
        .findFirst()
        .orElseThrow(
            () ->
                refusal(
                    "no head alone writes `"
                        + variable
                        + "` as a value per dimension; name one that an attention of the program"
                        + " looks up or that any, all or a comparison gives"));
  }

  private static PassRefusal refusal(String why) {
    return new PassRefusal("`redundant`: " + why);
  }

  /** One application of the pass. */
  private final class Doubling {
    private final CompiledModel model;
    private final Variable twice;
    private final Placement source;
    private final Component primary;
    private final Component second;
    private final Component joint;
    private final List<Integer> dimensions = new ArrayList<>();

    Doubling(CompiledModel model, Variable twice, Placement source, Component primary) {
      this.model = model;
      this.twice = twice;
      this.source = source;
      this.primary = primary;
      int heads = model.weights().layers().get(primary.layer()).heads().size();
      this.second = Component.head(primary.layer(), heads);
      this.joint = Component.mlp(primary.layer());
      TreeSet<Integer> read = new TreeSet<>();
      source.readout().directions().forEach((row, d, v) -> read.add(d));
      dimensions.addAll(read);
    }

    CompiledModel done() {
      List<String> labels = new ArrayList<>();
      for (int d : dimensions) labels.add(model.alignment().labels().get(d) + " again");
      Rewrite rewrite = new Rewrite(model).widened(labels).relabelled(c -> List.of(moved(c)));
      rewrite.weights(weights(rewrite.weights())).structuralOfWeights();
      List<HeadRole> roles = new ArrayList<>(rewrite.heads());
      rewrite.heads().stream()
          .filter(r -> r.head().equals(primary))
          .findFirst()
          .ifPresent(
              r -> roles.add(new HeadRole(second, r.variable(), r.selector(), r.counting())));
      Map<String, String> record = new LinkedHashMap<>(settings());
      return rewrite
          .heads(roles)
          .alignment(alignment(rewrite.alignment()))
          .program(program(rewrite.program()).within(rewrite.structural()))
          .done(Redundant.this, record);
    }

    /** Where a component stands once the new MLP has its layer: what came later comes one later. */
    private Component moved(Component c) {
      boolean later = c.layer() > primary.layer() || c.equals(joint);
      if (!later || !needsLayer()) return c;
      return c.kind() == Component.Kind.HEAD
          ? Component.head(c.layer() + 1, c.head())
          : Component.mlp(c.layer() + 1);
    }

    /** Whether the MLP of the head's layer must make room; it then has a layer of its own. */
    private boolean needsLayer() {
      return model.weights().layers().get(primary.layer()).mlp().isPresent();
    }

    private Weights weights(Weights w) {
      int dModel = w.config().dModel();
      List<Layer> layers = new ArrayList<>();
      for (int l = 0; l < w.layers().size(); l++) {
        Layer layer = w.layers().get(l);
        if (l != primary.layer()) {
          layers.add(layer);
          continue;
        }
        layers.add(new Layer(heads(layer), again(layer.bO()), Optional.of(putTogether(dModel))));
        if (needsLayer()) layers.add(new Layer(List.of(), Vector.zero(dModel), layer.mlp()));
      }
      return new Weights(
          HeadWidth.config(w.config(), layers, w.config().dHead()),
          w.wE(),
          w.wPos(),
          layers,
          w.unembed());
    }

    private List<Head> heads(Layer layer) {
      List<Head> heads = new ArrayList<>(layer.heads());
      Head first = heads.get(primary.head());
      MatrixBuilder wO = Matrix.builder(first.wO().rows(), first.wO().columns());
      first
          .wO()
          .forEach(
              (row, d, v) -> {
                int i = dimensions.indexOf(d);
                if (i >= 0) wO.set(row, fresh(i), v);
              });
      heads.add(new Head(first.q(), first.k(), first.v(), wO.build()));
      return heads;
    }

    private int fresh(int i) {
      return model.weights().config().dModel() + i;
    }

    private Vector again(Vector bO) {
      double[] both = bO.toArray();
      for (int i = 0; i < dimensions.size(); i++) both[fresh(i)] = both[dimensions.get(i)];
      return Vector.of(both);
    }

    private Mlp putTogether(int dModel) {
      int n = dimensions.size();
      MatrixBuilder in = Matrix.builder(dModel, n);
      MatrixBuilder out = Matrix.builder(n, dModel);
      for (int i = 0; i < n; i++) {
        int own = dimensions.get(i);
        in.set(fresh(i), i, by == By.AND ? -1 : 1);
        switch (by) {
          case OR -> in.set(own, i, -1);
          case AND -> in.set(own, i, 1);
          case BACKUP -> {
            for (int d : dimensions) in.set(d, i, -1);
          }
        }
        out.set(i, own, by == By.AND ? -1 : 1);
      }
      return new Mlp(Affine.of(in.build()), Affine.of(out.build()));
    }

    /**
     * The variable now stands where the MLP has put it together, and again in the new dimensions.
     */
    private Alignment alignment(Alignment own) {
      Map<Variable, List<Placement>> placements = new LinkedHashMap<>(own.placements());
      List<Placement> all = new ArrayList<>();
      for (Placement p : own.of(twice)) {
        if (!p.label().equals(source.label())) {
          all.add(p);
          continue;
        }
        all.add(new Placement(twice, p.label(), List.of(primary, joint), p.readout()));
        all.add(new Placement(twice, label(own), List.of(second), elsewhere(p.readout())));
      }
      placements.put(twice, all);
      return new Alignment(placements, own.labels());
    }

    private String label(Alignment own) {
      List<String> taken =
          own.placements().values().stream().flatMap(List::stream).map(Placement::label).toList();
      String label = source.label() + ".again";
      for (int i = 2; taken.contains(label); i++) label = source.label() + ".again." + i;
      return label;
    }

    private Readout elsewhere(Readout r) {
      MatrixBuilder directions = Matrix.builder(r.directions().rows(), r.directions().columns());
      r.directions().forEach((row, d, v) -> directions.set(row, fresh(dimensions.indexOf(d)), v));
      return new Readout(r.kind(), directions.build(), r.offsets(), r.codes());
    }

    private Circuit program(Circuit old) {
      Edges edges = new Edges().addAll(old);
      SortedSet<String> carried = new TreeSet<>(List.of(source.label()));
      old.edges()
          .forEach(
              (edge, labels) -> {
                if (edge.to().equals(primary)) {
                  edges.add(new Edge(edge.from(), second, edge.port()), labels);
                }
                if (edge.from().equals(primary) && labels.contains(source.label())) {
                  edges.add(new Edge(joint, edge.to(), edge.port()), carried);
                }
              });
      edges.add(new Edge(primary, joint, Port.MLP), carried);
      edges.add(new Edge(second, joint, Port.MLP), carried);
      return edges.circuit(old.family());
    }
  }
}
