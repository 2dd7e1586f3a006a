package orrery.publish;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as a Parquet file: one row group, one plain and uncompressed page a column, every column
 * optional. Equal tables are equal bytes.
 *
 * <p>That is all that a table of a few thousand rows needs. The usual library, parquet-hadoop 1.17,
 * brings 20 MB of jars even without Hadoop, among them native code, and a lighter one, Hardwood,
 * needs Java 21. Source: apache/parquet-format, {@code parquet.thrift}, {@code Encodings.md} and
 * {@code README.md}, version 2.
 */
final class Parquet {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String MADE_BY = "orrery version 0.1.0";

  // Constants of parquet.thrift's enumerations.
  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;
  private static final int UNCOMPRESSED = 0;
  private static final int DATA_PAGE = 0;
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  private final Table table;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Chunk> chunks = new ArrayList<>();

  private Parquet(Table table) {
    this.table = table;
  }

  /** Where the one page of a column is. */
  private record Chunk(Column column, long offset, long size, long empty) {}

  /** The bytes of the file. */
  static byte[] of(Table table) {
    Parquet file = new Parquet(table);
    file.out.writeBytes(MAGIC);
    for (int c = 0; c < table.columns().size(); c++) file.chunk(c);
    byte[] footer = file.footer();
    file.out.writeBytes(footer);
    file.out.writeBytes(littleEndian(Integer.BYTES).putInt(footer.length).array());
    file.out.writeBytes(MAGIC);
    return file.out.toByteArray();
  }

  private void chunk(int index) {
    List<Optional<Object>> cells = table.column(index);
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    byte[] levels = levels(cells);
    page.writeBytes(littleEndian(Integer.BYTES).putInt(levels.length).array());
    page.writeBytes(levels);
    Column column = table.columns().get(index);
    List<Object> values = cells.stream().flatMap(Optional::stream).toList();
    switch (column.type()) {
      case TEXT -> values.forEach(v -> text(page, (String) v));
      case INTEGER ->
          values.forEach(v -> page.writeBytes(littleEndian(Long.BYTES).putLong((Long) v).array()));
      case NUMBER ->
          values.forEach(
              v -> page.writeBytes(littleEndian(Double.BYTES).putDouble((Double) v).array()));
      case TRUTH -> page.writeBytes(bits(values));
    }
    long offset = out.size();
    out.writeBytes(header(page.size(), cells.size()));
    out.writeBytes(page.toByteArray());
    chunks.add(new Chunk(column, offset, out.size() - offset, (long) cells.size() - values.size()));
  }

  /** Definition levels, 1 where there is a value: runs of equal ones, each its length and level. */
  private static byte[] levels(List<Optional<Object>> cells) {
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    for (int from = 0; from < cells.size(); ) {
      boolean present = cells.get(from).isPresent();
      int to = from;
      while (to < cells.size() && cells.get(to).isPresent() == present) to++;
      CompactThrift.varint(levels, (long) (to - from) << 1);
      levels.write(present ? 1 : 0);
      from = to;
    }
    return levels.toByteArray();
  }

  private static void text(ByteArrayOutputStream page, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    page.writeBytes(littleEndian(Integer.BYTES).putInt(bytes.length).array());
    page.writeBytes(bytes);
  }

  /** Eight truth values a byte, the first in the lowest bit. */
  private static byte[] bits(List<Object> values) {
    byte[] bits = new byte[(values.size() + 7) / 8];
    for (int i = 0; i < values.size(); i++) {
      if ((Boolean) values.get(i)) bits[i / 8] |= (byte) (1 << i % 8);
    }
    return bits;
  }

  private static byte[] header(int size, int cells) {
    CompactThrift header = new CompactThrift().i32(1, DATA_PAGE).i32(2, size).i32(3, size);
    return header.begin(5).i32(1, cells).i32(2, PLAIN).i32(3, RLE).i32(4, RLE).end().written();
  }

  /** {@code FileMetaData}. */
  private byte[] footer() {
    int rows = table.rows().size();
    CompactThrift footer = new CompactThrift().i32(1, 2).structures(2, chunks.size() + 1);
    footer.item().text(4, "schema").i32(5, chunks.size()).end();
    for (Chunk c : chunks) element(footer, c.column());
    footer.i64(3, rows);
    if (rows == 0) return footer.structures(4, 0).text(6, MADE_BY).written();
    footer.structures(4, 1).item().structures(1, chunks.size());
    for (Chunk c : chunks) metadata(footer, c, rows);
    long size = chunks.stream().mapToLong(Chunk::size).sum();
    return footer.i64(2, size).i64(3, rows).end().text(6, MADE_BY).written();
  }

  /** {@code SchemaElement}. */
  private static void element(CompactThrift footer, Column column) {
    footer.item().i32(1, type(column.type())).i32(3, OPTIONAL).text(4, column.name());
    if (column.type() == Column.Type.TEXT) {
      footer.i32(6, UTF8).begin(10).begin(1).end().end(); // the old and the new name of a text
    }
    footer.end();
  }

  /** {@code ColumnChunk} with its {@code ColumnMetaData}. */
  private static void metadata(CompactThrift footer, Chunk chunk, int rows) {
    footer.item().i64(2, chunk.offset()).begin(3);
    footer.i32(1, type(chunk.column().type())).constants(2, PLAIN, RLE);
    footer.texts(3, List.of(chunk.column().name())).i32(4, UNCOMPRESSED).i64(5, rows);
    footer.i64(6, chunk.size()).i64(7, chunk.size()).i64(9, chunk.offset());
    footer.begin(12).i64(3, chunk.empty()).end().end().end();
  }

  /** {@code Type}. */
  private static int type(Column.Type type) {
    return switch (type) {
      case TRUTH -> 0;
      case INTEGER -> 2;
      case NUMBER -> 5;
      case TEXT -> 6;
    };
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
