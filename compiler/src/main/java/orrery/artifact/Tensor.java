package orrery.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import orrery.model.Matrix;

/**
 * A named array of a tensor file: a shape of any rank over a matrix of its values.
 *
 * @param shape slowest axis first
 * @param values {@code [all axes but the last, last axis]}, row-major; a vector has one row, a
 *     scalar is {@code [1, 1]}
 */
public record Tensor(List<Integer> shape, Matrix values) {
  public Tensor {
    shape = List.copyOf(shape);
    long rows = 1;
    for (int axis = 0; axis < shape.size() - 1; axis++) {
      rows = Math.multiplyExact(rows, (long) shape.get(axis));
    }
    int columns = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    if (values.rows() != rows || values.columns() != columns) {
      throw new IllegalArgumentException(
          "%s of [%d, %d]".formatted(shape, values.rows(), values.columns()));
    }
  }

  /** A matrix as it is. */
  public static Tensor of(Matrix matrix) {
    return new Tensor(List.of(matrix.rows(), matrix.columns()), matrix);
  }

  /** A vector from a matrix of one row. */
  static Tensor vector(Matrix row) {
    return new Tensor(List.of(row.columns()), row);
  }

  /** Matrices of one shape behind one another, {@code [slice, row, column]}. */
  static Tensor stack(List<Matrix> slices, int rows, int columns) {
    orrery.model.MatrixBuilder all =
        Matrix.builder(Math.multiplyExact(slices.size(), rows), columns);
    for (int s = 0; s < slices.size(); s++) {
      int above = s * rows;
      slices.get(s).forEach((row, column, value) -> all.set(above + row, column, value));
    }
    return new Tensor(List.of(slices.size(), rows, columns), all.build());
  }

  /** The slices along the first of three axes. */
  List<Matrix> slices() {
    List<Matrix> slices = new ArrayList<>();
    int rows = shape.get(1);
    for (int s = 0; s < shape.get(0); s++) {
      slices.add(values.rowsBetween(s * rows, (s + 1) * rows));
    }
    return slices;
  }

  /** How many values there are, zeros included. */
  public long size() {
    return (long) values.rows() * values.columns();
  }

  @Override
  public String toString() {
    return Objects.toString(shape);
  }
}
