package orrery.check;

import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.syntax.Expr;
import orrery.syntax.Item;
import orrery.syntax.Program;
import orrery.types.Value;

/** Reads a program's {@code option} lines, wherever they stand. */
final class Options {
  private final Diagnostics diagnostics;

  Options(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Settings read(Program program) {
    Settings settings = Settings.DEFAULT;
    for (Item item : program.items()) {
      if (item instanceof Item.OptionDecl o) settings = with(settings, o);
      if (item instanceof Item.OutputDecl o && o.position().isPresent()) {
        settings = new Settings(settings.causal(), settings.maxTable(), settings.bos(), true);
      }
    }
    return settings;
  }

  private Settings with(Settings s, Item.OptionDecl o) {
    Optional<Expr> value = o.value();
    Optional<Settings> read =
        switch (o.name().text()) {
          case "causal" -> causal(s, value);
          case "max_table" -> value.flatMap(v -> maxTable(s, v));
          case "bos" -> value.flatMap(v -> bos(s, v));
          default -> Optional.empty();
        };
    if (read.isPresent()) return read.get();
    boolean known = List.of("causal", "max_table", "bos").contains(o.name().text());
    Diagnostic d =
        known
            ? Diagnostic.error(
                "E0201", o.span(), "`option " + o.name().text() + "` does not take this value")
            : Diagnostic.error(
                "E0101", o.name().span(), "there is no option `" + o.name().text() + "`");
    diagnostics.report(d.withNote("options: causal, bos = \"BOS\", max_table = 65536"));
    return s;
  }

  private static Optional<Settings> causal(Settings s, Optional<Expr> value) {
    if (value.isEmpty()) {
      return Optional.of(new Settings(true, s.maxTable(), s.bos(), s.judgedInPlaces()));
    }
    return value.get() instanceof Expr.Truth t
        ? Optional.of(new Settings(t.value(), s.maxTable(), s.bos(), s.judgedInPlaces()))
        : Optional.empty();
  }

  private static Optional<Settings> maxTable(Settings s, Expr value) {
    boolean fits =
        value instanceof Expr.Literal n
            && CallSite.isInteger(Value.of(n.value()))
            && n.value().signum() > 0
            && n.value().getNumerator().bitLength() < 24;
    return fits && value instanceof Expr.Literal n
        ? Optional.of(new Settings(s.causal(), n.value().intValue(), s.bos(), s.judgedInPlaces()))
        : Optional.empty();
  }

  private static Optional<Settings> bos(Settings s, Expr value) {
    return value instanceof Expr.Text t
        ? Optional.of(
            new Settings(
                s.causal(), s.maxTable(), Optional.of(Value.of(t.value())), s.judgedInPlaces()))
        : Optional.empty();
  }
}
