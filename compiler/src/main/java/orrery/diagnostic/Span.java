package orrery.diagnostic;

/**
 * A piece of a source: what a syntax node covers, and what a diagnostic points at.
 *
 * @param source the text that the offsets count in
 * @param start offset of the first UTF-16 unit
 * @param end offset after the last one; equal to {@code start} for a point between characters
 */
public record Span(Source source, int start, int end) {

  /** Checks {@code 0 <= start <= end <= text length}; throws {@link IllegalArgumentException}. */
  public Span {
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException("no such span: " + start + ".." + end);
    }
  }

  /** The characters covered. */
  public String text() {
    return source.text().substring(start, end);
  }

  /** The smallest span that covers this and the other, which is of the same source. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The point after the last character covered. */
  public Span after() {
    return new Span(source, end, end);
  }

  /** The line of the first character, counted from 1. */
  public int line() {
    return source.line(start);
  }

  /** The column of the first character, counted from 1 in code points. */
  public int column() {
    return source.column(start);
  }
}
