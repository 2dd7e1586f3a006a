package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/**
 * Tensor files in the safetensors format: eight bytes of header length, a JSON header, and the
 * values.
 *
 * <p>Written as the reference implementation writes them: float32, little endian, sorted by name,
 * no gaps, the header padded with spaces to a multiple of eight. Source: huggingface/safetensors,
 * {@code README.md} ("Format") and {@code safetensors/src/tensor.rs}. Stricter than there: only F32
 * is read, and a value that is no finite number is refused, because no weight may be one.
 */
public final class Safetensors {
  private static final int BUFFER = 1 << 16;

  /** A file's tensors by name and its free text. */
  public record Contents(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {}

  private Safetensors() {}

  /**
   * Writes a file, over one that is there.
   *
   * @param tensors by name; values are rounded to float32
   * @param metadata free text, {@code __metadata__} in the file
   */
  public static void write(
      Path file, SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata)
      throws ArtifactException {
    byte[] header = header(tensors, metadata);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(header.length).array());
      out.write(header);
      for (Tensor tensor : tensors.values()) {
        FloatRows.write(tensor.values(), out);
      }
    } catch (IOException e) {
      throw ArtifactException.of(file, "writing tensors", e);
    }
  }

  private static byte[] header(
      SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
    JsonObject header = new JsonObject();
    if (!metadata.isEmpty()) {
      JsonObject text = new JsonObject();
      metadata.forEach(text::addProperty);
      header.add(TensorHeader.METADATA, text);
    }
    long[] offset = {0};
    tensors.forEach(
        (name, tensor) -> {
          JsonArray shape = new JsonArray();
          tensor.shape().forEach(shape::add);
          JsonArray offsets = new JsonArray();
          offsets.add(offset[0]);
          offset[0] += tensor.size() * Float.BYTES;
          offsets.add(offset[0]);
          JsonObject entry = new JsonObject();
          entry.addProperty("dtype", TensorHeader.F32);
          entry.add("shape", shape);
          entry.add("data_offsets", offsets);
          header.add(name, entry);
        });
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /** Reads a file within the usual {@link TensorLimits}. */
  public static Contents read(Path file) throws ArtifactException {
    return read(file, TensorLimits.usual());
  }

  /**
   * Reads a file; anything but a well-formed one within the limits is an {@link ArtifactException}.
   */
  public static Contents read(Path file, TensorLimits limits) throws ArtifactException {
    if (!Files.isRegularFile(file)) {
      throw new ArtifactException(file, "there is no such file", "Name a tensor file.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      TensorHeader header = TensorHeader.read(file, channel, limits);
      channel.position(header.dataStart());
      SortedMap<String, Tensor> tensors = new TreeMap<>();
      long nonZeros = header.rows();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).flip();
      for (TensorHeader.Entry entry : header.entriesByOffset()) {
        Tensor tensor =
            new ValueReader(file, channel, buffer).read(entry, limits.nonZeros() - nonZeros);
        nonZeros += tensor.values().nonZeros();
        tensors.put(entry.name(), tensor);
      }
      return new Contents(tensors, header.metadata());
    } catch (IOException e) {
      throw ArtifactException.of(file, "reading tensors", e);
    }
  }

  /** Reads values one after another, keeping those that are not zero. */
  private record ValueReader(Path file, FileChannel channel, ByteBuffer buffer) {
    Tensor read(TensorHeader.Entry entry, long mostNonZeros) throws ArtifactException, IOException {
      int columns = entry.columns();
      int rows = entry.rows();
      MatrixBuilder values = Matrix.builder(rows, columns);
      long nonZeros = 0;
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          float value = next();
          if (value != 0) {
            if (!Float.isFinite(value)) {
              throw new ArtifactException(
                  file,
                  "tensor %s holds %s at row %d, column %d".formatted(entry.name(), value, r, c),
                  "Weights are finite numbers: write the model again.");
            }
            if (++nonZeros > mostNonZeros) {
              throw new ArtifactException(
                  file,
                  "its values do not fit into memory",
                  "Give Java more memory (JAVA_TOOL_OPTIONS=-Xmx8g, say).");
            }
            values.set(r, c, value);
          }
        }
      }
      return new Tensor(entry.shape(), values.build());
    }

    private float next() throws IOException, ArtifactException {
      while (buffer.remaining() < Float.BYTES) {
        buffer.compact();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) {
          throw new ArtifactException(
              file, "it ended while it was read", "Copy the file again: it is incomplete.");
        }
      }
      return buffer.getFloat();
    }
  }
}
