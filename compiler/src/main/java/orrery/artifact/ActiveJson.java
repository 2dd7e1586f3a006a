package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.intervention.Reference;
import orrery.task.TaskOptions;
import orrery.truth.ActiveCircuit;
import orrery.truth.Piece;
import orrery.truth.Semantics;
import orrery.truth.Semantics.Granularity;
import orrery.truth.WiredPaths;

/**
 * ACTIVE circuits in JSON: a list, each with every field of its semantics and its active pieces.
 *
 * @param components of the weights, by name
 * @param structural the edges that a piece may be of
 * @param nCtx how many positions there are
 * @param programHash that of the folder's program
 */
record ActiveJson(
    Map<String, Component> components, Circuit structural, int nCtx, String programHash) {

  static JsonArray of(List<ActiveCircuit> circuits) {
    JsonArray list = new JsonArray();
    for (ActiveCircuit circuit : circuits) {
      JsonObject json = semantics(circuit.semantics());
      JsonArray pieces = new JsonArray();
      circuit.active().forEach((piece, effect) -> pieces.add(piece(piece, effect)));
      json.add("pieces", pieces);
      list.add(json);
    }
    return list;
  }

  private static JsonObject semantics(Semantics semantics) {
    Semantics.Distribution distribution = semantics.distribution();
    JsonObject json = new JsonObject();
    json.addProperty("replacement", semantics.replacement());
    json.addProperty("counterfactual", JsonNode.nameOf(distribution.counterfactual()));
    json.addProperty("direction", JsonNode.nameOf(distribution.direction()));
    json.addProperty("prompts", distribution.prompts());
    json.addProperty("effective", distribution.effective());
    json.addProperty("seed", distribution.seed());
    json.addProperty("granularity", JsonNode.nameOf(semantics.granularity()));
    json.addProperty("metric", JsonNode.nameOf(semantics.metric()));
    json.addProperty("outputs", semantics.outputs());
    json.addProperty("program_sha256", distribution.programHash());
    json.addProperty("task_sha256", distribution.taskHash());
    return json;
  }

  private static JsonObject piece(Piece piece, ActiveCircuit.Effect effect) {
    JsonObject json = piece.edge().map(LevelsJson::edge).orElseGet(JsonObject::new);
    if (piece.edge().isEmpty()) json.addProperty("component", piece.writer().name());
    piece.position().ifPresent(p -> json.addProperty("position", p));
    json.addProperty("largest", effect.largest());
    json.addProperty("mean", effect.mean());
    json.addProperty("share", effect.share());
    return json;
  }

  List<ActiveCircuit> read(JsonNode list) throws ArtifactException {
    List<ActiveCircuit> circuits = new ArrayList<>();
    Set<Semantics> seen = new HashSet<>();
    for (JsonNode node : list.items()) {
      Semantics semantics = semantics(node);
      node.require(seen.add(semantics), "must not come twice with one semantics");
      SortedMap<Piece, ActiveCircuit.Effect> active = new TreeMap<>();
      for (JsonNode piece : node.get("pieces").items()) {
        boolean isNew = active.put(piece(piece, semantics), effect(piece)) == null;
        piece.require(isNew, "must not come twice");
      }
      circuits.add(new ActiveCircuit(semantics, active, WiredPaths.of(structural)));
    }
    return circuits;
  }

  private Semantics semantics(JsonNode node) throws ArtifactException {
    JsonNode replacement = node.get("replacement");
    replacement.require(
        Reference.names().contains(replacement.text()),
        "must be one of " + String.join(", ", Reference.names()));
    int prompts = node.get("prompts").integer(1, Integer.MAX_VALUE);
    JsonNode program = node.get("program_sha256");
    program.require(program.text().equals(programHash), "must be the hash of this program");
    JsonNode task = node.get("task_sha256");
    task.require(task.text().matches("[0-9a-f]{64}"), "must be a SHA-256 in hexadecimal");
    Semantics.Distribution distribution =
        new Semantics.Distribution(
            node.get("counterfactual").choice(TaskOptions.Counterfactual.class),
            node.get("direction").choice(Semantics.Direction.class),
            prompts,
            node.get("effective").integer(0, prompts),
            node.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
            program.text(),
            task.text());
    return new Semantics(
        replacement.text(),
        distribution,
        node.get("granularity").choice(Granularity.class),
        node.get("metric").choice(TaskOptions.Metric.class),
        node.get("outputs").text());
  }

  private Piece piece(JsonNode node, Semantics semantics) throws ArtifactException {
    Granularity granularity = semantics.granularity();
    boolean anyEdge = !semantics.replacesByOutputs();
    if (granularity == Granularity.NODE) {
      Component writer = node.get("component").among(components, "a component of the weights");
      node.require(!writer.equals(Component.LOGITS), "must be a component that writes");
      boolean wired = structural.edges().keySet().stream().anyMatch(e -> e.from().equals(writer));
      node.require(anyEdge || wired, "must write something that is read");
      return Piece.of(writer);
    }
    Edge edge = CircuitFile.edge(node, components);
    boolean wired = structural.edges().containsKey(edge);
    node.require(anyEdge || wired, "must be among the edges of structural");
    Optional<JsonNode> position = node.find("position");
    node.require(
        position.isPresent() == (granularity == Granularity.EDGE_BY_POSITION),
        "must have a position exactly where the granularity says so");
    return position.isPresent()
        ? Piece.of(edge, position.get().integer(0, nCtx - 1))
        : Piece.of(edge);
  }

  private static ActiveCircuit.Effect effect(JsonNode node) throws ArtifactException {
    JsonNode largest = node.get("largest");
    largest.require(largest.number() > 0, "must be above 0");
    JsonNode mean = node.get("mean");
    mean.require(
        Math.abs(mean.number()) <= largest.number() * (1 + 1e-9),
        "must be no larger than the largest effect");
    JsonNode share = node.get("share");
    share.require(share.number() > 0 && share.number() <= 1, "must be above 0 and up to 1");
    return new ActiveCircuit.Effect(largest.number(), mean.number(), share.number());
  }
}
