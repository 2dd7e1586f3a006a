package orrery.artifact;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Tensor files that numpy loads: a zip of {@code NAME.npy}, compressed, little-endian float32,
 * row-major.
 *
 * <p>Source: numpy, {@code numpy/lib/format.py} (format version 1.0: magic, version, header length
 * in two bytes, a dictionary padded with spaces and a line feed to a multiple of 64).
 */
public final class Npz {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  /** The earliest time that a zip can hold, so that equal tensors make equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /** Writes a file, over one that is there; values are rounded to float32. */
  public static void write(Path file, SortedMap<String, Tensor> tensors) throws ArtifactException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
        ZipEntry entry = new ZipEntry(named.getKey() + ".npy");
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        writeArray(named.getValue(), zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw ArtifactException.of(file, "writing tensors", e);
    }
  }

  private static void writeArray(Tensor tensor, OutputStream out) throws IOException {
    String shape =
        tensor.shape().stream().map(n -> n + ",").collect(Collectors.joining(" ", "(", ")"));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }".formatted(shape);
    int unpadded = MAGIC.length + 2 + header.length() + 1;
    int padded = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String line = header + " ".repeat(padded - unpadded) + "\n";
    out.write(MAGIC);
    out.write(line.length() & 0xFF);
    out.write(line.length() >> 8);
    out.write(line.getBytes(StandardCharsets.US_ASCII));
    FloatRows.write(tensor.values(), out);
  }
}
