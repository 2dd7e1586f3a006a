package orrery.siit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import orrery.circuit.Reader;
import orrery.components.ComponentModel;

/**
 * Held-out pairs of one model and everything that is asked of them while it trains: a group of rows
 * for each figure.
 */
final class HeldOut {
  /** What a figure is about. */
  enum Kind {
    /** The answers on the bases. */
    ACCURACY,
    /** One circuit node exchanged. */
    IIA,
    /** A random set of circuit nodes exchanged. */
    IIA_JOINT,
    /** What one head's queries, keys or values bring to it exchanged. */
    IIA_PORT,
    /** One variable exchanged in its subspace. */
    IIA_SUBSPACE,
    /** One component outside the circuit resampled. */
    STRICT,
    /** All components outside the circuit resampled. */
    STRICT_JOINT,
    /** All components outside the circuit, and all beside the subspaces of variables, resampled. */
    STRICT_SUBSPACE,
    /** All components outside the circuit set to zero. */
    ZERO_JOINT,
    /** What every reader of the circuit should not read resampled for it, at once. */
    EDGE_STRICT_JOINT
  }

  /**
   * One group of rows.
   *
   * @param components {@code [pair]} what is overwritten
   * @param ports queries, keys and values that are overwritten in all pairs
   * @param subspaces what is overwritten in all pairs in a subspace only
   * @param answers what the program says
   */
  record Group(
      Kind kind,
      String name,
      List<BitSet> components,
      List<Reader> ports,
      List<Places.InSubspace> subspaces,
      boolean zeroed,
      ComponentModel.Answers answers) {}

  final int[][] bases;
  final int[][] sources;
  final List<Group> groups = new ArrayList<>();

  /** Asks for what the recipe trains. */
  HeldOut(ComponentModel meaning, Places places, Recipe recipe, List<int[][]> pairs, long seed) {
    bases = pairs.stream().map(p -> p[0]).toArray(int[][]::new);
    sources = pairs.stream().map(p -> p[1]).toArray(int[][]::new);
    ComponentModel.Answers clean = meaning.answers(bases);
    add(Kind.ACCURACY, "accuracy", all(new BitSet()), false, clean);
    if (recipe.iit() > 0) interchanges(meaning, places, new Random(seed));
    if (recipe.iit() > 0 && recipe.ports() > 0) ports(meaning);
    if (recipe.iit() > 0) variables(meaning, places);
    if (recipe.strict() > 0 && !places.silent.isEmpty()) silence(places, recipe, clean);
    if (recipe.edgeStrict() > 0 && !places.readings.isEmpty()) {
      add(Kind.EDGE_STRICT_JOINT, "all", all(new BitSet()), false, clean);
    }
  }

  private void silence(Places places, Recipe recipe, ComponentModel.Answers clean) {
    for (int c = places.silent.nextSetBit(0); c >= 0; c = places.silent.nextSetBit(c + 1)) {
      BitSet one = new BitSet();
      one.set(c);
      add(Kind.STRICT, places.component(c).name(), all(one), false, clean);
    }
    add(Kind.STRICT_JOINT, "all", all(places.silent), false, clean);
    if (!places.beside.isEmpty()) {
      groups.add(
          new Group(
              Kind.STRICT_SUBSPACE,
              "all",
              all(places.silent),
              List.of(),
              places.beside,
              false,
              clean));
    }
    if (recipe.zeros() > 0) add(Kind.ZERO_JOINT, "all", all(places.silent), true, clean);
  }

  private void interchanges(ComponentModel meaning, Places places, Random random) {
    for (int n = 0; n < meaning.nodes().size(); n++) {
      BitSet one = new BitSet();
      one.set(n);
      add(
          Kind.IIA,
          meaning.nodes().get(n).name(),
          all(places.of(one)),
          false,
          meaning.answers(swaps(all(one))));
    }
    if (meaning.nodes().size() < 2) return;
    List<BitSet> sets = new ArrayList<>();
    for (int i = 0; i < bases.length; i++) sets.add(some(meaning.nodes().size(), random));
    add(
        Kind.IIA_JOINT,
        "sets",
        sets.stream().map(places::of).toList(),
        false,
        meaning.answers(swaps(sets)));
  }

  private void ports(ComponentModel meaning) {
    for (int p = 0; p < meaning.ports().size(); p++) {
      BitSet one = new BitSet();
      one.set(meaning.nodes().size() + p);
      ComponentModel.PortNode port = meaning.ports().get(p);
      groups.add(
          new Group(
              Kind.IIA_PORT,
              port.name(),
              all(new BitSet()),
              port.readers(),
              List.of(),
              false,
              meaning.answers(swaps(all(one)))));
    }
  }

  private void variables(ComponentModel meaning, Places places) {
    int first = meaning.nodes().size() + meaning.ports().size();
    for (int v = 0; v < places.variables.size(); v++) {
      BitSet one = new BitSet();
      one.set(first + v);
      groups.add(
          new Group(
              Kind.IIA_SUBSPACE,
              meaning.variableNodes().get(v).variable(),
              all(new BitSet()),
              List.of(),
              List.of(places.variables.get(v)),
              false,
              meaning.answers(swaps(all(one)))));
    }
  }

  private void add(
      Kind kind,
      String name,
      List<BitSet> components,
      boolean zeroed,
      ComponentModel.Answers answers) {
    groups.add(new Group(kind, name, components, List.of(), List.of(), zeroed, answers));
  }

  private List<BitSet> all(BitSet same) {
    return java.util.Collections.nCopies(bases.length, same);
  }

  /** The positions of the sequence that a pair has in common, BOS included. */
  BitSet common(int pair) {
    BitSet common = new BitSet();
    common.set(0, Math.min(bases[pair].length, sources[pair].length) + 1);
    return common;
  }

  /** Whether some pair is of inputs of different lengths. */
  boolean isUneven() {
    for (int i = 0; i < bases.length; i++) if (bases[i].length != sources[i].length) return true;
    return false;
  }

  private List<ComponentModel.NodeSwap> swaps(List<BitSet> nodes) {
    List<ComponentModel.NodeSwap> swaps = new ArrayList<>();
    for (int i = 0; i < bases.length; i++) {
      BitSet positions = new BitSet();
      positions.set(0, Math.min(bases[i].length, sources[i].length));
      swaps.add(new ComponentModel.NodeSwap(bases[i], sources[i], nodes.get(i), positions));
    }
    return swaps;
  }

  /** A set of numbers below a limit, not empty, every size alike. */
  static BitSet some(int limit, Random random) {
    BitSet set = new BitSet();
    int size = 1 + random.nextInt(limit);
    while (set.cardinality() < size) set.set(random.nextInt(limit));
    return set;
  }
}
