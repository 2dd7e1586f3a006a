package orrery.syntax;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;

/**
 * Finds the forms that RASP and Python read differently. Such a form is an error in this language,
 * which shows both readings and asks for brackets.
 */
final class Readings {
  private static final Set<BinaryOperator> COMPARING =
      EnumSet.range(BinaryOperator.EQUAL, BinaryOperator.NOT_IN);
  private static final Set<BinaryOperator> MEMBERSHIP =
      EnumSet.of(BinaryOperator.IN, BinaryOperator.NOT_IN);
  private static final Set<BinaryOperator> LOGIC =
      EnumSet.of(BinaryOperator.AND, BinaryOperator.OR);
  private static final Set<BinaryOperator> DIVIDING =
      EnumSet.of(BinaryOperator.MULTIPLY, BinaryOperator.DIVIDE, BinaryOperator.FLOOR_DIVIDE);

  private Readings() {}

  /** What is wrong with an operator before its operand, whose own subterms are sound. */
  static Optional<Diagnostic> of(Expr.Unary unary) {
    String symbol = unary.operator().symbol();
    if (unary.operator() == UnaryOperator.NOT) {
      return unary.operand() instanceof Expr.Binary inner
          ? Optional.of(leading(unary, inner, symbol + " "))
          : fn(symbol, unary.operand());
    }
    if (unary.operand() instanceof Expr.Binary inner) {
      return Optional.of(leading(unary, inner, symbol));
    }
    return loose(symbol, unary.operand());
  }

  /** What is wrong with an operator between its operands, whose own subterms are sound. */
  static Optional<Diagnostic> of(Expr.Binary binary) {
    if (binary.left() instanceof Expr.Binary left) {
      Optional<Diagnostic> found = besideLeft(binary, left);
      if (found.isPresent()) {
        return found;
      }
    }
    if (binary.right() instanceof Expr.Binary right) {
      return besideRight(binary, right);
    }
    return LOGIC.contains(binary.operator())
        ? fn(binary.operator().symbol(), binary.right())
        : loose(binary.operator().symbol(), binary.right());
  }

  /** What is wrong with a conditional, whose own subterms are sound. */
  static Optional<Diagnostic> of(Expr.Conditional e) {
    String then = text(e.then());
    String condition = " if " + text(e.condition()) + " else ";
    if (e.condition() instanceof Expr.Conditional) {
      return Optional.of(after("`if`", "if", e.condition()));
    }
    if (e.condition() instanceof Expr.Lambda) {
      return fn("if", e.condition());
    }
    if (e.otherwise() instanceof Expr.Conditional last) {
      String rasp =
          "("
              + then
              + condition
              + text(last.then())
              + ")"
              + " if "
              + text(last.condition())
              + " else "
              + text(last.otherwise());
      String python = then + condition + bracketed(last);
      return Optional.of(both(e.span(), "a chain of `if` and `else`", rasp, python));
    }
    if (e.then() instanceof Expr.Binary in && MEMBERSHIP.contains(in.operator())) {
      String rasp =
          text(in.left())
              + infix(in)
              + "("
              + text(in.right())
              + condition
              + text(e.otherwise())
              + ")";
      String python = bracketed(in) + condition + text(e.otherwise());
      return Optional.of(both(e.span(), quoted(in) + " beside `if`", rasp, python));
    }
    if (e.otherwise() instanceof Expr.Binary in && MEMBERSHIP.contains(in.operator())) {
      String rasp = "(" + then + condition + text(in.left()) + ")" + infix(in) + text(in.right());
      String python = then + condition + bracketed(in);
      return Optional.of(both(e.span(), quoted(in) + " beside `else`", rasp, python));
    }
    return Optional.empty();
  }

  /** {@code not a == b} and {@code -a ^ b}: RASP binds the first operator to the first operand. */
  private static Diagnostic leading(Expr.Unary unary, Expr.Binary inner, String prefix) {
    Expr first = inner.left();
    while (first instanceof Expr.Binary binary) {
      first = binary.left();
    }
    Span rest = unary.span().source().span(first.span().end(), unary.span().end());
    String rasp = "(" + prefix + text(first) + ")" + rest.text();
    String python = prefix + bracketed(inner);
    String what =
        COMPARING.contains(inner.operator()) && !MEMBERSHIP.contains(inner.operator())
            ? "a comparison"
            : quoted(inner);
    String subject = "`" + unary.operator().symbol() + "` before " + what;
    return both(unary.span(), subject, rasp, python);
  }

