package orrery.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the comma-separated figures of other tools that this module carries. */
final class Csv {
  private Csv() {}

  /** A row, by column name. */
  record Row(Map<String, String> cells) {
    String text(String column) {
      String cell = cells.get(column);
      if (cell == null) throw new AssertionError("no column " + column);
      return cell;
    }

    int integer(String column) {
      return Integer.parseInt(text(column));
    }
  }

  /** The rows of a resource beside this class. */
  static List<Row> rows(String resource) {
    List<String> lines = text(resource).lines().toList();
    String[] header = lines.get(0).split(",", -1);
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int c = 0; c < header.length; c++) row.put(header[c], cells[c]);
      rows.add(new Row(row));
    }
    return rows;
  }

  /** The text of a resource beside this class. */
  static String text(String resource) {
    try (InputStream in = Csv.class.getResourceAsStream(resource)) {
      if (in == null) throw new AssertionError("no resource " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
