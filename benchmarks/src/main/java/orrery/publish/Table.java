package orrery.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.artifact.JsonText;

/**
 * Typed columns and rows; what is not known is empty, and no type has a value that means so.
 *
 * @param columns with different names
 * @param rows {@code [row][column]}
 */
record Table(List<Column> columns, List<List<Optional<Object>>> rows) {
  /**
   * A table.
   *
   * @throws IllegalArgumentException where a row is too short or too long, or a cell of another
   *     type than its column
   */
  Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Optional<Object>> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "%d cells in %d columns".formatted(row.size(), columns.size()));
      }
      for (int c = 0; c < row.size(); c++) require(columns.get(c), row.get(c));
    }
  }

  private static void require(Column column, Optional<Object> cell) {
    if (cell.isPresent() && !column.type().admits(cell.get())) {
      throw new IllegalArgumentException(
          "`%s` is no %s for %s".formatted(cell.get(), column.type(), column.name()));
    }
  }

  /** The cells of a column. */
  List<Optional<Object>> column(int index) {
    List<Optional<Object>> cells = new ArrayList<>();
    rows.forEach(r -> cells.add(r.get(index)));
    return cells;
  }

  /**
   * The table as comma-separated values: a line of names, then a line for each row. An empty cell
   * is nothing between two commas, truth values are {@code true} and {@code false}.
   *
   * <p>Source of the quoting: RFC 4180, with line feeds.
   */
  String csv() {
    StringBuilder out = new StringBuilder();
    out.append(columns.stream().map(Column::name).collect(Collectors.joining(","))).append('\n');
    for (List<Optional<Object>> row : rows) {
      out.append(row.stream().map(Table::cell).collect(Collectors.joining(","))).append('\n');
    }
    return out.toString();
  }

  private static String cell(Optional<Object> cell) {
    if (cell.isEmpty()) return "";
    Object value = cell.get();
    if (value instanceof Number number) return JsonText.number(number);
    String text = value.toString();
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
