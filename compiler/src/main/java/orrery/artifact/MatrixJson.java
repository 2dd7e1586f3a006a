package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/** Matrices in JSON: rows of single ones as their columns, else sparse rows, else dense ones. */
final class MatrixJson {
  private static final int SPARSE_FROM = 4;

  private MatrixJson() {}

  static JsonObject of(Matrix matrix) {
    JsonObject json = new JsonObject();
    Optional<int[]> axes = axes(matrix);
    if (axes.isPresent()) {
      json.add("axes", CausalModelFile.ints(axes.get()));
      return json;
    }
    boolean sparse = matrix.nonZeros() * SPARSE_FROM <= (long) matrix.rows() * matrix.columns();
    JsonArray rows = new JsonArray();
    for (int r = 0; r < matrix.rows(); r++) {
      rows.add(sparse ? sparse(matrix, r) : numbers(matrix.rowToArray(r)));
    }
    json.add(sparse ? "sparse" : "dense", rows);
    return json;
  }

  private static Optional<int[]> axes(Matrix matrix) {
    int[] axes = new int[matrix.rows()];
    boolean[] single = {matrix.nonZeros() == matrix.rows()};
    Arrays.fill(axes, -1);
    matrix.forEach(
        (row, column, value) -> {
          single[0] &= value == 1 && axes[row] < 0;
          axes[row] = column;
        });
    return single[0] ? Optional.of(axes) : Optional.empty();
  }

  private static JsonArray sparse(Matrix matrix, int row) {
    JsonArray pairs = new JsonArray();
    matrix.forEachInRow(
        row,
        (column, value) -> {
          JsonArray pair = new JsonArray();
          pair.add(column);
          pair.add(value);
          pairs.add(pair);
        });
    return pairs;
  }

  static JsonArray numbers(double... values) {
    JsonArray array = new JsonArray(values.length);
    for (double v : values) array.add(v);
    return array;
  }

  /** A matrix of some rows, at most so many. */
  static Matrix readUpTo(JsonNode node, int most, int columns) throws ArtifactException {
    int rows = 0;
    for (String form : List.of("axes", "dense", "sparse")) {
      Optional<JsonNode> there = node.find(form);
      if (there.isPresent()) rows = there.get().items().size();
    }
    node.require(rows <= most, "must have at most %d rows".formatted(most));
    return read(node, rows, columns);
  }

  static Matrix read(JsonNode node, int rows, int columns) throws ArtifactException {
    MatrixBuilder matrix = Matrix.builder(rows, columns);
    Optional<JsonNode> axes = node.find("axes");
    if (axes.isPresent()) {
      int[] of = axes.get().integers(0, columns - 1);
      axes.get().require(of.length == rows, "must have an item for each coordinate");
      for (int r = 0; r < rows; r++) matrix.set(r, of[r], 1);
      return matrix.build();
    }
    Optional<JsonNode> dense = node.find("dense");
    if (dense.isPresent()) {
      List<JsonNode> all = dense.get().items(rows);
      for (int r = 0; r < rows; r++) {
        double[] values = all.get(r).numbers();
        all.get(r).require(values.length == columns, "must have an item for each dimension");
        matrix.row(r, values);
      }
      return matrix.build();
    }
    List<JsonNode> all = node.get("sparse").items(rows);
    for (int r = 0; r < rows; r++) {
      for (JsonNode item : all.get(r).items()) {
        List<JsonNode> pair = item.items(2);
        matrix.set(r, pair.get(0).integer(0, columns - 1), pair.get(1).number());
      }
    }
    return matrix.build();
  }
}
