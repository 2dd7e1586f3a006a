package orrery.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import orrery.model.Matrix;

/** The values of a matrix as little-endian float32, row by row. */
final class FloatRows {
  private FloatRows() {}

  static void write(Matrix values, OutputStream out) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.columns(), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < values.rows(); r++) {
      java.util.Arrays.fill(bytes.array(), (byte) 0);
      values.forEachInRow(r, (c, value) -> bytes.putFloat(c * Float.BYTES, (float) value));
      out.write(bytes.array());
    }
  }
}
