package orrery.components;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.circuit.ResidualGraph;
import orrery.model.Weights;

/**
 * Which component of a trained model plays the part of which compiled one.
 *
 * <p>Only components from which some edge of the PROGRAM circuit leads on to the logits have a
 * part: what a program computes and forgets (a decoy) cannot be trained, and is left out.
 *
 * @param compiled whose parts are played
 * @param map from compiled to trained components, heads and MLPs; no two have one image, and
 *     whoever computes earlier does so afterwards as well
 */
public record Assignment(CompiledModel compiled, SortedMap<Component, Component> map) {
  private static final String GENERATOR = "L64X128MixRandom";

  /**
   * A random assignment: all heads of a compiled layer go to one layer, to a random choice of its
   * heads; the layers of heads and of MLPs are a random one of all choices in the same order.
   *
   * @throws IllegalArgumentException where the architecture is too small for the program; the
   *     message says how large it must be
   */
  public static Assignment random(CompiledModel compiled, Architecture architecture, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    SortedMap<Integer, List<Component>> halves = new TreeMap<>();
    for (Component c : parts(live(compiled.program()))) {
      halves.computeIfAbsent(c.time(), t -> new ArrayList<>()).add(c);
    }
    List<Integer> used = List.copyOf(halves.keySet());
    int[] places = new HalfLayers(used, architecture.layers()).draw(random);
    SortedMap<Component, Component> map = new TreeMap<>();
    for (int i = 0; i < places.length; i++) {
      List<Component> own = halves.getOrDefault(used.get(i), List.of());
      int layer = places[i] / 2;
      if (places[i] % 2 == 1) {
        own.forEach(c -> map.put(c, Component.mlp(layer)));
      } else {
        List<Integer> heads = heads(own.size(), architecture.heads(), random);
        for (int h = 0; h < heads.size(); h++) {
          map.put(own.get(h), Component.head(layer, heads.get(h)));
        }
      }
    }
    return new Assignment(compiled, Collections.unmodifiableSortedMap(map));
  }

  private static List<Integer> heads(int needed, int there, RandomGenerator random) {
    if (needed > there) {
      throw new IllegalArgumentException(
          "the program needs %d heads in one layer, the architecture has %d: give it %d"
              .formatted(needed, there, needed));
    }
    List<Integer> heads = new ArrayList<>(IntStream.range(0, there).boxed().toList());
    for (int i = there - 1; i > 0; i--) Collections.swap(heads, i, random.nextInt(i + 1));
    return heads.subList(0, needed);
  }

  /** What plays a component's part; embeddings and logits play their own. */
  public Component of(Component component) {
    return map.getOrDefault(component, component);
  }

  /**
   * The trained model with these weights, float32 or not: the compiled one's meaning and truth,
   * with every component renamed. Variables stand in the whole output of their writers ({@link
   * Readout.Kind#COMPONENT}), and every edge of the dense model is structural.
   *
   * @throws IllegalArgumentException where the weights lack an assigned component
   */
  public CompiledModel skeleton(Weights weights) {
    ResidualGraph graph = ResidualGraph.of(weights);
    for (Component c : map.values()) {
      if (graph.writerId(c).isEmpty()) {
        throw new IllegalArgumentException("the weights have no " + c);
      }
    }
    SortedMap<Edge, SortedSet<String>> all = new TreeMap<>();
    graph.edges().forEach(e -> all.put(e, new TreeSet<>()));
    return new CompiledModel(
        compiled.meaning(),
        weights,
        compiled.vocabulary(),
        compiled.outputs(),
        alignment(weights.config().dModel()),
        roles(),
        program(),
        new Circuit(Circuit.Family.STRUCTURAL, all),
        compiled.build());
  }

  private Circuit program() {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    live(compiled.program())
        .edges()
        .forEach((e, carried) -> edges.put(new Edge(of(e.from()), of(e.to()), e.port()), carried));
    return new Circuit(Circuit.Family.PROGRAM, edges);
  }

  private List<HeadRole> roles() {
    return compiled.heads().stream()
        .filter(r -> map.containsKey(r.head()))
        .map(r -> new HeadRole(of(r.head()), r.variable(), r.selector(), r.counting()))
        .sorted(java.util.Comparator.comparing(HeadRole::head))
        .toList();
  }

  private Alignment alignment(int dModel) {
    Map<Variable, List<Placement>> placements = new LinkedHashMap<>();
    compiled
        .alignment()
        .placements()
        .forEach(
            (v, own) -> {
              List<Placement> kept =
                  own.stream().filter(this::plays).map(p -> placement(p, dModel)).toList();
              if (!kept.isEmpty()) placements.put(v, kept);
            });
    return new Alignment(
        placements, IntStream.range(0, dModel).mapToObj(d -> "dimension " + d).toList());
  }

  /** Whether all writers of a placement have a part; the embeddings always do. */
  private boolean plays(Placement p) {
    return p.writers().stream().allMatch(w -> !isPart(w) || map.containsKey(w));
  }

  private Placement placement(Placement p, int dModel) {
    List<Component> writers = p.writers().stream().map(this::of).sorted().toList();
    return new Placement(p.variable(), p.label(), writers, Readout.component(dModel));
  }

  private static boolean isPart(Component c) {
    return c.kind() == Component.Kind.HEAD || c.kind() == Component.Kind.MLP;
  }

  /** The heads and MLPs of a circuit. */
  static SortedSet<Component> parts(Circuit circuit) {
    return circuit.components().stream()
        .filter(Assignment::isPart)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The edges of a circuit from which others lead on to the logits. */
  static Circuit live(Circuit circuit) {
    List<Edge> latest = new ArrayList<>(circuit.edges().keySet());
    Collections.reverse(latest); // edges stand by reader, readers by time
    SortedSet<Component> reached = new TreeSet<>(List.of(Component.LOGITS));
    SortedMap<Edge, SortedSet<String>> kept = new TreeMap<>();
    for (Edge e : latest) {
      if (!reached.contains(e.to())) continue;
      reached.add(e.from());
      kept.put(e, circuit.edges().getOrDefault(e, Collections.emptySortedSet()));
    }
    return new Circuit(circuit.family(), kept);
  }
}
