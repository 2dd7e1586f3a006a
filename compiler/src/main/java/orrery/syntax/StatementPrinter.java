package orrery.syntax;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Writes statements as tokens with blanks between them, each ending with a line break. */
final class StatementPrinter implements Statement.Cases<String> {
  private final ExprPrinter exprs;
  private final DomainPrinter domains;

  StatementPrinter(ExprPrinter exprs, DomainPrinter domains) {
    this.exprs = exprs;
    this.domains = domains;
  }

  String print(Statement e) {
    return e.match(this);
  }

  /** The lines above a statement: its doc note and its annotations. */
  String notes(Notes notes) {
    StringBuilder out = new StringBuilder(doc(notes.doc()));
    for (Annotation annotation : notes.annotations()) {
      String arguments = exprs.arguments(annotation.arguments());
      out.append("@ ").append(annotation.name());
      out.append(arguments.isEmpty() ? "" : " ( " + arguments + " )").append('\n');
    }
    return out.toString();
  }

  static String doc(String doc) {
    return doc.isEmpty() ? "" : "## " + doc.replace("\n", "\n## ") + "\n";
  }

  private String block(List<Statement> statements) {
    return "{\n" + statements.stream().map(this::print).collect(joining()) + "}";
  }

  private String target(Target e) {
    return e.name() + domains.declared(e.type());
  }

  @Override
  public String bind(Statement.Bind e) {
    String targets = e.targets().stream().map(this::target).collect(joining(" , "));
    return notes(e.notes()) + targets + " = " + exprs.list(e.values()) + " ;\n";
  }

  @Override
  public String var(Statement.Var e) {
    return notes(e.notes()) + "var " + target(e.target()) + " = " + exprs.print(e.value()) + " ;\n";
  }

  @Override
  public String def(Statement.Def e) {
    String parameters = e.parameters().stream().map(this::parameter).collect(joining(" , "));
    String result = e.result().map(type -> " -> " + domains.type(type)).orElse("");
    return notes(e.notes()) + "def " + e.name() + " ( " + parameters + " )" + result + body(e);
  }

  private String body(Statement.Def e) {
    boolean single =
        e.body().size() == 1
            && e.body().get(0) instanceof Statement.Return only
            && only.values().size() == 1;
    if (single && e.body().get(0) instanceof Statement.Return only) {
      return " = " + exprs.list(only.values()) + " ;\n";
    }
    return " " + block(e.body()) + "\n";
  }

  private String parameter(Parameter e) {
    String preset = e.preset().map(value -> " = " + exprs.print(value)).orElse("");
    return e.name() + domains.declared(e.type()) + preset;
  }

  @Override
  public String loop(Statement.For e) {
    return "for "
        + ExprPrinter.names(e.variables())
        + " in "
        + exprs.print(e.source())
        + " "
        + block(e.body())
        + "\n";
  }

  @Override
  public String choice(Statement.If e) {
    return "if " + exprs.print(e.condition()) + " " + block(e.then()) + otherwise(e) + "\n";
  }

  private String otherwise(Statement.If e) {
    if (e.otherwise().isEmpty()) {
      return "";
    }
    boolean chained = e.otherwise().size() == 1 && e.otherwise().get(0) instanceof Statement.If;
    return " else " + (chained ? print(e.otherwise().get(0)).strip() : block(e.otherwise()));
  }

  @Override
  public String result(Statement.Return e) {
    return "return " + exprs.list(e.values()) + " ;\n";
  }

  @Override
  public String watch(Statement.Watch e) {
    return exprs.print(e.value()) + " ;\n";
  }
}
