package orrery.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;

/** Tells two models apart: a hash of program, parameters and weights. */
public final class ModelHash {
  private ModelHash() {}

  /**
   * SHA-256, in hexadecimal, of the program's text, its parameters, and every weight in float32:
   * the same before a folder is written and after it is read.
   */
  public static String of(CompiledModel model) {
    MessageDigest digest = sha256();
    text(digest, model.build().program());
    new TreeMap<>(model.build().parameters())
        .forEach((name, value) -> text(digest, name + "=" + value));
    StateDict.of(model.weights())
        .forEach(
            (name, tensor) -> {
              text(digest, name + tensor.shape());
              tensor.values().forEach((row, column, value) -> number(digest, row, column, value));
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static void number(MessageDigest digest, int row, int column, double value) {
    float shipped = (float) value;
    if (shipped == 0) return;
    digest.update(
        ByteBuffer.allocate(3 * Integer.BYTES)
            .putInt(row)
            .putInt(column)
            .putFloat(shipped)
            .array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
