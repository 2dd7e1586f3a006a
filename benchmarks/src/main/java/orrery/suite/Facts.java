package orrery.suite;

import com.google.gson.JsonObject;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.circuit.CompiledModel;
import orrery.sampler.Difficulty;

/**
 * What makes a model difficult, read off its PROGRAM circuit.
 *
 * @param components heads and MLPs in the circuit
 * @param heads heads in the circuit
 * @param depth heads and MLPs on the longest path from an embedding to the logits
 * @param selectors edges into queries and keys from heads and MLPs
 * @param values edges into values of heads from heads and MLPs
 * @param edges edges of the circuit
 */
public record Facts(int components, int heads, int depth, int selectors, int values, int edges) {
  /** The facts of a model, compiled or trained. */
  public static Facts of(CompiledModel model) {
    Difficulty d = Difficulty.of(model);
    return new Facts(
        d.components(), d.heads(), d.depth(), d.selectorEdges(), d.valueEdges(), d.edges());
  }

  /** The same for a file. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("components", components);
    json.addProperty("heads", heads);
    json.addProperty("depth", depth);
    json.addProperty("selectors", selectors);
    json.addProperty("values", values);
    json.addProperty("edges", edges);
    return json;
  }

  /** What a file says. */
  static Facts read(JsonNode node) throws ArtifactException {
    return new Facts(
        node.get("components").integer(0, Integer.MAX_VALUE),
        node.get("heads").integer(0, Integer.MAX_VALUE),
        node.get("depth").integer(0, Integer.MAX_VALUE),
        node.get("selectors").integer(0, Integer.MAX_VALUE),
        node.get("values").integer(0, Integer.MAX_VALUE),
        node.get("edges").integer(0, Integer.MAX_VALUE));
  }
}
