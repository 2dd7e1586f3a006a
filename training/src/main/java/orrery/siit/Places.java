package orrery.siit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.components.ComponentModel;
import orrery.components.Subspaces;
import orrery.model.TransformerConfig;

/**
 * The heads and MLPs of a dense model by number, and which of them are a node of the circuit.
 *
 * <p>A layer's heads come first, then its MLP.
 */
final class Places {
  final TransformerConfig config;
  final List<BitSet> ofNode = new ArrayList<>(); // [node] its components
  final BitSet silent = new BitSet(); // components of no node
  final List<Reading> readings = new ArrayList<>();
  final List<List<Reader>> ports = new ArrayList<>(); // [port node]
  final Optional<Subspaces> subspaces;
  final List<InSubspace> variables =
      new ArrayList<>(); // [variable node], where there are subspaces
  final List<InSubspace> beside = new ArrayList<>(); // [node] what is of no variable, likewise

  /**
   * A reader of the circuit: a head's port, an MLP or the logits.
   *
   * @param strangers the heads and MLPs before it that it does not read in the circuit
   */
  record Reading(Component reader, Port port, BitSet strangers) {}

  /**
   * Some coordinates of what components write.
   *
   * @param components by number
   * @param coordinates rows of the subspaces' rotation
   */
  record InSubspace(BitSet components, BitSet coordinates) {}

  Places(
      TransformerConfig config,
      ComponentModel meaning,
      Circuit circuit,
      Optional<Subspaces> subspaces) {
    this.config = config;
    this.subspaces = subspaces;
    silent.set(0, count());
    for (ComponentModel.Node node : meaning.nodes()) {
      BitSet own = new BitSet();
      for (Component c : node.components()) own.set(number(c));
      ofNode.add(own);
      silent.andNot(own);
    }
    meaning.ports().forEach(p -> ports.add(p.readers()));
    subspaces.ifPresent(s -> subspaces(meaning, s));
    for (Edge edge : circuit.edges().keySet()) reads(edge.to(), edge.port(), circuit);
    meaning.nodes().stream()
        .flatMap(n -> n.components().stream())
        .filter(c -> c.kind() == Component.Kind.HEAD)
        .forEach(c -> List.of(Port.Q, Port.K, Port.V).forEach(p -> reads(c, p, circuit)));
  }

  /** Takes note of a reader with strangers; a head's port may have no parents at all. */
  private void reads(Component reader, Port port, Circuit circuit) {
    Reading reading = new Reading(reader, port, strangers(reader, port, circuit));
    if (!reading.strangers().isEmpty() && !readings.contains(reading)) readings.add(reading);
  }

  private void subspaces(ComponentModel meaning, Subspaces own) {
    List<ComponentModel.VariableNode> nodes = meaning.variableNodes();
    for (int v = 0; v < nodes.size(); v++) {
      variables.add(new InSubspace(ofNode.get(nodes.get(v).node()), own.rowsOf(v)));
    }
    for (int n = 0; n < ofNode.size(); n++) {
      beside.add(new InSubspace(ofNode.get(n), own.rest(n)));
    }
  }

  private BitSet strangers(Component reader, Port port, Circuit circuit) {
    BitSet strangers = new BitSet();
    for (int c = 0; c < count(); c++) {
      boolean read = circuit.edges().containsKey(new Edge(component(c), reader, port));
      if (component(c).time() < reader.time() && !read) strangers.set(c);
    }
    return strangers;
  }

  private int ofLayer() {
    return config.nHeads() + (config.attnOnly() ? 0 : 1);
  }

  /** How many heads and MLPs there are. */
  int count() {
    return config.nLayers() * ofLayer();
  }

  int head(int layer, int head) {
    return layer * ofLayer() + head;
  }

  int mlp(int layer) {
    return layer * ofLayer() + config.nHeads();
  }

  private int number(Component component) {
    return switch (component.kind()) {
      case HEAD -> head(component.layer(), component.head());
      case MLP -> mlp(component.layer());
      case EMBED, POS_EMBED, LOGITS -> throw new AssertionError("no node: " + component);
    };
  }

  /** The component with a number. */
  Component component(int number) {
    int layer = number / ofLayer();
    int within = number % ofLayer();
    return within < config.nHeads() ? Component.head(layer, within) : Component.mlp(layer);
  }

  /** The components of some nodes; port nodes, whose numbers follow, have none. */
  BitSet of(BitSet nodes) {
    BitSet all = new BitSet();
    nodes.stream().filter(n -> n < ofNode.size()).forEach(n -> all.or(ofNode.get(n)));
    return all;
  }

  /** The queries, keys and values of the port nodes among some nodes. */
  List<Reader> portsOf(BitSet nodes) {
    int first = ofNode.size();
    List<Reader> all = new ArrayList<>();
    nodes.stream()
        .filter(n -> n >= first && n < first + ports.size())
        .forEach(n -> all.addAll(ports.get(n - first)));
    return all;
  }

  /** The variable nodes among some nodes. */
  List<InSubspace> variablesOf(BitSet nodes) {
    int first = ofNode.size() + ports.size();
    return nodes.stream().filter(n -> n >= first).mapToObj(n -> variables.get(n - first)).toList();
  }

  /** A port of a head by number: queries of all heads of a layer first, then keys, then values. */
  int port(Reader reader) {
    int kind = List.of(Port.Q, Port.K, Port.V).indexOf(reader.port());
    return kind * config.nHeads() + reader.component().head();
  }
}
