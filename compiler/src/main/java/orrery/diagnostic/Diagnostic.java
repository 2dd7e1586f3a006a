package orrery.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing to tell the user about the program. Start with {@link #error} or {@link #warning} and
 * add to it: every {@code with} method returns a new diagnostic.
 *
 * @param code stable code from the language's table, such as {@code E0107}
 * @param severity whether the program has a meaning all the same
 * @param message a sentence about the user's program
 * @param primary where the mistake is
 * @param secondary other places that explain it
 * @param notes further facts, such as {@code witness: "a" at position 0}
 * @param fix what to write instead
 */
public record Diagnostic(
    String code,
    Severity severity,
    String message,
    Label primary,
    List<Label> secondary,
    List<String> notes,
    Optional<Fix> fix) {

  /** Copies the lists. */
  public Diagnostic {
    secondary = List.copyOf(secondary);
    notes = List.copyOf(notes);
  }

  /** An error at a span, without further explanation yet. */
  public static Diagnostic error(String code, Span span, String message) {
    return plain(code, Severity.ERROR, span, message);
  }

  /** A warning at a span, without further explanation yet. */
  public static Diagnostic warning(String code, Span span, String message) {
    return plain(code, Severity.WARNING, span, message);
  }

  private static Diagnostic plain(String code, Severity severity, Span span, String message) {
    return new Diagnostic(
        code, severity, message, new Label(span, ""), List.of(), List.of(), Optional.empty());
  }

  /** The place of the mistake. */
  public Span span() {
    return primary.span();
  }

  /** The same with a text beside the primary carets. */
  public Diagnostic withLabel(String text) {
    Label label = new Label(primary.span(), text);
    return new Diagnostic(code, severity, message, label, secondary, notes, fix);
  }

  /** The same with one more place to look at. */
  public Diagnostic withLabel(Span span, String text) {
    List<Label> more = new ArrayList<>(secondary);
    more.add(new Label(span, text));
    return new Diagnostic(code, severity, message, primary, more, notes, fix);
  }

  /** The same with one more note, shown after {@code =}. */
  public Diagnostic withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Diagnostic(code, severity, message, primary, secondary, more, fix);
  }

  /** The same with a fix in place of the one that it had. */
  public Diagnostic withFix(Fix newFix) {
    return new Diagnostic(code, severity, message, primary, secondary, notes, Optional.of(newFix));
  }
}
