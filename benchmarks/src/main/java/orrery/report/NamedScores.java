package orrery.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;

/**
 * Reads scores that stand under names, and says where a name is none of this model's.
 *
 * @param graph the writers and edges that there are
 */
record NamedScores(ResidualGraph graph) {
  /** The scores of edges, {@code [edge][example]}; 0 where an edge is not named. */
  double[][] edges(JsonNode named) throws ArtifactException {
    double[][] values = new double[graph.edgeCount()][];
    for (Map.Entry<String, JsonNode> e : named.members().entrySet()) {
      values[edge(e.getValue(), e.getKey())] = numbers(e.getValue());
    }
    return filled(named, values);
  }

  /** The scores of writers, {@code [writer][example]}; 0 where a writer is not named. */
  double[][] writers(JsonNode named) throws ArtifactException {
    double[][] values = new double[graph.writers().size()][];
    for (Map.Entry<String, JsonNode> e : named.members().entrySet()) {
      Optional<Component> component = Component.named(e.getKey());
      OptionalInt writer =
          component.isEmpty() ? OptionalInt.empty() : graph.writerId(component.get());
      if (writer.isEmpty()) throw unknown(e.getValue(), e.getKey(), "writer");
      values[writer.getAsInt()] = numbers(e.getValue());
    }
    return filled(named, values);
  }

  /** The scores of edges at positions, {@code [edge][position][example]}; 0 where not named. */
  double[][][] positions(JsonNode named) throws ArtifactException {
    double[][][] values = new double[graph.edgeCount()][][];
    int examples = 1;
    for (Map.Entry<String, JsonNode> e : named.members().entrySet()) {
      List<JsonNode> items = e.getValue().items();
      double[][] at = new double[items.size()][];
      for (int p = 0; p < at.length; p++) at[p] = numbers(items.get(p));
      values[edge(e.getValue(), e.getKey())] = filled(e.getValue(), at);
      if (at.length > 0) examples = Math.max(examples, at[0].length);
    }
    for (int e = 0; e < values.length; e++) {
      if (values[e] == null) values[e] = new double[1][examples];
    }
    return values;
  }

  /** The edges of a list of names. */
  BitSet circuit(JsonNode names) throws ArtifactException {
    BitSet kept = new BitSet();
    for (JsonNode name : names.items()) {
      int edge = edge(name, name.text());
      name.require(!kept.get(edge), "must not come twice");
      kept.set(edge);
    }
    return kept;
  }

  private int edge(JsonNode place, String name) throws ArtifactException {
    Optional<Edge> edge = Edge.named(name);
    OptionalInt number = edge.isEmpty() ? OptionalInt.empty() : graph.edgeId(edge.get());
    if (number.isEmpty()) throw unknown(place, name, "edge");
    return number.getAsInt();
  }

  private ArtifactException unknown(JsonNode place, String name, String what) {
    return new ArtifactException(
        place.file(),
        "%s: the model has no %s `%s`; it has %s"
            .formatted(place.path(), what, name, Numbers.counted(size(what), what)),
        place.remedy());
  }

  private int size(String what) {
    return what.equals("edge") ? graph.edgeCount() : graph.writers().size();
  }

  /** A number, or a list of numbers. */
  private static double[] numbers(JsonNode node) throws ArtifactException {
    return node.element().isJsonArray() ? node.numbers() : new double[] {node.number()};
  }

  /** Rows of one length: those that are missing are 0. */
  private static double[][] filled(JsonNode node, double[][] values) throws ArtifactException {
    int examples = 1;
    for (double[] row : values) if (row != null) examples = Math.max(examples, row.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) values[i] = new double[examples];
      node.require(values[i].length == examples, "must have as many values everywhere");
    }
    return Arrays.stream(values).toArray(double[][]::new);
  }
}
