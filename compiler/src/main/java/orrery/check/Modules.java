package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.syntax.Identifier;
import orrery.syntax.Item;
import orrery.syntax.Program;
import orrery.syntax.Statement;
import orrery.syntax.Syntax;

/** Loads the files that a program imports, each once. */
final class Modules {
  private final Checking checking;
  private final ModuleLoader loader;
  private final Scope library;
  private final Map<String, Scope> loaded = new HashMap<>();
  private final List<String> loading = new ArrayList<>();

  Modules(Checking checking, ModuleLoader loader, Scope library) {
    this.checking = checking;
    this.loader = loader;
    this.library = library;
  }

  /** The library's names, in a scope below the builtins. */
  static Scope library(Checking checking) {
    Scope builtins = Scope.outermost();
    Span none = StandardLibrary.SOURCE.span(0, 0);
    Library.all().forEach((name, m) -> builtins.bind(name, new Scope.Binding(m, none, false)));
    Scope library = builtins.body();
    Statements statements = new Statements(new Expressions(checking, library, Naming.TOP));
    for (Item item : StandardLibrary.program().items()) {
      if (item instanceof Statement s) s.match(statements);
    }
    return library;
  }

  /** Binds what an import brings. */
  void load(Item.ImportDecl e, Scope into) {
    Scope module = module(e);
    if (e.names().isEmpty()) {
      into.bind(
          alias(e).text(),
          new Scope.Binding(new Meaning.Module(e.file(), module), e.fileSpan(), false));
      return;
    }
    Meaning.Module whole = new Meaning.Module(e.file(), module);
    for (Identifier name : e.names()) {
      Meaning meaning = member(checking, whole, name.text(), name.span());
      into.bind(name.text(), new Scope.Binding(meaning, name.span(), false));
    }
  }

  /** What a whole module is called where it is imported. */
  static Identifier alias(Item.ImportDecl e) {
    String last = e.file().substring(e.file().lastIndexOf('/') + 1);
    return e.alias().orElseGet(() -> new Identifier(e.fileSpan(), last));
  }

  /** The meaning of a module's name. */
  static Meaning member(Checking checking, Meaning.Module module, String name, Span span) {
    Optional<Scope.Binding> found = Optional.ofNullable(module.scope().own().get(name));
    if (found.isPresent() && name.startsWith("_")) {
      throw checking.fail(NameProblems.isPrivate(name, module.name() + ".rasp", span));
    }
    if (found.isEmpty()) {
      List<String> names =
          module.scope().own().keySet().stream().filter(n -> !n.startsWith("_")).toList();
      throw checking.fail(NameProblems.notInModule(name, module.name(), span, names));
    }
    if (found.get().meaning() instanceof Meaning.Poison) throw new Checking.Poisoned();
    return found.get().meaning();
  }

  private Scope module(Item.ImportDecl e) {
    if (e.file().equals("std") || e.file().startsWith("std/")) return library;
    Source importer = e.span().source();
    Source source =
        loader
            .load(importer, e.file())
            .orElseThrow(
                () ->
                    checking.fail(
                        Diagnostic.error(
                            "E0601",
                            e.fileSpan(),
                            "there is no module " + e.file() + ".rasp beside " + importer.name())));
    Scope known = loaded.get(source.name());
    if (known != null) return known;
    if (loading.contains(source.name())) throw checking.fail(cycle(e, source.name()));
    loading.add(source.name());
    Scope scope = library.body();
    Program program = parse(e, source);
    Statements statements = new Statements(new Expressions(checking, scope, Naming.TOP));
    for (Item item : program.items()) {
      run(item, scope, statements);
    }
    loading.remove(source.name());
    loaded.put(source.name(), scope);
    return scope;
  }

  /** The file from which a program is checked; importing it is a cycle. */
  void startFrom(Source source) {
    loading.add(source.name());
  }

  private Program parse(Item.ImportDecl e, Source source) {
    boolean failed = checking.diagnostics().hasErrors();
    Program program = Syntax.parse(source, checking.diagnostics());
    if (!failed && checking.diagnostics().hasErrors()) throw new Checking.Poisoned();
    if (program.kind() != Program.Kind.MODULE) {
      throw checking.fail(
          Diagnostic.error(
              "E0601",
              e.fileSpan(),
              e.file() + ".rasp is a program, not a module: `module name;` is its first line"));
    }
    return program;
  }

  private void run(Item item, Scope scope, Statements statements) {
    Expressions where = new Expressions(checking, scope, Naming.TOP);
    if (item instanceof Statement s) {
      s.match(statements);
    } else if (item instanceof Item.ImportDecl nested) {
      load(nested, scope);
    } else if (item instanceof Item.TypeDecl t) {
      Declarations.type(where, t);
    } else if (item instanceof Item.ParamDecl p) {
      scope.bind(p.name().text(), new Scope.Binding(where.of(p.value()), p.name().span(), false));
    } else {
      throw checking.fail(
          Diagnostic.error(
              "E0601", item.span(), "a module has functions, types and constants only"));
    }
  }

  private Diagnostic cycle(Item.ImportDecl e, String name) {
    List<String> around = new ArrayList<>(loading.subList(loading.indexOf(name), loading.size()));
    around.add(name);
    StringBuilder chain = new StringBuilder(short_(around.get(0)));
    for (String file : around.subList(1, around.size())) {
      chain.append(" imports ").append(short_(file));
    }
    return Diagnostic.error("E0601", e.span(), "import cycle: " + chain);
  }

  private static String short_(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
