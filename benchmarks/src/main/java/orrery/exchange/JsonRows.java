package orrery.exchange;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.EdgeNames;
import orrery.artifact.EdgeNames.End;
import orrery.artifact.JsonNode;

/**
 * Reads JSON without a schema: {@code {name: score}}, {@code [[name, score], …]}, {@code [[from,
 * to], …]}, {@code [[from, to, score], …]}, ACDC's {@code [[[child, index, parent, index], effect],
 * …]}, objects with {@code edge} or {@code from} and {@code to}, and auto-circuit's {@code {module:
 * tensor}}. All of it may stand under {@code edges}.
 */
final class JsonRows {
  private static final List<String> NAMES = List.of("edge", "name", "node");
  private static final List<String> FROM = List.of("from", "source", "src", "parent", "sender");
  private static final List<String> TO = List.of("to", "target", "dest", "child", "receiver");
  private static final List<String> SCORES =
      List.of("score", "weight", "effect", "value", "importance");

  private final Table table;

  private JsonRows(Table table) {
    this.table = table;
  }

  static void into(Table table, JsonNode top) throws ArtifactException {
    JsonRows rows = new JsonRows(table);
    if (top.element().isJsonArray()) {
      for (JsonNode item : top.items()) rows.item(item);
      return;
    }
    Optional<JsonNode> edges = top.find("edges");
    if (edges.isPresent()) {
      into(table, edges.get());
      return;
    }
    for (Map.Entry<String, JsonNode> e : top.members().entrySet()) {
      if (!e.getKey().equals("schema")) rows.entry(e.getKey(), e.getValue());
    }
  }

  /** A number, or a list of numbers. */
  static double[] numbers(JsonNode node) throws ArtifactException {
    double[] numbers = node.element().isJsonArray() ? node.numbers() : new double[] {node.number()};
    node.require(numbers.length > 0, "must have a number");
    return numbers;
  }

  private void entry(String name, JsonNode value) throws ArtifactException {
    JsonElement element = value.element();
    if (element instanceof JsonPrimitive p && p.isBoolean()) {
      table.member(value.path(), name, value.truth());
    } else if (element.isJsonObject()) {
      Optional<JsonNode> score = first(value, SCORES);
      if (score.isPresent()) {
        table.score(score.get().path(), name, numbers(score.get()));
      } else {
        table.member(value.path(), name, value.get("in_graph").truth());
      }
    } else if (isModule(name)) {
      module(name, value);
    } else {
      table.score(value.path(), name, numbers(value));
    }
  }

