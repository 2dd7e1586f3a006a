package orrery.syntax;

import java.util.ArrayList;
import java.util.List;

/** Lines of a program as they are written, their trailing comments lined up. */
final class Page {
  private static final int WIDEST_STEP = 40;

  private final List<Line> lines = new ArrayList<>();

  /** A line: an empty one before it or not, indented code, and a comment at its end. */
  private static final class Line {
    private final boolean blankBefore;
    private final StringBuilder code;
    private String comment = "";

    Line(boolean blankBefore, int indent) {
      this.blankBefore = blankBefore;
      this.code = new StringBuilder("\t".repeat(indent));
    }

    int width() {
      String shown = code.toString().replace("\t", "    ");
      return shown.codePointCount(0, shown.length());
    }
  }

  /** Begins a line; the first one has no blank line before it. */
  void startLine(int indent, boolean blankBefore) {
    lines.add(new Line(blankBefore && !lines.isEmpty(), indent));
  }

  /** Writes code at the end of the last line. */
  void append(String code) {
    last().code.append(code);
  }

  /** Writes a comment that has the last line for itself. */
  void ownComment(String comment) {
    last().code.append(comment);
  }

  /** Writes a comment after the code of the last line, which is thereby full. */
  void trailingComment(String comment) {
    last().comment = comment;
  }

  private Line last() {
    if (lines.isEmpty()) {
      startLine(0, false);
    }
    return lines.get(lines.size() - 1);
  }

  /** Everything written. */
  String text() {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < lines.size()) {
      int end = i + 1;
      while (end < lines.size() && commented(i) && commented(end) && !lines.get(end).blankBefore) {
        end++;
      }
      write(lines.subList(i, end), out);
      i = end;
    }
    return out.toString();
  }

  private boolean commented(int index) {
    return !lines.get(index).comment.isEmpty();
  }

  private static void write(List<Line> group, StringBuilder out) {
    int widest = group.stream().mapToInt(Line::width).max().orElse(0);
    int narrowest = group.stream().mapToInt(Line::width).min().orElse(0);
    boolean aligned = widest - narrowest <= WIDEST_STEP;
    for (Line line : group) {
      out.append(line.blankBefore ? "\n" : "").append(line.code);
      if (!line.comment.isEmpty()) {
        out.append(" ".repeat(2 + (aligned ? widest - line.width() : 0))).append(line.comment);
      }
      out.append('\n');
    }
  }
}
