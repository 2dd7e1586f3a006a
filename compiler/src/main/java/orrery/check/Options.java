package orrery.check;

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
    switch (o.name().text()) {
      case "causal":
        if (value.isEmpty()) return new Settings(true, s.maxTable(), s.bos(), s.judgedInPlaces());
        if (value.get() instanceof Expr.Truth t) {
          return new Settings(t.value(), s.maxTable(), s.bos(), s.judgedInPlaces());
        }
        break;
      case "max_table":
        if (value.isPresent()
            && value.get() instanceof Expr.Literal n
            && CallSite.isInteger(Value.of(n.value()))
            && n.value().signum() > 0
            && n.value().getNumerator().bitLength() < 24) {
          return new Settings(s.causal(), n.value().intValue(), s.bos(), s.judgedInPlaces());
        }
        break;
      case "bos":
        if (value.isPresent() && value.get() instanceof Expr.Text t) {
          return new Settings(
              s.causal(), s.maxTable(), Optional.of(Value.of(t.value())), s.judgedInPlaces());
        }
        break;
      default:
        diagnostics.report(
            Diagnostic.error(
                    "E0101", o.name().span(), "there is no option `" + o.name().text() + "`")
                .withNote("options: causal, bos = \"BOS\", max_table = 65536"));
        return s;
    }
    diagnostics.report(
        Diagnostic.error(
                "E0201", o.span(), "`option " + o.name().text() + "` does not take this value")
            .withNote("options: causal, bos = \"BOS\", max_table = 65536"));
    return s;
  }
}
