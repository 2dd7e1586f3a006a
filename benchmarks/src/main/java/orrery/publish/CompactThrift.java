package orrery.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes one Thrift structure in the compact protocol, as far as Parquet's headers need it.
 *
 * <p>Source: apache/thrift, {@code doc/specs/thrift-compact-protocol.md}.
 */
final class CompactThrift {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int last; // the number of the field before, in the structure that is open

  /** A field with a whole number of 32 bits, or a constant of an enumeration. */
  CompactThrift i32(int field, int value) {
    field(field, I32);
    zigzag(value);
    return this;
  }

  /** A field with a whole number of 64 bits. */
  CompactThrift i64(int field, long value) {
    field(field, I64);
    zigzag(value);
    return this;
  }

  /** A field with a text. */
  CompactThrift text(int field, String value) {
    field(field, BINARY);
    text(value);
    return this;
  }

  /** A field with a list of texts. */
  CompactThrift texts(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::text);
    return this;
  }

  /** A field with a list of constants of an enumeration. */
  CompactThrift constants(int field, int... values) {
    list(field, I32, values.length);
    for (int v : values) zigzag(v);
    return this;
  }

  /** A field with a list of so many structures: {@link #item} opens each. */
  CompactThrift structures(int field, int count) {
    list(field, STRUCT, count);
    return this;
  }

  /** Opens a structure of the list at hand; {@link #end} closes it. */
  CompactThrift item() {
    outer.push(last);
    last = 0;
    return this;
  }

  /** A field with a structure; {@link #end} closes it. */
  CompactThrift begin(int field) {
    field(field, STRUCT);
    return item();
  }

  /** Closes the structure that was opened last. */
  CompactThrift end() {
    out.write(0);
    last = outer.pop();
    return this;
  }

  /** The whole structure. */
  byte[] written() {
    if (!outer.isEmpty()) throw new AssertionError("a structure is open");
    out.write(0);
    return out.toByteArray();
  }

  private void field(int number, int type) {
    int step = number - last;
    if (step < 1 || step > SHORT) throw new AssertionError("fields must ascend: " + number);
    out.write(step << 4 | type);
    last = number;
  }

  private void list(int field, int type, int size) {
    field(field, LIST);
    if (size < SHORT) {
      out.write(size << 4 | type);
    } else {
      out.write(SHORT << 4 | type);
      varint(out, size);
    }
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private void zigzag(long value) {
    varint(out, value << 1 ^ value >> 63);
  }

  /** A number as seven bits a byte, the lowest first; Parquet's run lengths are such as well. */
  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
