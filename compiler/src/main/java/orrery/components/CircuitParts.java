package orrery.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;

/**
 * What belongs to the PROGRAM circuit of a model and what does not, by the numbers of its graph.
 *
 * @param outside heads and MLPs at no edge of the circuit
 * @param unread for each reader of the circuit that there is anything for: the heads and MLPs
 *     before it that are no parents of it, inside the circuit or outside
 * @param embeddings the same of the two embeddings
 */
record CircuitParts(
    List<Integer> outside,
    Map<Integer, List<Integer>> unread,
    Map<Integer, List<Integer>> embeddings) {

  static CircuitParts of(CompiledModel model, ResidualGraph graph) {
    Set<Component> circuit = new TreeSet<>(model.program().components());
    List<Integer> outside = new ArrayList<>();
    for (int w = 0; w < graph.writers().size(); w++) {
      if (isComputed(graph.writer(w)) && !circuit.contains(graph.writer(w))) outside.add(w);
    }
    Map<Integer, List<Integer>> unread = new TreeMap<>();
    Map<Integer, List<Integer>> embeddings = new TreeMap<>();
    for (int r = 0; r < graph.readers().size(); r++) {
      Reader reader = graph.reader(r);
      if (!circuit.contains(reader.component())) continue;
      for (int w = 0; w < graph.writersOf(r); w++) {
        Edge edge = new Edge(graph.writer(w), reader.component(), reader.port());
        if (model.program().edges().containsKey(edge)) continue;
        Map<Integer, List<Integer>> into = isComputed(graph.writer(w)) ? unread : embeddings;
        into.computeIfAbsent(r, k -> new ArrayList<>()).add(w);
      }
    }
    return new CircuitParts(outside, unread, embeddings);
  }

  /** All that readers of the circuit should not read. */
  Map<Integer, List<Integer>> unreadAndEmbeddings() {
    Map<Integer, List<Integer>> all = new TreeMap<>();
    embeddings.forEach((reader, writers) -> all.put(reader, new ArrayList<>(writers)));
    unread.forEach(
        (reader, writers) -> all.computeIfAbsent(reader, r -> new ArrayList<>()).addAll(writers));
    return all;
  }

  private static boolean isComputed(Component c) {
    return c.kind() == Component.Kind.HEAD || c.kind() == Component.Kind.MLP;
  }
}
