package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import orrery.causal.CausalModel;
import orrery.circuit.CompiledModel;
import orrery.circuit.DirectionLevel;
import orrery.circuit.Edge;
import orrery.circuit.PositionLevel;
import orrery.circuit.VariableLevel;
import orrery.model.Matrix;

/**
 * The circuit at its finer levels, in JSON for other programs. Of a trained model nothing finer is
 * known than which component feeds which port: no directions, and no pairs of positions.
 */
final class LevelsJson {
  /** No longer input's pairs are written: they are as many as its square. */
  private static final int LONGEST = 1024;

  /** An orthonormal basis from float32 weights has no more digits that mean something. */
  private static final double DIGITS = 1e8;

  private final CompiledModel model;
  private final Optional<DirectionLevel> directions; // none where the model was trained

  LevelsJson(CompiledModel model) {
    this.model = model;
    boolean known = model.build().training().isEmpty();
    this.directions = known ? Optional.of(new DirectionLevel(model)) : Optional.empty();
  }

  /** The PROGRAM edges, each with the subspaces that it moves. */
  JsonArray program() {
    JsonArray list = new JsonArray();
    model
        .program()
        .edges()
        .forEach(
            (edge, labels) -> {
              JsonObject json = edge(edge);
              JsonArray moved = new JsonArray();
              labels.forEach(moved::add);
              json.add("labels", moved);
              directions
                  .filter(DirectionLevel::isAlongAxes)
                  .map(d -> dimensions(d.program(edge, labels).basis()))
                  .ifPresent(dimensions -> json.add("dimensions", dimensions));
              list.add(json);
            });
    return list;
  }

  /** The STRUCTURAL edges, each with the directions that the weights can carry. */
  JsonArray structural() {
    JsonArray list = new JsonArray();
    for (Edge edge : model.structural().edges().keySet()) {
      JsonObject json = edge(edge);
      directions.ifPresent(known -> carried(json, edge, known));
      list.add(json);
    }
    return list;
  }

  private static void carried(JsonObject json, Edge edge, DirectionLevel directions) {
    DirectionLevel.Directions carried = directions.structural(edge);
    json.addProperty("directions", carried.basis().rows());
    if (directions.isAlongAxes()) {
      json.add("dimensions", dimensions(carried.basis()));
    } else {
      JsonArray labels = new JsonArray();
      carried.labels().forEach(labels::add);
      json.add("labels", labels);
      json.add("basis", basis(carried.basis()));
    }
  }

  static JsonObject edge(Edge edge) {
    JsonObject json = new JsonObject();
    json.addProperty("edge", edge.name());
    json.addProperty("from", edge.from().name());
    json.addProperty("to", edge.to().name());
    json.addProperty("port", JsonNode.nameOf(edge.port()));
    return json;
  }

  private static JsonArray dimensions(Matrix basis) {
    BitSet dimensions = new BitSet();
    basis.forEach((row, dimension, value) -> dimensions.set(dimension));
    return CausalModelFile.ints(dimensions.stream().toArray());
  }

  private static JsonArray basis(Matrix basis) {
    JsonArray rows = new JsonArray();
    for (int r = 0; r < basis.rows(); r++) {
      double[] row = basis.rowToArray(r);
      for (int d = 0; d < row.length; d++) row[d] = Math.rint(row[d] * DIGITS) / DIGITS;
      rows.add(MatrixJson.numbers(row));
    }
    return rows;
  }

  /**
   * Each head's pairs. A length that is not listed has the upper left corner of the next longer one
   * that is.
   */
  JsonArray positions() {
    JsonArray list = new JsonArray();
    if (directions.isEmpty()) return list;
    PositionLevel.of(model, 0)
        .heads()
        .forEach(
            (head, pairs) -> {
              JsonObject json = new JsonObject();
              json.addProperty("head", head.name());
              json.addProperty("status", JsonNode.nameOf(pairs.status()));
              json.addProperty("inputs", pairs.inputs());
              json.add("lengths", lengths(pairs.byLength()));
              list.add(json);
            });
    return list;
  }

  private static JsonArray lengths(SortedMap<Integer, List<BitSet>> byLength) {
    JsonArray list = new JsonArray();
    List<Integer> lengths = byLength.keySet().stream().filter(l -> l <= LONGEST).toList();
    for (int i = 0; i < lengths.size(); i++) {
      int length = lengths.get(i);
      List<BitSet> own = byLength.getOrDefault(length, List.of());
      boolean last = i == lengths.size() - 1;
      if (!last && isCorner(own, byLength.getOrDefault(lengths.get(i + 1), List.of()))) continue;
      JsonArray rows = new JsonArray();
      own.forEach(keys -> rows.add(digits(keys, length + 1)));
      JsonObject json = new JsonObject();
      json.addProperty("length", length);
      json.add("keys_of_query", rows);
      list.add(json);
    }
    return list;
  }

  private static boolean isCorner(List<BitSet> small, List<BitSet> large) {
    for (int q = 0; q < small.size(); q++) {
      if (!large.get(q).get(0, small.size()).equals(small.get(q))) return false;
    }
    return true;
  }

  private static String digits(BitSet keys, int width) {
    StringBuilder digits = new StringBuilder(width);
    for (int k = 0; k < width; k++) digits.append(keys.get(k) ? '1' : '0');
    return digits.toString();
  }

  /** The causal graph. */
  static JsonArray variables(CausalModel meaning, VariableTable variables) {
    JsonArray list = new JsonArray();
    for (VariableLevel.Arc arc : VariableLevel.of(meaning).arcs()) {
      JsonObject json = new JsonObject();
      json.addProperty("parent", variables.id(arc.parent()));
      json.addProperty("child", variables.id(arc.child()));
      json.addProperty("use", JsonNode.nameOf(arc.use()));
      list.add(json);
    }
    return list;
  }
}
