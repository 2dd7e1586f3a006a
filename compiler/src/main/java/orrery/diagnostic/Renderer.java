package orrery.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Shows diagnostics as text: the message, the lines it is about with carets, notes and the fix. */
public final class Renderer {
  private static final Renderer PLAIN = new Renderer(Palette.PLAIN);
  private static final Renderer COLOURED = new Renderer(Palette.COLOURED);

  private final Palette palette;

  private Renderer(Palette palette) {
    this.palette = palette;
  }

  /** Writes text for files and pipes. */
  public static Renderer plain() {
    return PLAIN;
  }

  /** Writes text for a terminal that understands ANSI colours. */
  public static Renderer coloured() {
    return COLOURED;
  }

  /** Shows several diagnostics, a blank line between two; ends with a line break unless empty. */
  public String render(List<Diagnostic> diagnostics) {
    List<String> texts = diagnostics.stream().map(this::render).toList();
    return String.join("\n", texts);
  }

  /** Shows one diagnostic; every line ends with a line break. */
  public String render(Diagnostic diagnostic) {
    NavigableMap<Integer, List<Mark>> lines = marks(diagnostic);
    int width = Math.max(2, String.valueOf(lines.lastKey()).length());
    String margin = " ".repeat(width);
    StringBuilder out = new StringBuilder();
    Span span = diagnostic.span();
    out.append(title(diagnostic)).append('\n');
    out.append(margin)
        .append(palette.frame("--> "))
        .append(span.source().name() + ":" + span.line() + ":" + span.column())
        .append('\n');
    out.append(margin).append(palette.frame(" |")).append('\n');
    int before = lines.firstKey();
    for (Map.Entry<Integer, List<Mark>> entry : lines.entrySet()) {
      int line = entry.getKey();
      if (line > before + 1) {
        out.append("...\n");
      }
      out.append(excerpt(diagnostic, line, entry.getValue(), width));
      before = line;
    }
    List<String> remarks = remarks(diagnostic);
    if (!remarks.isEmpty()) {
      out.append(margin).append(palette.frame(" |")).append('\n');
    }
    for (String remark : remarks) {
      String indented = remark.replace("\n", "\n" + margin + "   ");
      out.append(margin).append(palette.frame(" = ")).append(indented).append('\n');
    }
    return out.toString();
  }

  private String title(Diagnostic diagnostic) {
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    String kind = severity + "[" + diagnostic.code() + "]";
    return palette.severity(diagnostic.severity(), kind) + ": " + flat(diagnostic.message());
  }

  private static List<String> remarks(Diagnostic diagnostic) {
    List<String> remarks = new ArrayList<>(diagnostic.notes());
    diagnostic
        .fix()
        .ifPresent(
            fix -> {
              String hint = fix.edits().isEmpty() ? "" : "    (fmt --fix applies it)";
              remarks.add("fix: " + flat(fix.text()) + hint);
            });
    return remarks;
  }

  /** One label under a line of the source. */
  private record Mark(Label label, boolean primary) {}

  /** The labels by line; other sources than the primary one are left to the notes. */
  private static NavigableMap<Integer, List<Mark>> marks(Diagnostic diagnostic) {
    List<Mark> all = new ArrayList<>();
    all.add(new Mark(diagnostic.primary(), true));
    for (Label label : diagnostic.secondary()) {
      if (label.span().source().equals(diagnostic.span().source())) {
        all.add(new Mark(label, false));
      }
    }
    all.sort(Comparator.comparingInt(mark -> mark.label().span().start()));
    TreeMap<Integer, List<Mark>> lines = new TreeMap<>();
    for (Mark mark : all) {
      lines.computeIfAbsent(mark.label().span().line(), line -> new ArrayList<>()).add(mark);
    }
    return lines;
  }

  private String excerpt(Diagnostic diagnostic, int line, List<Mark> marks, int width) {
    Source source = diagnostic.span().source();
    int start = source.lineStart(line);
    DisplayLine display =
        new DisplayLine(source.lineText(line), marks.get(0).label().span().start() - start);
    StringBuilder out = new StringBuilder();
    String number = String.format(Locale.ROOT, "%" + width + "d", line);
    out.append(palette.frame(number + " | ")).append(display.text()).append('\n');
    for (Mark mark : marks) {
      Span span = mark.label().span();
      int from = display.column(span.start() - start);
      int to = display.column(span.end() - start);
      String caret = (mark.primary() ? "^" : "-").repeat(Math.max(1, to - from));
      String text = mark.label().text().isEmpty() ? "" : " " + flat(mark.label().text());
      Severity severity = diagnostic.severity();
      out.append(" ".repeat(width)).append(palette.frame(" | ")).append(" ".repeat(from));
      out.append(mark.primary() ? palette.severity(severity, caret + text) : caret + text);
      out.append('\n');
    }
    return out.toString();
  }

  /** A piece of program that spans several lines, on one. */
  private static String flat(String text) {
    return text.replaceAll("\\s*[\\n\\r]\\s*", " ");
  }

  /** How parts of the text are coloured. */
  private enum Palette {
    /** Not at all. */
    PLAIN {
      @Override
      String severity(Severity severity, String text) {
        return text;
      }

      @Override
      String frame(String text) {
        return text;
      }
    },
    /** Errors red, warnings yellow, the frame blue. */
    COLOURED {
      @Override
      String severity(Severity severity, String text) {
        return (severity == Severity.ERROR ? "\u001B[1;31m" : "\u001B[1;33m") + text + RESET;
      }

      @Override
      String frame(String text) {
        return "\u001B[34m" + text + RESET;
      }
    };

    private static final String RESET = "\u001B[0m";

    abstract String severity(Severity severity, String text);

    abstract String frame(String text);
  }
}
