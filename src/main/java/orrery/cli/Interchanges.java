package orrery.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.artifact.AbstractionFile;
import orrery.circuit.CompiledModel;
import orrery.draw.Table;
import orrery.truth.Abstraction;
import orrery.truth.Coverage;
import orrery.truth.Levels;

/**
 * The certificate of a causal abstraction and the agreement of the levels, as a person reads them.
 */
record Interchanges(Abstraction abstraction, Levels levels) {
  private static final int PERCENT = 100;

  /** Makes both, under a progress bar. */
  static Interchanges of(CompiledModel model, long seed, Console console) {
    Abstraction.Options defaults = Abstraction.Options.DEFAULT;
    Abstraction.Options options =
        new Abstraction.Options(defaults.most(), defaults.size(), defaults.sets(), seed);
    Abstraction abstraction =
        Progress.show(
            console,
            "exchanging",
            PERCENT,
            bar ->
                Abstraction.certify(
                    model, options, (done, all) -> bar.accept(PERCENT * done / all)));
    Levels levels = Levels.check(model, new Levels.Options(Levels.Options.DEFAULT.most(), seed));
    return new Interchanges(abstraction, levels);
  }

  boolean passed() {
    return abstraction.passed() && levels.agree();
  }

  JsonObject json() {
    return AbstractionFile.json(abstraction, levels);
  }

  /** A table of variables, a line for the sets, the levels. */
  void print(Console console) {
    List<List<String>> rows = new ArrayList<>();
    abstraction.entries().stream()
        .filter(e -> e.variables().size() == 1)
        .forEach(e -> rows.add(row(e)));
    List<String> head =
        List.of("exchanged", "pairs", "undefined", "answer changes", "agree", "accuracy");
    console.out().println();
    console.out().print(new Table(head, rows).plain());
    console.out().println();
    if (!abstraction.shared().isEmpty()) {
      console
          .out()
          .println(
              "exchanged with what they are read from: " + String.join(", ", abstraction.shared()));
    }
    console.out().println(sets());
    abstraction.first().ifPresent(c -> console.out().println("first difference: " + show(c)));
    console.out().println();
    for (Levels.Finding f : levels.findings()) {
      console
          .out()
          .printf(
              "%-10s %-9s %s: %s%n", lower(f.check()), lower(f.verdict()), f.what(), f.detail());
    }
  }

  private static List<String> row(Abstraction.Entry e) {
    String interval =
        e.coverage() == Coverage.SAMPLED
            ? String.format(
                Locale.ROOT,
                "%.4f (%.4f to %.4f)",
                e.accuracy().value(),
                e.accuracy().low(),
                e.accuracy().high())
            : String.format(Locale.ROOT, "%.4f (all)", e.accuracy().value());
    return List.of(
        e.variables().get(0),
        number(e.cases()),
        number(e.undefined()),
        number(e.informative()),
        number(e.agreeing()),
        e.cases() == 0 ? "-" : interval);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private String sets() {
    List<Abstraction.Entry> sets =
        abstraction.entries().stream().filter(e -> e.variables().size() > 1).toList();
    long failing = sets.stream().filter(e -> e.agreeing() < e.cases()).count();
    return "%s of variables exchanged together on %s, %s"
        .formatted(
            Figures.counted(sets.size(), "set"),
            Figures.counted(sets.stream().mapToLong(Abstraction.Entry::cases).sum(), "pair"),
            failing == 0 ? "no difference" : failing + " with differences");
  }

  private static String show(Abstraction.Counterexample c) {
    return "%s: `%s` at position %d is %s, not %s"
        .formatted(c.where(), c.output(), c.position(), c.got(), c.expected());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
