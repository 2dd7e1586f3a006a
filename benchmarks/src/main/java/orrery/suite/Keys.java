package orrery.suite;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.artifact.JsonText;

/** Strict reading of objects that people write. */
final class Keys {
  private Keys() {}

  /** Requires that an object has no other members than these: a misspelt one must not be lost. */
  static void require(JsonNode node, String... known) throws ArtifactException {
    for (Map.Entry<String, JsonNode> member : node.members().entrySet()) {
      if (!List.of(known).contains(member.getKey())) {
        throw new ArtifactException(
            node.file(),
            "%s is not known".formatted(member.getValue().path()),
            "There may be %s.".formatted(String.join(", ", known)));
      }
    }
  }

  /** Settings by name: texts, numbers and truth values, all as text. */
  static SortedMap<String, String> settings(JsonNode node) throws ArtifactException {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : node.members().entrySet()) {
      settings.put(member.getKey(), text(member.getValue()));
    }
    return settings;
  }

  private static String text(JsonNode node) throws ArtifactException {
    node.require(node.element().isJsonPrimitive(), "must be a text, a number, true or false");
    var primitive = node.element().getAsJsonPrimitive();
    return primitive.isNumber()
        ? JsonText.number(primitive.getAsNumber())
        : primitive.getAsString();
  }
}
