package orrery.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;

/**
 * Reads the graph JSON of EAP-IG and MIB: {@code cfg}, {@code nodes}, {@code edges}.
 *
 * <p>Edges' scores are taken where some of them is not 0; else the nodes' scores; else the circuit
 * that {@code in_graph} marks. A node's NaN says that it has no score. Edges of the position
 * embedding, which that graph does not know, may stand under {@code x_orrery.edges}. Source:
 * hannamw/EAP-IG, {@code src/eap/graph.py}.
 */
final class GraphRows {
  static final String EXTENSION = "x_orrery";

  private final Table table;
  private final JsonNode top;

  private GraphRows(Table table, JsonNode top) {
    this.table = table;
    this.top = top;
  }

  static void into(Table table, JsonNode top) throws ArtifactException {
    GraphRows graph = new GraphRows(table, top);
    graph.requireShape();
    List<Map<String, JsonNode>> edges = graph.edges();
    if (some(edges)) {
      graph.scores(edges);
    } else if (!graph.nodes()) {
      graph.circuit(edges);
    }
  }

  private void requireShape() throws ArtifactException {
    JsonNode cfg = top.get("cfg");
    require(cfg, "n_layers", table.shape().layers());
    require(cfg, "n_heads", table.shape().heads());
    require(cfg, "d_model", table.shape().dModel());
    if (cfg.flag("parallel_attn_mlp")) {
      throw table.wrong(
          "cfg.parallel_attn_mlp",
          "it is true, and this model's MLPs read what its heads have written");
    }
  }

  private void require(JsonNode cfg, String key, int own) throws ArtifactException {
    Optional<JsonNode> stated = cfg.find(key);
    if (stated.isEmpty()) return;
    long value = stated.get().whole(0, Integer.MAX_VALUE);
    if (value == own) return;
    throw table.wrong(
        stated.get().path(),
        "it is %d, and this model's is %d: the scores are of another model".formatted(value, own));
  }

  private List<Map<String, JsonNode>> edges() throws ArtifactException {
    Map<String, JsonNode> edges = top.get("edges").members();
    Optional<JsonNode> extension = top.find(EXTENSION);
    if (extension.isEmpty() || extension.get().find("edges").isEmpty()) return List.of(edges);
    return List.of(edges, extension.get().get("edges").members());
  }

  /** Whether some edge has a score that is not 0. */
  private static boolean some(List<Map<String, JsonNode>> parts) throws ArtifactException {
    for (Map<String, JsonNode> edges : parts) {
      for (JsonNode edge : edges.values()) {
        Optional<JsonNode> score = edge.find("score");
        if (score.isEmpty()) continue;
        if (Arrays.stream(JsonRows.numbers(score.get())).anyMatch(v -> v != 0)) return true;
      }
    }
    return false;
  }

  private void scores(List<Map<String, JsonNode>> parts) throws ArtifactException {
    for (Map<String, JsonNode> edges : parts) {
      for (Map.Entry<String, JsonNode> e : edges.entrySet()) {
        Optional<JsonNode> score = e.getValue().find("score");
        if (score.isEmpty()) continue;
        table.score(score.get().path(), e.getKey(), JsonRows.numbers(score.get()));
      }
    }
  }

  /** Reads the scores of nodes, and says whether there were any. */
  private boolean nodes() throws ArtifactException {
    Optional<JsonNode> nodes = top.find("nodes");
    if (nodes.isEmpty()) return false;
    boolean found = false;
    for (Map.Entry<String, JsonNode> e : nodes.get().members().entrySet()) {
      if (e.getKey().equals("logits")) continue;
      Optional<JsonNode> score = e.getValue().find("score");
      if (score.isEmpty() || isNaN(score.get())) continue;
      table.score(score.get().path(), e.getKey(), JsonRows.numbers(score.get()));
      found = true;
    }
    return found;
  }

  private static boolean isNaN(JsonNode score) {
    return score.element().isJsonPrimitive()
        && score.element().getAsJsonPrimitive().isNumber()
        && Double.isNaN(score.element().getAsDouble());
  }

  private void circuit(List<Map<String, JsonNode>> parts) throws ArtifactException {
    boolean some = false;
    for (Map<String, JsonNode> edges : parts) {
      for (Map.Entry<String, JsonNode> e : edges.entrySet()) {
        boolean inside = e.getValue().flag("in_graph");
        table.member(e.getValue().path(), e.getKey(), inside);
        some |= inside;
      }
    }
    if (!some) {
      throw table.wrong(
          "edges",
          "every score is 0 and none is in_graph: is this the template, not yet filled in?");
    }
  }
}
