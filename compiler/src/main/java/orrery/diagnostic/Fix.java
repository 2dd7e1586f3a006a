package orrery.diagnostic;

import java.util.List;

/**
 * What to write instead.
 *
 * @param text the advice as it is shown, usually a piece of program
 * @param edits the edits that apply it, in no order, never overlapping; empty when only a person
 *     can
 */
public record Fix(String text, List<Edit> edits) {

  /** Copies the edits. */
  public Fix {
    edits = List.copyOf(edits);
  }

  /** Advice that no tool can apply. */
  public static Fix advice(String text) {
    return new Fix(text, List.of());
  }

  /** Advice that replaces {@code span} by the text shown. */
  public static Fix replace(Span span, String text) {
    return new Fix(text, List.of(new Edit(span, text)));
  }
}
