package orrery.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
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
 * Puts one compiled model beside another on the same inputs: its heads after the host's, its units
 * after the host's, its variables in dimensions of their own, its logits left out.
 *
 * <p>A dimension that the embeddings write alike in both and that nothing in the host writes again
 * is shared; so tokens, positions and the BOS marker are read where the host has them, and embedded
 * once more where it has them no longer as they were.
 */
final class Graft {
  private final CompiledModel host;
  private final CompiledModel part;
  private final int shift;
  private final int[] place; // [part's dModel] the dimension in the result
  private final List<Integer> fresh = new ArrayList<>(); // dimensions of the part
  private final Map<String, String> renamed = new HashMap<>(); // the part's labels

  Graft(CompiledModel host, CompiledModel part, int shift) {
    this.host = host;
    this.part = part;
    this.shift = shift;
    this.place = places();
  }

  private int[] places() {
    double[][] ofHost = embedded(host.weights());
    double[][] ofPart = embedded(part.weights());
    BitSet written = written(host.weights());
    int[] places = new int[ofPart.length];
    BitSet taken = new BitSet();
    for (int d = 0; d < places.length; d++) {
      double[] column = ofPart[d];
      boolean empty = Arrays.stream(column).allMatch(v -> v == 0);
      int shared =
          IntStream.range(0, empty ? 0 : ofHost.length)
              .filter(h -> !written.get(h) && !taken.get(h) && Arrays.equals(ofHost[h], column))
              .findFirst()
              .orElse(-1);
      if (shared < 0) {
        places[d] = ofHost.length + fresh.size();
        fresh.add(d);
      } else {
        places[d] = shared;
        taken.set(shared);
      }
    }
    return places;
  }

  /** {@code [dModel][dVocab + nCtx]} what the embeddings write into each dimension. */
  private static double[][] embedded(Weights w) {
    Matrix all = w.wE().above(w.wPos()).transpose();
    return IntStream.range(0, all.rows()).mapToObj(all::rowToArray).toArray(double[][]::new);
  }

  /** The dimensions that some head or MLP writes. */
  private static BitSet written(Weights w) {
    BitSet written = new BitSet();
    for (Layer layer : w.layers()) {
      for (Head h : layer.heads()) h.wO().forEach((r, d, v) -> written.set(d));
      for (int d = 0; d < layer.bO().size(); d++) {
        if (layer.bO().get(d) != 0) written.set(d);
      }
      layer.mlp().ifPresent(m -> written(m, written));
    }
    return written;
  }

  private static void written(Mlp mlp, BitSet written) {
    mlp.wOut().forEach((r, d, v) -> written.set(d));
    for (int d = 0; d < mlp.bOut().size(); d++) {
      if (mlp.bOut().get(d) != 0) written.set(d);
    }
  }

  CompiledModel grafted() {
    List<String> labels = fresh.stream().map(d -> part.alignment().labels().get(d)).toList();
    Rewrite rewrite = new Rewrite(host).widened(labels);
    MatrixBuilder into = Matrix.builder(place.length, rewrite.weights().config().dModel());
    for (int d = 0; d < place.length; d++) into.set(d, place[d], 1);
    return rewrite
        .weights(weights(rewrite.weights(), into.build()))
        .alignment(alignment(rewrite.alignment(), into.build()))
        .meaning(meaning())
        .heads(roles())
        .program(program())
        .structuralOfWeights()
        .unrecorded();
  }

