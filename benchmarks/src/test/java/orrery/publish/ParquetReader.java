package orrery.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/** Reads plain Parquet files with Apache's own classes for all headers. */
final class ParquetReader {
  private ParquetReader() {}

  /** Names and cells of a column; a cell is a text, a number, a truth value, or empty. */
  record Read(String name, List<Optional<Object>> cells) {}

  static List<Read> read(byte[] file) throws IOException {
    String magic = "PAR1";
    if (!new String(file, 0, 4, StandardCharsets.US_ASCII).equals(magic)
        || !new String(file, file.length - 4, 4, StandardCharsets.US_ASCII).equals(magic)) {
      throw new IOException("no Parquet file");
    }
    int length = littleEndian(file).getInt(file.length - 8);
    int start = file.length - 8 - length;
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
    List<Read> columns = new ArrayList<>();
    for (int c = 0; c < footer.getSchema().get(0).getNum_children(); c++) {
      SchemaElement element = footer.getSchema().get(c + 1);
      if (element.getRepetition_type() != FieldRepetitionType.OPTIONAL) {
        throw new IOException(element.getName() + " is not optional");
      }
      List<Optional<Object>> cells = new ArrayList<>();
      for (var group : footer.getRow_groups()) {
        cells.addAll(page(file, group.getColumns().get(c).getMeta_data()));
      }
      if (cells.size() != footer.getNum_rows()) throw new IOException("rows are missing");
      columns.add(new Read(element.getName(), cells));
    }
    return columns;
  }

  private static List<Optional<Object>> page(byte[] file, ColumnMetaData column)
      throws IOException {
    int at = (int) column.getData_page_offset();
    ByteArrayInputStream in = new ByteArrayInputStream(file, at, file.length - at);
    int before = in.available();
    PageHeader header = Util.readPageHeader(in);
    int headerSize = before - in.available();
    if (column.getCodec() != CompressionCodec.UNCOMPRESSED
        || header.getData_page_header().getEncoding() != Encoding.PLAIN) {
      throw new IOException("not plain");
    }
    if (headerSize + header.getCompressed_page_size() != column.getTotal_compressed_size()) {
      throw new IOException("the column has another size than its page");
    }
    byte[] body = in.readNBytes(header.getCompressed_page_size());
    ByteBuffer page = littleEndian(body);
    byte[] levels = new byte[page.getInt()];
    page.get(levels);
    boolean[] present = levels(levels, header.getData_page_header().getNum_values());
    return values(page, column.getType(), present);
  }

  /** Runs of equal levels only: the lowest bit of each run's header is 0. */
  private static boolean[] levels(byte[] runs, int count) throws IOException {
    boolean[] present = new boolean[count];
    ByteArrayInputStream in = new ByteArrayInputStream(runs);
    int filled = 0;
    while (in.available() > 0) {
      int length = 0;
      int shift = 0;
      int part;
      do {
        part = in.read();
        length |= (part & 0x7F) << shift;
        shift += 7;
      } while (part >= 0x80);
      if ((length & 1) != 0) throw new IOException("packed bits");
      Arrays.fill(present, filled, filled + (length >> 1), in.read() == 1);
      filled += length >> 1;
    }
    if (filled != count) throw new IOException(filled + " levels of " + count);
    return present;
  }

  private static List<Optional<Object>> values(ByteBuffer page, Type type, boolean[] present)
      throws IOException {
    List<Optional<Object>> cells = new ArrayList<>();
    int bits = page.position();
    int read = 0;
    for (boolean here : present) {
      if (!here) {
        cells.add(Optional.empty());
        continue;
      }
      int number = read++;
      cells.add(
          Optional.of(
              switch (type) {
                case BOOLEAN -> (page.get(bits + number / 8) >> number % 8 & 1) == 1;
                case INT64 -> page.getLong();
                case DOUBLE -> page.getDouble();
                case BYTE_ARRAY -> {
                  byte[] text = new byte[page.getInt()];
                  page.get(text);
                  yield new String(text, StandardCharsets.UTF_8);
                }
                default -> throw new IOException("another type: " + type);
              }));
    }
    return cells;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
