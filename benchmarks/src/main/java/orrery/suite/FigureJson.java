package orrery.suite;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;

/** Figures by name; those that are not finite stand as texts, because JSON has no such numbers. */
final class FigureJson {
  private static final List<Double> NOT_FINITE =
      List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  private FigureJson() {}

  static JsonObject of(Map<String, Double> figures) {
    JsonObject json = new JsonObject();
    new TreeMap<>(figures)
        .forEach(
            (name, figure) ->
                json.add(
                    name,
                    Double.isFinite(figure)
                        ? new JsonPrimitive(figure)
                        : new JsonPrimitive(figure.toString())));
    return json;
  }

  static SortedMap<String, Double> read(JsonNode node) throws ArtifactException {
    SortedMap<String, Double> figures = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : node.members().entrySet()) {
      figures.put(member.getKey(), number(member.getValue()));
    }
    return figures;
  }

  private static double number(JsonNode node) throws ArtifactException {
    for (double d : NOT_FINITE) {
      if (new JsonPrimitive(Double.toString(d)).equals(node.element())) return d;
    }
    return node.number();
  }
}
