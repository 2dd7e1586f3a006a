package orrery.passes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * Stores two values of a variable in one dimension, as a direction and its opposite: features in
 * superposition, with a known dictionary, and readers that still compute the program exactly.
 *
 * <p>This is the antipodal geometry of Elhage et al. 2022 ("Toy Models of Superposition", §4), the
 * densest code whose interference is never positive: of the values of a one-hot variable one is
 * there at a time, so the reader of value a sees 1 where a is, −1 where its opposite is, and 0
 * otherwise, where it saw 1, 0 and 0. A unit that must not fire stays below its threshold, a key
 * that must not be found scores lower still, and the largest logit stays the largest. {@link
 * Interference} says for which pairs that holds; only such are made. A plain random projection to
 * as few dimensions destroys the program.
 *
 * <p>The dictionary is the alignment: its readout directions, now n in fewer than n dimensions.
 *
 * @param share of the possible pairs that are made, more than 0 and at most 1
 * @param seed of the pairing
 */
public record Superpose(double share, long seed) implements Pass {
  /** Checks that something is paired. */
  public Superpose {
    if (!(share > 0 && share <= 1)) throw new IllegalArgumentException("share " + share);
  }

  @Override
  public String name() {
    return "superpose";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(Map.of("share", Double.toString(share), "seed", Long.toString(seed)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    List<int[]> pairs = pairs(model);
    if (pairs.isEmpty()) {
      throw new PassRefusal("`superpose`: no two values of a variable can share a dimension");
    }
    int before = model.weights().config().dModel();
    BitSet gone = new BitSet();
    pairs.forEach(p -> gone.set(p[1]));
    int[] place = new int[before]; // dimension → the one it has now
    List<String> labels = new ArrayList<>();
    for (int d = 0; d < before; d++) {
      place[d] = labels.size();
      if (!gone.get(d)) labels.add(model.alignment().labels().get(d));
    }
    MatrixBuilder code = Matrix.builder(before, labels.size());
    for (int d = 0; d < before; d++) if (!gone.get(d)) code.set(d, place[d], 1);
    for (int[] p : pairs) {
      code.set(p[1], place[p[0]], -1);
      labels.set(
          place[p[0]], labels.get(place[p[0]]) + " | " + model.alignment().labels().get(p[1]));
    }
    Matrix c = code.build();
    return new Rewrite(model)
        .weights(coded(model.weights(), c))
        .alignment(alignment(model.alignment(), c, gone, labels))
        .structuralOfWeights()
        .done(this);
  }

  private List<int[]> pairs(CompiledModel model) {
    Random random = new Random(seed);
    Interference readers = new Interference(model);
    List<int[]> pairs = new ArrayList<>();
    BitSet taken = shared(model);
    for (Map.Entry<Variable, List<Placement>> e : model.alignment().placements().entrySet()) {
      for (Placement p : e.getValue()) {
        if (!storesValuesOneByOne(p.readout())) continue;
        TreeSet<Integer> own = new TreeSet<>();
        p.readout().directions().forEach((row, d, v) -> own.add(d));
        own.removeIf(taken::get);
        List<Integer> free = new ArrayList<>(own);
        Collections.shuffle(free, random);
        pair(free, readers, random, pairs);
        own.forEach(taken::set);
      }
    }
    return pairs;
  }

  /**
   * Whether each value has a dimension of its own that holds 1 where it is, but for {@code none},
   * which may be what is left of 1. A copy of such a remainder is no value's own dimension.
   */
  private static boolean storesValuesOneByOne(Readout r) {
    if (r.kind() != Readout.Kind.ONE_HOT) return false;
    boolean[] plain = {true};
    for (int row = 0; row < r.directions().rows(); row++) {
      boolean remainder = r.offsets()[row] != 0;
      int[] entries = {0};
      r.directions()
          .forEachInRow(
              row,
              (d, v) -> {
                entries[0]++;
                plain[0] &= v == (remainder ? -1 : 1);
              });
      plain[0] &= remainder ? entries[0] == r.directions().rows() - 1 : entries[0] == 1;
    }
    return plain[0];
  }

  /** The dimensions that are read as part of more than one placement, or not as a value's own. */
  private static BitSet shared(CompiledModel model) {
    BitSet once = new BitSet();
    BitSet shared = new BitSet();
    model
        .alignment()
        .placements()
        .values()
        .forEach(
            own ->
                own.forEach(
                    p -> {
                      BitSet here = new BitSet();
                      p.readout().directions().forEach((row, d, v) -> here.set(d));
                      BitSet again = (BitSet) here.clone();
                      again.and(once);
                      shared.or(again);
                      once.or(here);
                    }));
    return shared;
  }

  private void pair(List<Integer> free, Interference readers, Random random, List<int[]> pairs) {
    while (!free.isEmpty()) {
      int one = free.remove(0);
      boolean wanted = random.nextDouble() < share;
      for (int other : wanted ? List.copyOf(free) : List.<Integer>of()) {
        if (!readers.pair(one, other)) continue;
        pairs.add(new int[] {Math.min(one, other), Math.max(one, other)});
        free.remove(Integer.valueOf(other));
        break;
      }
    }
  }

  private static Weights coded(Weights w, Matrix c) {
    Matrix back = c.transpose();
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : w.layers()) {
      List<Head> heads =
          layer.heads().stream()
              .map(
                  h ->
                      new Head(
                          read(h.q(), back), read(h.k(), back), read(h.v(), back), h.wO().times(c)))
              .toList();
      layers.add(
          new Layer(
              heads,
              layer.bO().times(c),
              layer
                  .mlp()
                  .map(
                      m ->
                          new Mlp(
                              read(m.in(), back),
                              new Affine(m.wOut().times(c), m.bOut().times(c))))));
    }
    return new Weights(
        w.config().withDModel(c.columns()),
        w.wE().times(c),
        w.wPos().times(c),
        layers,
        read(w.unembed(), back));
  }

  private static Affine read(Affine map, Matrix back) {
    return new Affine(back.times(map.w()), map.b());
  }

  /** Where `none` was what is left of 1, it is now what no value reaches one half of. */
  private static Alignment alignment(Alignment old, Matrix c, BitSet gone, List<String> labels) {
    Map<Variable, List<Placement>> placements = new LinkedHashMap<>();
    old.placements()
        .forEach((v, own) -> placements.put(v, own.stream().map(p -> coded(p, c, gone)).toList()));
    return new Alignment(placements, labels);
  }

  private static Placement coded(Placement p, Matrix c, BitSet gone) {
    Readout r = p.readout();
    boolean[] paired = {false};
    r.directions().forEach((row, d, v) -> paired[0] |= gone.get(d));
    double[] offsets = r.offsets().clone();
    if (paired[0]) {
      for (int i = 0; i < offsets.length; i++) if (offsets[i] == 1) offsets[i] = 0.5;
    }
    Readout coded = new Readout(r.kind(), r.directions().times(c), offsets, r.codes());
    return new Placement(p.variable(), p.label(), p.writers(), coded);
  }
}
