package orrery.syntax;

import java.util.Optional;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.grammar.OrreryParser;

/**
 * Reports the mistakes in one item and finds the place after it. In a block the work goes on with
 * the next statement of the block, so that each gets its own report.
 */
final class Recovery {
  private final Tokens tokens;
  private final Faults faults;
  private final Brackets brackets;
  private final Parsing parsing;
  private final Diagnostics diagnostics;
  private int unreported;

  Recovery(
      Tokens tokens, Faults faults, Brackets brackets, Parsing parsing, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.faults = faults;
    this.brackets = brackets;
    this.parsing = parsing;
    this.diagnostics = diagnostics;
  }

  /** Reports why the item at one token cannot be read at another; gives the token to go on at. */
  int after(int start, int stop) {
    unreported = start;
    Optional<Integer> assumedEnd = faults.firstWithin(start, stop).flatMap(brackets::assumedEnd);
    if (assumedEnd.isPresent()) {
      faults.firstWithin(start, stop).map(faults::at).ifPresent(diagnostics::report);
      return assumedEnd.get();
    }
    Outline outline = new Outline(tokens, brackets, start);
    outline.advanceTo(stop);
    skip(outline, stop);
    while (outline.inBlock()) {
      if (outline.atBlockEnd()) {
        outline.skipStatement();
      } else {
        readStatement(outline);
      }
    }
    return outline.at();
  }

  private void readStatement(Outline outline) {
    Parsing.Attempt<OrreryParser.StatementContext> attempt = parsing.statement(outline.at());
    outline.advanceTo(attempt.end());
    if (attempt.tree().isEmpty()) {
      skip(outline, attempt.end());
    }
  }

  /** Reports the mistake at {@code stop} and leaves the statement that it is in. */
  private void skip(Outline outline, int stop) {
    int first = outline.statement();
    Optional<Diagnostic> fault =
        faults.firstWithin(unreported, stop).or(() -> faults.unclosedBehind(stop)).map(faults::at);
    Diagnostic reason = fault.orElseGet(() -> explanation(first).of(first, stop));
    diagnostics.report(reason);
    unreported = stop + 1;
    if (Explanation.isMissingSemicolon(reason) && !outline.atBlockEnd()) {
      outline.startStatement();
    } else {
      outline.skipStatement();
    }
  }

  private Explanation explanation(int first) {
    return new Explanation(tokens, brackets, end -> end > first && parsing.endsItem(first, end));
  }
}
