package orrery.syntax;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.diagnostic.Span;

/** Syntax as one line of text without its places, to compare what two texts say. */
final class Outlines {
  private Outlines() {}

  /** Everything but the spans. */
  static String of(List<Item> items) {
    return show(items, /* brackets= */ true);
  }

  /** Everything but the spans and the brackets that only group. */
  static String ofMeaning(Expr expr) {
    return show(expr, /* brackets= */ false);
  }

  private static String show(Object node, boolean brackets) {
    if (node instanceof Expr.Paren paren && !brackets) {
      return show(paren.inner(), brackets);
    }
    if (node instanceof Optional<?> optional) {
      return optional.map(value -> show(value, brackets)).orElse("-");
    }
    if (node instanceof List<?> list) {
      return list.stream().map(e -> show(e, brackets)).collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof Record) {
      StringBuilder out = new StringBuilder(node.getClass().getSimpleName()).append('(');
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        if (component.getType() != Span.class) {
          out.append(show(value(node, component), brackets)).append(' ');
        }
      }
      return out.append(')').toString();
    }
    return node instanceof String text ? '"' + text + '"' : node.toString();
  }

  private static Object value(Object node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
