package orrery.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import orrery.causal.Annotations;
import orrery.syntax.Annotation;
import orrery.syntax.Expr;
import orrery.syntax.Notes;
import orrery.syntax.Target;
import orrery.types.Value;

/** Reads what {@code @…} and {@code ##} say about a binding. */
final class AnnotationReader {
  private static final List<String> KNOWN =
      List.of("hidden", "node", "name", "encode", "role", "layer", "head", "decoy", "unreachable");
  private static final Set<String> ENCODINGS = Set.of("cat", "num", "bool");

  private final Expressions where;

  AnnotationReader(Expressions where) {
    this.where = where;
  }

  /** The annotations of a binding at this place. */
  Annotations read(Notes notes, Target target) {
    notes.annotations().forEach(this::requireKnown);
    boolean hidden = has(notes, "hidden") || where.naming().hidden();
    return new Annotations(
        !hidden,
        has(notes, "node"),
        has(notes, "decoy"),
        word(notes, "encode"),
        layer(notes),
        word(notes, "head"),
        word(notes, "role"),
        notes.doc().isEmpty() ? Optional.empty() : Optional.of(notes.doc()),
        target.span().line());
  }

  /** The name that {@code @name("…")} gives. */
  Optional<String> name(Notes notes) {
    return word(notes, "name");
  }

  /** What {@code @unreachable(v)} puts where no value is. */
  Optional<Value> unreachable(Notes notes) {
    Optional<Annotation> found = find(notes, "unreachable");
    if (found.isEmpty()) return Optional.empty();
    Annotation a = found.get();
    if (a.arguments().size() != 1) {
      throw where.checking().fail(NameProblems.annotationArgument(a));
    }
    Expr written = a.arguments().get(0).value();
    return Optional.of(where.constant(where.of(written), written));
  }

  private void requireKnown(Annotation a) {
    if (!KNOWN.contains(a.name().text())) {
      throw where.checking().fail(NameProblems.unknownAnnotation(a, KNOWN));
    }
  }

  private static boolean has(Notes notes, String name) {
    return find(notes, name).isPresent();
  }

  private static Optional<Annotation> find(Notes notes, String name) {
    return notes.annotations().stream().filter(a -> a.name().text().equals(name)).findFirst();
  }

  private Optional<String> word(Notes notes, String name) {
    Optional<Annotation> found = find(notes, name);
    if (found.isEmpty()) return Optional.empty();
    Annotation a = found.get();
    if (a.arguments().size() != 1) {
      throw where.checking().fail(NameProblems.annotationArgument(a));
    }
    Expr written = a.arguments().get(0).value();
    if (name.equals("encode") && written instanceof Expr.Name n && ENCODINGS.contains(n.id())) {
      return Optional.of(n.id());
    }
    Value v = where.constant(where.of(written), written);
    if (v instanceof Value.Text t && (!name.equals("encode") || ENCODINGS.contains(t.text()))) {
      return Optional.of(t.text());
    }
    throw where.checking().fail(NameProblems.annotationArgument(a));
  }

  private OptionalInt layer(Notes notes) {
    Optional<Annotation> found = find(notes, "layer");
    if (found.isEmpty()) return OptionalInt.empty();
    Annotation a = found.get();
    if (a.arguments().size() != 1) {
      throw where.checking().fail(NameProblems.annotationArgument(a));
    }
    Expr written = a.arguments().get(0).value();
    int layer = where.integer(where.of(written), written);
    if (layer < 0) throw where.checking().fail(NameProblems.annotationArgument(a));
    return OptionalInt.of(layer);
  }
}