  private static Optional<Diagnostic> besideLeft(Expr.Binary outer, Expr.Binary left) {
    String kept = bracketed(left) + infix(outer) + text(outer.right());
    String moved =
        text(left.left())
            + infix(left)
            + "("
            + text(left.right())
            + infix(outer)
            + text(outer.right())
            + ")";
    if (COMPARING.contains(outer.operator()) && COMPARING.contains(left.operator())) {
      String python =
          bracketed(left)
              + " and ("
              + text(left.right())
              + infix(outer)
              + text(outer.right())
              + ")";
      return Optional.of(both(outer.span(), "a chain of comparisons", kept, python));
    }
    if (LOGIC.contains(outer.operator()) && MEMBERSHIP.contains(left.operator())
        || DIVIDING.contains(outer.operator()) && left.operator() == BinaryOperator.MODULO) {
      String order = left.operator() == BinaryOperator.MODULO ? " before " : " beside ";
      return Optional.of(both(outer.span(), quoted(left) + order + quoted(outer), moved, kept));
    }
    if (outer.operator() == BinaryOperator.POWER) {
      return Optional.of(both(outer.span(), "a chain of `^`", kept, moved));
    }
    if (mixed(outer, left)) {
      return Optional.of(same(outer.span(), quoted(left) + " beside " + quoted(outer), kept));
    }
    return Optional.empty();
  }

  private static Optional<Diagnostic> besideRight(Expr.Binary outer, Expr.Binary right) {
    String kept = text(outer.left()) + infix(outer) + bracketed(right);
    String moved =
        "("
            + text(outer.left())
            + infix(outer)
            + text(right.left())
            + ")"
            + infix(right)
            + text(right.right());
    if (COMPARING.contains(outer.operator()) && COMPARING.contains(right.operator())) {
      String python =
          "("
              + text(outer.left())
              + infix(outer)
              + text(right.left())
              + ") and "
              + bracketed(right);
      return Optional.of(both(outer.span(), "a chain of comparisons", kept, python));
    }
    boolean membership = LOGIC.contains(outer.operator()) && MEMBERSHIP.contains(right.operator());
    return membership || mixed(outer, right)
        ? Optional.of(both(outer.span(), quoted(right) + " beside " + quoted(outer), moved, kept))
        : Optional.empty();
  }

  private static boolean mixed(Expr.Binary outer, Expr.Binary inner) {
    return LOGIC.contains(outer.operator())
        && LOGIC.contains(inner.operator())
        && outer.operator() != inner.operator();
  }

  /** A loose form as the operand of a tighter operator: only brackets show where it ends. */
  private static Optional<Diagnostic> loose(String symbol, Expr operand) {
    boolean not = operand instanceof Expr.Unary unary && unary.operator() == UnaryOperator.NOT;
    return not ? Optional.of(after("`not`", symbol, operand)) : fn(symbol, operand);
  }

  private static Optional<Diagnostic> fn(String symbol, Expr operand) {
    return operand instanceof Expr.Lambda
        ? Optional.of(after("`fn`", symbol, operand))
        : Optional.empty();
  }

  private static Diagnostic after(String word, String symbol, Expr operand) {
    return Diagnostic.error(
            "E0107", operand.span(), word + " after `" + symbol + "` needs brackets")
        .withFix(Fix.replace(operand.span(), bracketed(operand)));
  }

  private static Diagnostic both(Span span, String subject, String rasp, String python) {
    return Diagnostic.error("E0107", span, subject + " needs brackets")
        .withLabel("RASP reads " + rasp + "; Python reads " + python)
        .withFix(Fix.replace(span, python));
  }

  private static Diagnostic same(Span span, String subject, String reading) {
    return Diagnostic.error("E0107", span, subject + " needs brackets")
        .withLabel("RASP and Python read " + reading)
        .withFix(Fix.replace(span, reading));
  }

  private static String text(Expr e) {
    return e.span().text();
  }

  private static String bracketed(Expr e) {
    return "(" + text(e) + ")";
  }

  private static String infix(Expr.Binary e) {
    String written =
        e.span().source().text().substring(e.left().span().end(), e.right().span().start());
    return written.matches("[^#\\n\\r]*") ? written : " " + e.operator().symbol() + " ";
  }

  private static String quoted(Expr.Binary e) {
    return "`" + e.operator().symbol() + "`";
  }
}
