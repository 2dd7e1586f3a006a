package orrery.diagnostic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what a compilation has to say, in the order in which it was found. It keeps at most one
 * error a statement and {@link #LIMIT} a file: what follows from the first mistake is noise.
 */
public final class Diagnostics {
  /** The most errors kept for one source. */
  public static final int LIMIT = 20;

  private final List<Diagnostic> all = new ArrayList<>();
  private final Map<Source, Integer> errors = new HashMap<>();
  private boolean inStatement;
  private boolean statementFailed;

  /** Adds a diagnostic, unless it is an error beyond the limits. */
  public void report(Diagnostic diagnostic) {
    if (diagnostic.severity() == Severity.ERROR) {
      boolean surplus = inStatement && statementFailed;
      statementFailed = true;
      if (surplus || errors.merge(diagnostic.span().source(), 1, Integer::sum) > LIMIT) {
        return;
      }
    }
    all.add(diagnostic);
  }

  /**
   * Reports an error and gives the exception that ends the work it was found in: {@code throw
   * diagnostics.abort(...)}.
   */
  public Abort abort(Diagnostic diagnostic) {
    report(diagnostic);
    return new Abort();
  }

  /**
   * Does one statement's work: keeps the first error only, and ends the work at {@link #abort}. May
   * be nested; the inner statement then counts for itself.
   *
   * @return whether the statement is free of errors
   */
  public boolean statement(Runnable work) {
    boolean outerIn = inStatement;
    boolean outerFailed = statementFailed;
    inStatement = true;
    statementFailed = false;
    try {
      work.run();
      return !statementFailed;
    } catch (Abort reported) {
      return false;
    } finally {
      inStatement = outerIn;
      statementFailed = outerFailed;
    }
  }

  /** Everything kept so far, in the order of the reports. */
  public List<Diagnostic> all() {
    return List.copyOf(all);
  }

  /** Whether an error was reported. */
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Thrown after the reason was reported; carries nothing. */
  public static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Abort() {
      super("reported as a diagnostic", null, false, false);
    }
  }
}