  private static Optional<JsonNode> first(JsonNode object, List<String> keys)
      throws ArtifactException {
    for (String key : keys) {
      Optional<JsonNode> found = object.find(key);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  /** Whether a name is of what reads alone: a module of auto-circuit's PruneScores. */
  private static boolean isModule(String name) {
    return EdgeNames.split(name).size() == 1
        && EdgeNames.end(name).filter(e -> e.reads() && !e.writes()).isPresent();
  }

  /**
   * The scores of all edges into a module, {@code [head][writer]} or {@code [writer]}, writers in
   * the order of computation.
   */
  private void module(String name, JsonNode value) throws ArtifactException {
    End end = EdgeNames.end(name).orElseThrow(() -> table.wrong(value.path(), "it has no name"));
    if (end.what() != EdgeNames.What.HEAD) {
      into(name, value, value.numbers());
      return;
    }
    List<JsonNode> heads = value.items(table.shape().heads());
    for (int h = 0; h < heads.size(); h++) {
      into(name + "[" + h + "]", heads.get(h), heads.get(h).numbers());
    }
  }

  private void into(String reader, JsonNode place, double[] values) throws ArtifactException {
    List<String> writers = writers();
    End end = EdgeNames.end(reader).orElseThrow(() -> table.wrong(place.path(), "it has no name"));
    int count = 0;
    for (String w : writers) {
      if (EdgeNames.end(w).filter(from -> table.shape().isBefore(from, end)).isPresent()) count++;
    }
    place.require(values.length == count, "must have %d numbers, one a writer".formatted(count));
    for (int w = 0; w < count; w++) {
      double[] one = {values[w]};
      table.score(place.path() + "[" + w + "]", writers.get(w), reader, one);
    }
  }

  /** auto-circuit's sources in their order; a model without MLPs has none of them there. */
  private List<String> writers() {
    List<String> writers = new ArrayList<>(List.of("Resid Start"));
    boolean mlps = table.shape().graph().writers().stream().anyMatch(c -> c.name().startsWith("m"));
    for (int l = 0; l < table.shape().layers(); l++) {
      for (int h = 0; h < table.shape().heads(); h++) writers.add("A" + l + "." + h);
      if (mlps) writers.add("MLP " + l);
    }
    return writers;
  }

  private void item(JsonNode item) throws ArtifactException {
    JsonElement element = item.element();
    if (element.isJsonObject()) {
      object(item);
    } else if (element.isJsonArray()) {
      list(item, item.items());
    } else {
      table.member(item.path(), item.text(), true);
    }
  }

  private void object(JsonNode item) throws ArtifactException {
    Optional<JsonNode> name = first(item, NAMES);
    Optional<JsonNode> from = first(item, FROM);
    Optional<JsonNode> to = first(item, TO);
    Optional<JsonNode> score = first(item, SCORES);
    if (name.isEmpty() && (from.isEmpty() || to.isEmpty())) {
      throw item.wrong("must have \"edge\", or \"from\" and \"to\"");
    }
    if (name.isPresent() && score.isPresent()) {
      table.score(score.get().path(), name.get().text(), numbers(score.get()));
    } else if (name.isPresent()) {
      table.member(item.path(), name.get().text(), true);
    } else if (score.isPresent()) {
      table.score(
          score.get().path(),
          from.orElseThrow().text(),
          to.orElseThrow().text(),
          numbers(score.get()));
    } else {
      table.member(item.path(), from.orElseThrow().text(), to.orElseThrow().text());
    }
  }

  private void list(JsonNode item, List<JsonNode> parts) throws ArtifactException {
    boolean texts = parts.stream().allMatch(p -> isText(p));
    if (parts.size() == 2 && texts) {
      table.member(item.path(), parts.get(0).text(), parts.get(1).text());
    } else if (parts.size() == 2 && parts.get(0).element().isJsonArray()) {
      pair(item, parts.get(0), parts.get(1));
    } else if (parts.size() == 2 && isText(parts.get(0))) {
      table.score(parts.get(1).path(), parts.get(0).text(), numbers(parts.get(1)));
    } else if (parts.size() == 3 && isText(parts.get(0)) && isText(parts.get(1))) {
      table.score(
          parts.get(2).path(), parts.get(0).text(), parts.get(1).text(), numbers(parts.get(2)));
    } else if (parts.size() == 4) {
      List<String> ends = indexed(item);
      table.member(item.path(), ends.get(0), ends.get(1));
    } else {
      throw item.wrong("must be [from, to], [edge, score] or [from, to, score]");
    }
  }

  /** {@code [[from, to], score]}, or ACDC's {@code [[child, index, parent, index], effect]}. */
  private void pair(JsonNode item, JsonNode edge, JsonNode score) throws ArtifactException {
    List<JsonNode> parts = edge.items();
    boolean plain = parts.size() == 2 && parts.stream().allMatch(JsonRows::isText);
    List<String> ends = plain ? List.of(parts.get(0).text(), parts.get(1).text()) : indexed(edge);
    if (score.element() instanceof JsonPrimitive p && p.isBoolean()) {
      if (score.truth()) table.member(item.path(), ends.get(0), ends.get(1));
      return;
    }
    table.score(score.path(), ends.get(0), ends.get(1), numbers(score));
  }

  /** The names of {@code [child, index, parent, index]}, the indices within them. */
  private static List<String> indexed(JsonNode edge) throws ArtifactException {
    List<JsonNode> parts = edge.items(4);
    return List.of(
        parts.get(0).text() + index(parts.get(1)), parts.get(2).text() + index(parts.get(3)));
  }

  /** ACDC's index, {@code [null, null, 2]} or as a text, as {@code [2]}. */
  private static String index(JsonNode index) throws ArtifactException {
    if (isText(index)) return index.text();
    String found = "";
    for (JsonNode part : index.items()) {
      if (part.element().isJsonNull()) continue;
      found = "[" + part.integer(0, 1_000_000) + "]";
    }
    return found;
  }

  private static boolean isText(JsonNode node) {
    return node.element() instanceof JsonPrimitive p && p.isString();
  }
}
