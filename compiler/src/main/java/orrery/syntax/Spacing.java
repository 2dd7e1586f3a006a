package orrery.syntax;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import orrery.grammar.OrreryParser.AnnotationContext;
import orrery.grammar.OrreryParser.BinaryContext;
import orrery.grammar.OrreryParser.BlockContext;
import orrery.grammar.OrreryParser.CallContext;
import orrery.grammar.OrreryParser.CaseContext;
import orrery.grammar.OrreryParser.DefContext;
import orrery.grammar.OrreryParser.EmptyContext;
import orrery.grammar.OrreryParser.HeaderContext;
import orrery.grammar.OrreryParser.IfContext;
import orrery.grammar.OrreryParser.IndexContext;
import orrery.grammar.OrreryParser.InputDeclContext;
import orrery.grammar.OrreryParser.InterventionContext;
import orrery.grammar.OrreryParser.ItemContext;
import orrery.grammar.OrreryParser.MatchContext;
import orrery.grammar.OrreryParser.NumberContext;
import orrery.grammar.OrreryParser.OutputDeclContext;
import orrery.grammar.OrreryParser.ParamDeclContext;
import orrery.grammar.OrreryParser.PrimContext;
import orrery.grammar.OrreryParser.SelectCompareContext;
import orrery.grammar.OrreryParser.SelectWhereContext;
import orrery.grammar.OrreryParser.ShapeItemContext;
import orrery.grammar.OrreryParser.StateContext;
import orrery.grammar.OrreryParser.StatementContext;
import orrery.grammar.OrreryParser.TargetContext;
import orrery.grammar.OrreryParser.TypeExprContext;
import orrery.grammar.OrreryParser.UnaryContext;

/** Where the formatter writes no blank between two tokens, and where it begins a new line. */
final class Spacing {
  private static final Set<String> AFTER_NOTHING = Set.of("(", "[", ".", "@");
  private static final Set<String> BEFORE_NOTHING = Set.of(")", "]", ",", ";", ".");
  private static final Set<String> MARKS = Set.of("{", "}", ";");

  private final Set<Token> gluedBefore = new HashSet<>();
  private final Set<Token> gluedAfter = new HashSet<>();
  private final Set<Token> statementEnds = new HashSet<>();
  private final Set<Token> annotationEnds = new HashSet<>();
  private final Set<Token> blockBraces = new HashSet<>();
  private final Set<Token> dropped = new HashSet<>();

  Spacing(ParseTree tree) {
    visit(tree, false);
  }

  /** Whether nothing stands between two tokens. */
  boolean glued(Token left, Token right) {
    return gluedAfter.contains(left) || gluedBefore.contains(right);
  }

  /** Whether a statement, a declaration or the header ends with this token. */
  boolean endsStatement(Token token) {
    return statementEnds.contains(token);
  }

  /** Whether what follows this token is a statement, or what belongs before one. */
  boolean precedesStatement(Token token) {
    return endsStatement(token) || annotationEnds.contains(token) || isBlockBrace(token);
  }

  /** Whether this brace opens or closes a block of statements. */
  boolean isBlockBrace(Token token) {
    return blockBraces.contains(token);
  }

  /** Whether this is the semicolon of an empty statement. */
  boolean isDropped(Token token) {
    return dropped.contains(token);
  }

  private void visit(ParseTree tree, boolean tight) {
    if (!(tree instanceof ParserRuleContext context)) {
      return;
    }
    boolean range =
        context instanceof BinaryContext && context.getToken(Tokens.type(".."), 0) != null;
    boolean arithmetic = context instanceof BinaryContext || context instanceof UnaryContext;
    boolean inside = range || tight && arithmetic || isFraction(context);
    for (int i = 0; i < context.getChildCount(); i++) {
      if (context.getChild(i) instanceof TerminalNode terminal) {
        mark(context, terminal.getSymbol(), inside);
      }
      visit(context.getChild(i), inside && keepsTight(context.getChild(i)));
    }
    boolean statement =
        context instanceof StatementContext && !(context.getParent() instanceof IfContext)
            || context instanceof ItemContext
            || context instanceof HeaderContext;
    if (statement) {
      statementEnds.add(context.getStop());
    }
    if (context instanceof AnnotationContext) {
      annotationEnds.add(context.getStop());
    }
    if (context instanceof EmptyContext) {
      dropped.add(context.getStart());
    }
  }

  /** {@code 1/2} of two literals is a number rather than a calculation. */
  private static boolean isFraction(ParserRuleContext context) {
    return context instanceof BinaryContext binary
        && binary.getToken(Tokens.type("/"), 0) != null
        && binary.expr().stream().allMatch(Spacing::isNumber);
  }

  private static boolean isNumber(ParseTree operand) {
    return operand instanceof UnaryContext signed && isNumber(signed.expr())
        || operand instanceof PrimContext prim && prim.primary() instanceof NumberContext;
  }

  private static boolean keepsTight(ParseTree operand) {
    return operand instanceof BinaryContext || operand instanceof UnaryContext;
  }

  private void mark(ParserRuleContext context, Token token, boolean tight) {
    String text = token.getText();
    if (AFTER_NOTHING.contains(text)) {
      gluedAfter.add(token);
    }
    if (BEFORE_NOTHING.contains(text)
        || text.equals(":") && !declares(context)
        || text.equals("(") && isApplied(context)
        || text.equals("[") && isIndex(context)
        || text.equals("?") && context instanceof TypeExprContext) {
      gluedBefore.add(token);
    }
    if (context instanceof ShapeItemContext) {
      markRepetition(token);
    }
    if (context instanceof BlockContext) {
      blockBraces.add(token);
    } else if (MARKS.contains(text) && !isPadded(context)) {
      markBrace(token);
    }
    if (context instanceof UnaryContext && !text.equals("not")) {
      gluedAfter.add(token);
    }
    if (context instanceof BinaryContext && tight && isSymbol(text)) {
      gluedBefore.add(token);
      gluedAfter.add(token);
    }
  }

  private static boolean isSymbol(String text) {
    return !Character.isLetter(text.charAt(0));
  }

  private void markBrace(Token token) {
    if (token.getText().equals("{")) {
      gluedAfter.add(token);
    } else {
      gluedBefore.add(token);
    }
  }

  private void markRepetition(Token token) {
    gluedBefore.add(token);
    if (token.getText().equals("{")) {
      gluedAfter.add(token);
    }
  }

  /** {@code case { a: b; else: c }} has blanks inside its braces, {@code {a, b}} has none. */
  private static boolean isPadded(ParserRuleContext context) {
    return context instanceof CaseContext || context instanceof MatchContext;
  }

  private static boolean isApplied(ParserRuleContext context) {
    return context instanceof CallContext
        || context instanceof AnnotationContext
        || context instanceof DefContext
        || context instanceof SelectCompareContext
        || context instanceof SelectWhereContext
        || context instanceof TypeExprContext;
  }

  private static boolean isIndex(ParserRuleContext context) {
    return context instanceof IndexContext
        || context instanceof InputDeclContext
        || context instanceof InterventionContext;
  }

  private static boolean declares(ParserRuleContext context) {
    return context instanceof InputDeclContext
        || context instanceof OutputDeclContext
        || context instanceof ParamDeclContext
        || context instanceof StateContext
        || context instanceof TargetContext;
  }
}
