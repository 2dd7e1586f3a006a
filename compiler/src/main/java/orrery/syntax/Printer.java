package orrery.syntax;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/**
 * Writes syntax as text: reading the text gives the same syntax, spans apart. For a file that a
 * person wrote, use {@link Formatter}, which keeps its comments.
 */
public final class Printer implements Item.Cases<String> {
  private final ExprPrinter exprs = new ExprPrinter();
  private final DomainPrinter domains = new DomainPrinter(exprs);
  private final StatementPrinter statements = new StatementPrinter(exprs, domains);

  private Printer() {}

  /**
   * A whole program in canonical form, an empty line between items of different kinds. Throws
   * {@link IllegalArgumentException} when a name in it is no name.
   */
  public static String print(Program program) {
    Printer printer = new Printer();
    StringBuilder out = new StringBuilder(StatementPrinter.doc(program.doc()));
    program.name().ifPresent(name -> out.append(program.kind().keyword() + " " + name + " ;\n"));
    Optional<Class<?>> before = Optional.empty();
    for (Item item : program.items()) {
      Optional<Class<?>> kind = Optional.of(item.getClass());
      out.append(before.isPresent() && !before.equals(kind) ? "\n" : "");
      out.append(item.matchItem(printer));
      before = kind;
    }
    return pretty(out.toString());
  }

  /** One declaration or statement; ends with a line break. */
  public static String print(Item item) {
    return pretty(item.matchItem(new Printer()));
  }

  /** One expression, on one line. */
  public static String print(Expr expr) {
    String line = pretty(new ExprPrinter().print(expr) + " ;\n").strip();
    return line.substring(0, line.length() - 1);
  }

  private static String pretty(String raw) {
    Diagnostics diagnostics = new Diagnostics();
    return Formatter.format(new Source("printed", raw), diagnostics)
        .orElseThrow(
            () ->
                new IllegalArgumentException("no program: " + diagnostics.all().get(0).message()));
  }

  @Override
  public String importing(Item.ImportDecl e) {
    String file = Literals.quoted(e.file());
    if (!e.names().isEmpty()) {
      return "from " + file + " import " + ExprPrinter.names(e.names()) + " ;\n";
    }
    return "import " + file + e.alias().map(alias -> " as " + alias).orElse("") + " ;\n";
  }

  @Override
  public String type(Item.TypeDecl e) {
    return statements.notes(e.notes())
        + "type "
        + e.name()
        + " = "
        + domains.domain(e.domain())
        + " ;\n";
  }

  @Override
  public String param(Item.ParamDecl e) {
    return statements.notes(e.notes())
        + "param "
        + e.name()
        + domains.declared(e.type())
        + " = "
        + exprs.print(e.value())
        + " ;\n";
  }

  @Override
  public String input(Item.InputDecl e) {
    String lengths = e.lengths().map(range -> " [ " + exprs.print(range) + " ]").orElse("");
    return statements.notes(e.notes())
        + "input "
        + e.name()
        + lengths
        + " : "
        + domains.domain(e.domain())
        + after("split", e.split())
        + " ;\n";
  }

  @Override
  public String shape(Item.ShapeDecl e) {
    return "shape " + domains.shape(e.pattern()) + " ;\n";
  }

  @Override
  public String option(Item.OptionDecl e) {
    return "option " + e.name() + after("=", e.value()) + " ;\n";
  }

  @Override
  public String assume(Item.AssumeDecl e) {
    return "assume " + exprs.print(e.condition()) + " ;\n";
  }

  @Override
  public String output(Item.OutputDecl e) {
    return statements.notes(e.notes())
        + "output "
        + e.name()
        + domains.declared(e.type())
        + after("=", e.value())
        + after("at", e.position())
        + " ;\n";
  }

  @Override
  public String example(Item.ExampleDecl e) {
    String interventions =
        e.interventions().isEmpty() ? "" : " do " + interventions(e.interventions());
    return "example "
        + label(e.output())
        + exprs.print(e.input())
        + interventions
        + " -> "
        + exprs.print(e.expected())
        + after("within", e.tolerance())
        + " ;\n";
  }

  private String interventions(List<Intervention> interventions) {
    return interventions.stream()
        .map(
            e ->
                e.node()
                    + e.position().map(at -> " [ " + exprs.print(at) + " ]").orElse("")
                    + " "
                    + e.kind().symbol()
                    + " "
                    + exprs.print(e.value()))
        .collect(joining(" , "));
  }

  @Override
  public String check(Item.CheckDecl e) {
    return "check " + label(e.name()) + exprs.print(e.condition()) + " ;\n";
  }

  @Override
  public String statement(Statement e) {
    return statements.print(e);
  }

  private static String label(Optional<Identifier> name) {
    return name.map(given -> given + " : ").orElse("");
  }

  private String after(String keyword, Optional<Expr> e) {
    return e.map(value -> " " + keyword + " " + exprs.print(value)).orElse("");
  }
}
