package orrery.siit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.Component;
import orrery.components.ComponentModel;
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

  Places(TransformerConfig config, ComponentModel meaning) {
    this.config = config;
    silent.set(0, count());
    for (ComponentModel.Node node : meaning.nodes()) {
      BitSet own = new BitSet();
      for (Component c : node.components()) own.set(number(c));
      ofNode.add(own);
      silent.andNot(own);
    }
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

  /** The components of some nodes. */
  BitSet of(BitSet nodes) {
    BitSet all = new BitSet();
    nodes.stream().forEach(n -> all.or(ofNode.get(n)));
    return all;
  }
}
