package orrery.artifact;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The checked header of a safetensors file: every tensor has a shape whose size is its stretch of
 * the file, and the stretches tile the file to its end.
 */
final class TensorHeader {
  static final String METADATA = "__metadata__";
  static final String F32 = "F32";

  /** More axes than any weight has. */
  private static final int MOST_AXES = 8;

  /** One tensor: its shape and where its values are, in bytes after the header. */
  record Entry(String name, List<Integer> shape, long begin, long end) {
    int columns() {
      return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    }

    /** The product of all axes but the last; reading has checked that it can be counted. */
    int rows() {
      long rows = 1;
      for (int axis = 0; axis < shape.size() - 1; axis++) {
        rows *= shape.get(axis);
      }
      return Math.toIntExact(rows);
    }
  }

  private final Path file;
  private final TensorLimits limits;
  private final List<Entry> entries = new ArrayList<>();
  private final TreeMap<String, String> metadata = new TreeMap<>();
  private long dataStart;
  private long rows;

  private TensorHeader(Path file, TensorLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Where the values begin in the file, in bytes. */
  long dataStart() {
    return dataStart;
  }

  /** How many rows all tensors have. */
  long rows() {
    return rows;
  }

  List<Entry> entriesByOffset() {
    return entries;
  }

  SortedMap<String, String> metadata() {
    return metadata;
  }

  static TensorHeader read(Path file, FileChannel channel, TensorLimits limits)
      throws ArtifactException, IOException {
    TensorHeader header = new TensorHeader(file, limits);
    String json = header.text(channel);
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      header.parse(reader);
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw header.damaged("its header is no JSON object of tensors");
    } catch (NumberFormatException | ArithmeticException e) {
      throw header.damaged("its header has a number that is no size");
    }
    header.requireTiling(channel.size() - header.dataStart);
    return header;
  }

  private String text(FileChannel channel) throws ArtifactException, IOException {
    long size = channel.size();
    if (size > limits.fileBytes()) {
      throw new ArtifactException(
          file,
          "it has %d bytes, at most %d are read".formatted(size, limits.fileBytes()),
          "Check that this is the right file.");
    }
    if (size < Long.BYTES) {
      throw damaged("it has %d bytes, a tensor file has at least 8".formatted(size));
    }
    long length = bytes(channel, Long.BYTES).getLong();
    if (length < 0 || length > limits.headerBytes()) {
      throw damaged(
          "its header claims %s bytes, at most %d are read"
              .formatted(Long.toUnsignedString(length), limits.headerBytes()));
    }
    if (length > size - Long.BYTES) {
      throw damaged(
          "its header claims %d bytes, but %d follow".formatted(length, size - Long.BYTES));
    }
    this.dataStart = Long.BYTES + length;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(channel, (int) length)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("its header is no UTF-8 text");
    }
  }

  private ByteBuffer bytes(FileChannel channel, int count) throws ArtifactException, IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw damaged("it ended while it was read");
      }
    }
    return buffer.flip();
  }

  private void parse(JsonReader reader) throws ArtifactException, IOException {
    Map<String, Entry> seen = new HashMap<>();
    boolean hasMetadata = false;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals(METADATA)) {
        if (hasMetadata) {
          throw damaged("it has two entries " + METADATA);
        }
        hasMetadata = true;
        parseMetadata(reader);
        continue;
      }
      if (seen.size() == limits.tensors()) {
        throw damaged("it has more than %d tensors".formatted(limits.tensors()));
      }
      Entry entry = parseEntry(reader, name);
      if (seen.put(name, entry) != null) {
        throw damaged("it has two tensors " + name);
      }
      entries.add(entry);
    }
    reader.endObject();
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw damaged("its header is no JSON object of tensors");
    }
  }

  private void parseMetadata(JsonReader reader) throws ArtifactException, IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (reader.peek() != JsonToken.STRING || metadata.put(key, reader.nextString()) != null) {
        throw damaged("its %s is no map of text to text".formatted(METADATA));
      }
    }
    reader.endObject();
  }

  private Entry parseEntry(JsonReader reader, String name) throws ArtifactException, IOException {
    Map<String, List<Long>> numbers = new HashMap<>();
    boolean typed = false;
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      switch (key) {
        case "dtype" -> {
          String dtype = reader.nextString();
          if (!dtype.equals(F32)) {
            throw new ArtifactException(
                file,
                "tensor %s is of type %s".formatted(name, dtype),
                "Convert the model to float32 (F32) first.");
          }
          typed = true;
        }
        case "shape", "data_offsets" -> {
          if (numbers.put(key, sizes(reader, name)) != null) {
            throw damaged("tensor %s has two entries %s".formatted(name, key));
          }
        }
        default -> throw damaged("tensor %s has an entry %s".formatted(name, key));
      }
    }
    reader.endObject();
    List<Long> shape = numbers.get("shape");
    List<Long> offsets = numbers.get("data_offsets");
    if (!typed || shape == null || offsets == null || offsets.size() != 2) {
      throw damaged("tensor %s lacks its type, shape or place".formatted(name));
    }
    return checked(name, shape, offsets.get(0), offsets.get(1));
  }

  private List<Long> sizes(JsonReader reader, String name) throws ArtifactException, IOException {
    List<Long> sizes = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      if (reader.peek() != JsonToken.NUMBER || sizes.size() == MOST_AXES) {
        throw damaged("tensor %s has a shape or place that is no list of sizes".formatted(name));
      }
      long size = Long.parseLong(reader.nextString());
      if (size < 0) {
        throw damaged("tensor %s has a size of %d".formatted(name, size));
      }
      sizes.add(size);
    }
    reader.endArray();
    return sizes;
  }

  /**
   * The entry, if its size can be counted, is that of its stretch, and its rows and columns fit an
   * int.
   */
  private Entry checked(String name, List<Long> shape, long begin, long end)
      throws ArtifactException {
    long count = 1;
    for (int axis = 0; axis < shape.size() - 1; axis++) {
      count = Math.multiplyExact(count, shape.get(axis));
    }
    long columns = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    long bytes = Math.multiplyExact(Math.multiplyExact(count, columns), Float.BYTES);
    if (end < begin || end - begin != bytes) {
      throw damaged(
          "tensor %s of shape %s takes %d bytes, but has those from %d to %d"
              .formatted(name, shape, bytes, begin, end));
    }
    rows = Math.addExact(rows, count);
    if (rows > limits.nonZeros() || count > Integer.MAX_VALUE - 8) {
      throw damaged("tensor %s of shape %s is too large".formatted(name, shape));
    }
    List<Integer> sizes = shape.stream().map(Math::toIntExact).toList();
    return new Entry(name, sizes, begin, end);
  }

  private void requireTiling(long dataBytes) throws ArtifactException {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long next = 0;
    for (Entry entry : entries) {
      if (entry.begin() != next) {
        throw damaged(
            "tensor %s begins at byte %d, the one before ends at %d"
                .formatted(entry.name(), entry.begin(), next));
      }
      next = entry.end();
    }
    if (next != dataBytes) {
      throw damaged("its tensors take %d bytes, but %d are there".formatted(next, dataBytes));
    }
  }

  private ArtifactException damaged(String wrong) {
    return new ArtifactException(
        file, wrong, "It is damaged or no safetensors file: write it again.");
  }
}
