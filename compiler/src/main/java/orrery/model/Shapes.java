package orrery.model;

import java.util.Locale;

/** Checks of what a caller passes; a failure names the shapes. */
final class Shapes {
  private Shapes() {}

  static void require(boolean condition, String message, Object... parts) {
    if (!condition) {
      Object[] shown = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        shown[i] = parts[i] instanceof Matrix m ? of(m) : parts[i];
      }
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, shown));
    }
  }

  static void requireInside(int row, int column, Matrix matrix) {
    if (row < 0 || row >= matrix.rows() || column < 0 || column >= matrix.columns()) {
      throw outside(row, column, matrix.rows(), matrix.columns());
    }
  }

  static IllegalArgumentException outside(int row, int column, int rows, int columns) {
    return new IllegalArgumentException(
        "(%d, %d) of [%d, %d]".formatted(row, column, rows, columns));
  }

  static String of(Matrix matrix) {
    return "[%d, %d]".formatted(matrix.rows(), matrix.columns());
  }

  static double toFloat32(double value) {
    float rounded = (float) value;
    require(Float.isFinite(rounded), "%s is no finite float32", value);
    return rounded;
  }
}
