package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** How messages speak of meanings, domains and expressions. */
final class Kinds {
  private static final int MOST_SHOWN = 8;

  private Kinds() {}

  /** A noun phrase with its article. */
  static String of(Meaning m) {
    if (m instanceof Meaning.Constant c) return "the constant " + c.value();
    if (m instanceof Meaning.Listed) return "a list";
    if (m instanceof Meaning.Dict) return "a dict";
    if (m instanceof Meaning.Sequence) return "a sequence";
    if (m instanceof Meaning.Choice) return "a selector";
    if (m instanceof Meaning.Place) return "a position";
    if (m instanceof Meaning.Closure || m instanceof Meaning.Builtin) return "a function";
    if (m instanceof Meaning.Module) return "a module";
    return "a value";
  }

  /** What values a value is one of: {@code one of 0..7}. */
  static String domain(Domain d) {
    if (d.size() == 1) return "always " + d.value(0);
    if (d.equals(Domain.BOOL)) return "true or false";
    boolean range = !d.toString().startsWith("{");
    if (range || d.size() <= MOST_SHOWN) return "one of " + d;
    Domain defined = d.without(Value.NONE);
    if (!defined.toString().startsWith("{")) return "one of " + defined + " or none";
    String first =
        d.values().stream()
            .limit(MOST_SHOWN)
            .map(Value::toString)
            .collect(Collectors.joining(", "));
    return "one of " + d.size() + " values: " + first + ", …";
  }

  /**
   * The values that a pointwise function can take, for a message; empty where they are too many.
   */
  static Optional<Domain> domain(Pointwise tree, Checking checking) {
    if (checking.isOpen(tree)) return Optional.empty();
    Optional<Variable> plain = tree.variable();
    if (plain.isPresent()) return Optional.of(plain.get().domain());
    RowEvaluator evaluator = new RowEvaluator(tree, checking.calls());
    if (evaluator.rows() > 4096) return Optional.empty();
    TreeSet<Value> image = new TreeSet<>();
    for (int row = 0; row < evaluator.rows(); row++) {
      if (evaluator.atRow(row) instanceof Result.Known k) image.add(k.value());
    }
    return image.isEmpty() ? Optional.empty() : Optional.of(Domain.of(image));
  }

  /** How a part of the program is quoted: its own text on one line, shortened. */
  static String text(Pointwise tree) {
    if (tree.rule() instanceof Rule.Leaf leaf && leaf.variable().annotations().named()) {
      return leaf.variable().name() + (leaf.side() == Side.HERE ? "" : "[…]");
    }
    return text(tree.span().text());
  }

  /** Program text on one line, shortened. */
  static String text(String written) {
    String line = written.replaceAll("\\s+", " ").strip();
    return line.length() <= 60 ? line : line.substring(0, 57) + "…";
  }

  /** "`tokens` is one of …", for an operand. */
  static Optional<String> describe(Pointwise tree, Checking checking) {
    if (tree.constant().isPresent()) return Optional.empty();
    return domain(tree, checking).map(d -> "`" + text(tree) + "` is " + domain(d));
  }

  /** The descriptions of those operands that are no constants. */
  static String describe(List<Pointwise> operands, Checking checking) {
    List<String> parts = new ArrayList<>();
    operands.forEach(o -> describe(o, checking).ifPresent(parts::add));
    return parts.stream().distinct().collect(Collectors.joining(", "));
  }
}