  private Weights weights(Weights wide, Matrix into) {
    MatrixBuilder unshared = Matrix.builder(into.rows(), into.columns());
    for (int d : fresh) unshared.set(d, place[d], 1);
    Matrix own = unshared.build();
    Weights p = part.weights();
    int dHead = Math.max(wide.config().dHead(), p.config().dHead());
    int last = Math.max(wide.layers().size(), shift + p.layers().size());
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < last; l++) {
      Layer layer =
          l < wide.layers().size() ? wide.layers().get(l) : Layer.empty(wide.config().dModel());
      layer = HeadWidth.of(layer, dHead);
      int from = l - shift;
      if (from >= 0 && from < p.layers().size()) {
        layer = joined(layer, HeadWidth.of(p.layers().get(from), dHead), into);
      }
      layers.add(layer);
    }
    return new Weights(
        HeadWidth.config(wide.config(), layers, dHead),
        wide.wE().plus(p.wE().times(own)),
        wide.wPos().plus(p.wPos().times(own)),
        layers,
        wide.unembed());
  }

  private static Layer joined(Layer layer, Layer more, Matrix into) {
    Matrix reading = into.transpose();
    List<Head> heads =
        more.heads().stream()
            .map(
                h ->
                    new Head(
                        read(h.q(), reading),
                        read(h.k(), reading),
                        read(h.v(), reading),
                        h.wO().times(into)))
            .toList();
    Layer joined = layer.plusHeads(heads);
    Optional<Mlp> units =
        more.mlp()
            .map(
                m ->
                    new Mlp(
                        read(m.in(), reading),
                        new Affine(m.wOut().times(into), m.bOut().times(into))));
    return units.map(joined::plusUnits).orElse(joined);
  }

  private static Affine read(Affine map, Matrix reading) {
    return new Affine(reading.times(map.w()), map.b());
  }

  private Component placed(Component c) {
    return switch (c.kind()) {
      case HEAD -> {
        int layer = c.layer() + shift;
        List<Layer> layers = host.weights().layers();
        int before = layer < layers.size() ? layers.get(layer).heads().size() : 0;
        yield Component.head(layer, before + c.head());
      }
      case MLP -> Component.mlp(c.layer() + shift);
      case EMBED, POS_EMBED, LOGITS -> c;
    };
  }

  private Alignment alignment(Alignment own, Matrix into) {
    Map<Variable, List<Placement>> placements = new LinkedHashMap<>(own.placements());
    part.alignment()
        .placements()
        .forEach(
            (v, theirs) -> {
              List<Placement> all = new ArrayList<>(placements.getOrDefault(v, List.of()));
              for (Placement p : theirs) {
                Matrix directions = p.readout().directions().times(into);
                Optional<Placement> same =
                    all.stream()
                        .filter(a -> a.readout().directions().equals(directions))
                        .findFirst();
                String label = same.map(Placement::label).orElseGet(() -> free(own, p.label()));
                renamed.put(p.label(), label);
                if (same.isEmpty()) all.add(placed(p, label, directions));
              }
              placements.put(v, all);
            });
    return new Alignment(placements, own.labels());
  }

  private static String free(Alignment alignment, String label) {
    Set<String> taken = new HashSet<>();
    alignment.placements().values().forEach(own -> own.forEach(p -> taken.add(p.label())));
    String free = label;
    for (int i = 2; taken.contains(free); i++) free = label + "." + i;
    return free;
  }

  private Placement placed(Placement p, String label, Matrix directions) {
    Readout r = p.readout();
    Readout placed = new Readout(r.kind(), directions, r.offsets(), r.codes());
    return new Placement(
        p.variable(), label, p.writers().stream().map(this::placed).toList(), placed);
  }

  private CausalModel meaning() {
    CausalModel m = host.meaning();
    Set<Variable> variables = new LinkedHashSet<>(m.variables());
    variables.addAll(part.meaning().variables());
    return new CausalModel(m.name(), m.inputs(), m.tokens(), List.copyOf(variables), m.outputs());
  }

  private List<HeadRole> roles() {
    List<HeadRole> roles = new ArrayList<>(host.heads());
    for (HeadRole r : part.heads()) {
      roles.add(new HeadRole(placed(r.head()), r.variable(), r.selector(), r.counting()));
    }
    return roles;
  }

  private Circuit program() {
    Edges edges = new Edges().addAll(host.program());
    part.program()
        .edges()
        .forEach(
            (e, carried) -> {
              if (e.to().equals(Component.LOGITS)) return;
              SortedSet<String> labels = new TreeSet<>();
              carried.forEach(label -> labels.add(renamed.getOrDefault(label, label)));
              edges.add(new Edge(placed(e.from()), placed(e.to()), e.port()), labels);
            });
    return edges.circuit(Circuit.Family.PROGRAM);
  }
}
