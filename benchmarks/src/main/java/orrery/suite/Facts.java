package orrery.suite;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Component.Kind;
import orrery.circuit.Edge;
import orrery.circuit.Port;

/**
 * What makes a model difficult, read off its PROGRAM circuit.
 *
 * @param components heads and MLPs in the circuit
 * @param heads heads in the circuit
 * @param depth the most heads and MLPs that one after the other stand on a path
 * @param patterns edges that carry a variable into a query or key of a head
 * @param edges edges of the circuit
 */
public record Facts(int components, int heads, int depth, int patterns, int edges) {
  /** The facts of a model. */
  public static Facts of(CompiledModel model) {
    Circuit circuit = model.program();
    int components = 0;
    int heads = 0;
    for (Component c : circuit.components()) {
      if (c.kind() == Kind.HEAD) heads++;
      if (isCounted(c)) components++;
    }
    int patterns = 0;
    for (Map.Entry<Edge, ? extends Iterable<String>> e : circuit.edges().entrySet()) {
      Port port = e.getKey().port();
      boolean isPattern = port == Port.Q || port == Port.K;
      if (isPattern && e.getValue().iterator().hasNext()) patterns++;
    }
    return new Facts(components, heads, depth(circuit), patterns, circuit.edges().size());
  }

  private static boolean isCounted(Component c) {
    return c.kind() == Kind.HEAD || c.kind() == Kind.MLP;
  }

  /** Edges come ordered by reader, and readers by time, so that writers are known before them. */
  private static int depth(Circuit circuit) {
    Map<Component, Integer> depths = new HashMap<>();
    int deepest = 0;
    for (Edge e : circuit.edges().keySet()) {
      int own = isCounted(e.to()) ? 1 : 0;
      int depth = depths.getOrDefault(e.from(), 0) + own;
      depths.merge(e.to(), depth, Math::max);
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  /** The same for a file. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("components", components);
    json.addProperty("heads", heads);
    json.addProperty("depth", depth);
    json.addProperty("patterns", patterns);
    json.addProperty("edges", edges);
    return json;
  }

  /** What a file says. */
  static Facts read(JsonNode node) throws ArtifactException {
    return new Facts(
        node.get("components").integer(0, Integer.MAX_VALUE),
        node.get("heads").integer(0, Integer.MAX_VALUE),
        node.get("depth").integer(0, Integer.MAX_VALUE),
        node.get("patterns").integer(0, Integer.MAX_VALUE),
        node.get("edges").integer(0, Integer.MAX_VALUE));
  }
}
