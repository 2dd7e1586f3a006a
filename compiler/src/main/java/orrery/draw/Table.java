package orrery.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orrery.diagnostic.DisplayWidth;

/**
 * Rows of cells under headings; columns of numbers stand to the right.
 *
 * @param headings one a column
 * @param rows each with as many cells as there are headings
 */
public record Table(List<String> headings, List<List<String>> rows) {
  private static final String NUMBER = "[-+]?[0-9][0-9,_]*([./][0-9]+)?([eE][-+]?[0-9]+)?%?";

  /**
   * Copies the cells.
   *
   * @throws IllegalArgumentException for a row with more or fewer cells than there are headings
   */
  public Table {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != headings.size()) {
        throw new IllegalArgumentException(row.size() + " cells under " + headings);
      }
    }
  }

  /** Aligned columns two blanks apart, a rule under the headings, a line break at the end. */
  public String plain() {
    StringBuilder out = new StringBuilder();
    plainLine(out, headings);
    plainLine(out, columns().map(c -> "─".repeat(width(c))).toList());
    rows.forEach(row -> plainLine(out, row));
    return out.toString();
  }

  /** A table of GitHub's Markdown, aligned in the source too. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    markdownLine(out, headings);
    out.append(
        columns()
            .map(c -> "-".repeat(markdownWidth(c) - 1) + (isNumeric(c) ? ":" : "-"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    rows.forEach(row -> markdownLine(out, row));
    return out.toString();
  }

  private java.util.stream.Stream<Integer> columns() {
    return IntStream.range(0, headings.size()).boxed();
  }

  private void plainLine(StringBuilder out, List<String> row) {
    String line =
        columns().map(c -> padded(row.get(c), c, width(c))).collect(Collectors.joining("  "));
    out.append(line.stripTrailing()).append('\n');
  }

  private void markdownLine(StringBuilder out, List<String> row) {
    out.append(
        columns()
            .map(c -> padded(escaped(row.get(c)), c, markdownWidth(c)))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private String padded(String cell, int column, int width) {
    String blanks = " ".repeat(width - DisplayWidth.of(cell));
    return isNumeric(column) ? blanks + cell : cell + blanks;
  }

  private int width(int column) {
    return cells(column).stream().mapToInt(DisplayWidth::of).max().orElse(0);
  }

  private int markdownWidth(int column) {
    int width = cells(column).stream().mapToInt(s -> DisplayWidth.of(escaped(s))).max().orElse(0);
    return Math.max(3, width);
  }

  private List<String> cells(int column) {
    List<String> cells = new ArrayList<>(List.of(headings.get(column)));
    rows.forEach(row -> cells.add(row.get(column)));
    return cells;
  }

  private boolean isNumeric(int column) {
    return rows.stream().anyMatch(row -> row.get(column).matches(NUMBER))
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(s -> s.isBlank() || s.equals("-") || s.matches(NUMBER));
  }

  private static String escaped(String cell) {
    return cell.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }
}
