package orrery.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.artifact.ArtifactException;
import orrery.artifact.EdgeNames;

/**
 * Reads tables of comma-, semicolon- or tab-separated values: {@code edge,score}, {@code
 * from,to,score}, and the same without scores for a circuit. A first line of headings may be there.
 *
 * <p>A separator within quotes or brackets separates nothing: {@code hook_result[:, :, 1]}.
 */
final class CsvRows {
  private static final List<String> NAMES = List.of("edge", "name", "node");
  private static final List<String> FROM = List.of("from", "source", "src", "parent", "sender");
  private static final List<String> TO = List.of("to", "target", "dest", "child", "receiver");
  private static final List<String> SCORES =
      List.of("score", "weight", "effect", "value", "importance");

  private final Table table;
  private final char separator;
  private final Columns columns;

  /** Where things stand; a column that is not there is empty. */
  private record Columns(OptionalInt name, OptionalInt from, OptionalInt to, OptionalInt score) {
    int width() {
      int widest = 0;
      for (OptionalInt c : List.of(name, from, to, score)) widest = Math.max(widest, c.orElse(0));
      return widest + 1;
    }
  }

  private CsvRows(Table table, char separator, Columns columns) {
    this.table = table;
    this.separator = separator;
    this.columns = columns;
  }

  static void into(Table table, String text) throws ArtifactException {
    List<String> lines = text.replaceFirst("^\\uFEFF", "").lines().toList();
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) first++;
    if (first == lines.size()) throw table.wrong("the file", "it is empty");
    String line = lines.get(first);
    char separator =
        line.indexOf('\t') >= 0
            ? '\t'
            : line.indexOf(',') < 0 && line.indexOf(';') >= 0 ? ';' : ',';
    List<String> cells = cells(line, separator);
    Optional<Columns> headings = headings(cells);
    Columns columns = headings.isPresent() ? headings.get() : guessed(table, first + 1, cells);
    CsvRows rows = new CsvRows(table, separator, columns);
    for (int i = headings.isPresent() ? first + 1 : first; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) rows.line("line " + (i + 1), lines.get(i));
    }
  }

  private static Optional<Columns> headings(List<String> cells) {
    List<String> lower = cells.stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    OptionalInt name = find(lower, NAMES);
    OptionalInt from = find(lower, FROM);
    OptionalInt to = find(lower, TO);
    boolean ends = from.isPresent() && to.isPresent();
    if (name.isEmpty() && !ends) return Optional.empty();
    return Optional.of(
        new Columns(ends ? OptionalInt.empty() : name, from, to, find(lower, SCORES)));
  }

  private static OptionalInt find(List<String> headings, List<String> names) {
    for (String name : names) {
      int at = headings.indexOf(name);
      if (at >= 0) return OptionalInt.of(at);
    }
    return OptionalInt.empty();
  }

  /** Columns without headings: told from the first line. */
  private static Columns guessed(Table table, int line, List<String> cells)
      throws ArtifactException {
    OptionalInt none = OptionalInt.empty();
    OptionalInt zero = OptionalInt.of(0);
    OptionalInt one = OptionalInt.of(1);
    boolean ends =
        cells.size() > 1
            && EdgeNames.end(cells.get(1)).isPresent()
            && number(cells.get(1)).isEmpty();
    return switch (cells.size()) {
      case 1 -> new Columns(zero, none, none, none);
      case 2 -> ends ? new Columns(none, zero, one, none) : new Columns(zero, none, none, one);
      case 3 -> new Columns(none, zero, one, OptionalInt.of(2));
      default ->
          throw table.wrong(
              "line " + line,
              "it has %d columns and no headings; write edge,score or from,to,score"
                  .formatted(cells.size()));
    };
  }

  private void line(String place, String line) throws ArtifactException {
    List<String> cells = cells(line, separator);
    if (cells.size() < columns.width()) {
      throw table.wrong(
          place, "it has %d columns, and %d are needed".formatted(cells.size(), columns.width()));
    }
    if (columns.name().isPresent()) {
      String name = cells.get(columns.name().getAsInt()).strip();
      if (columns.score().isPresent()) table.score(place, name, score(place, cells));
      else table.member(place, name, true);
      return;
    }
    String from = cells.get(columns.from().orElseThrow()).strip();
    String to = cells.get(columns.to().orElseThrow()).strip();
    if (columns.score().isPresent()) table.score(place, from, to, score(place, cells));
    else table.member(place, from, to);
  }

  private double[] score(String place, List<String> cells) throws ArtifactException {
    String written = cells.get(columns.score().orElseThrow()).strip();
    Optional<Double> number = number(written);
    if (number.isEmpty() || !Double.isFinite(number.get())) {
      throw table.wrong(place, "`%s` is no finite number".formatted(Table.shown(written)));
    }
    return new double[] {number.get()};
  }

  private static Optional<Double> number(String text) {
    if (!text.strip()
        .matches("[-+]?(?:\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})(?:[eE][-+]?\\d{1,6})?")) {
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(text.strip()));
  }

  /** The cells of a line. */
  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int brackets = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (twice) cell.append(line.charAt(i++));
        else quoted = !quoted;
      } else if (c == separator && !quoted && brackets == 0) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        if (c == '[') brackets++;
        if (c == ']') brackets = Math.max(0, brackets - 1);
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
