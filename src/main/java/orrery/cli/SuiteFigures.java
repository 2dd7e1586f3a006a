package orrery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.artifact.JsonText;
import orrery.draw.Table;
import orrery.suite.Facts;
import orrery.suite.Item;
import orrery.suite.ItemStore.State;
import orrery.suite.StratumCount;
import orrery.suite.SuiteFacts;
import orrery.suite.SuiteIndex;
import orrery.suite.SuiteIndex.Entry;

/** Suites as sentences and tables. */
final class SuiteFigures {
  private static final int LONGEST = 70;
  private static final int NAMED = 5;

  private SuiteFigures() {}

  /** How many models are done, have failed, are left. */
  static String sentence(SuiteIndex index) {
    return index.suite().spec().name() + ": " + counts(index);
  }

  /** The same without the suite's name. */
  static String counts(SuiteIndex index) {
    long done = index.count(State.DONE);
    long failed = index.count(State.FAILED);
    return "%s, %d done, %d failed, %d left"
        .formatted(
            Figures.counted(index.entries().size(), "model"),
            done,
            failed,
            index.entries().size() - done - failed);
  }

  /** A row a model. */
  static Table items(SuiteIndex index) {
    List<List<String>> rows = new ArrayList<>();
    for (Entry e : index.entries()) {
      Optional<Facts> facts = e.facts();
      rows.add(
          List.of(
              e.item().id(),
              e.item().kind().text(),
              e.state().name().toLowerCase(Locale.ROOT),
              fact(facts.map(Facts::components)),
              fact(facts.map(Facts::heads)),
              fact(facts.map(Facts::depth)),
              e.state() == State.DONE
                  ? e.outcome().map(o -> line(o.made().figures())).orElse("")
                  : firstLine(e.reason())));
    }
    return new Table(
        List.of("model", "kind", "state", "components", "heads", "depth", "figures"), rows);
  }

  /** A row a program. */
  static Table programs(SuiteFacts facts) {
    List<List<String>> rows = new ArrayList<>();
    facts
        .facts()
        .forEach(
            (name, f) ->
                rows.add(
                    List.of(
                        name,
                        Integer.toString(f.components()),
                        Integer.toString(f.heads()),
                        Integer.toString(f.depth()),
                        Integer.toString(f.edges()),
                        "")));
    facts
        .refusals()
        .forEach((name, why) -> rows.add(List.of(name, "", "", "", "", firstLine(why))));
    return new Table(List.of("program", "components", "heads", "depth", "edges", "refused"), rows);
  }

  private static String fact(Optional<Integer> fact) {
    return fact.map(String::valueOf).orElse("");
  }

  /** A row a stratum. */
  static Table strata(List<StratumCount> counts) {
    List<List<String>> rows = new ArrayList<>();
    for (StratumCount c : counts) {
      rows.add(
          List.of(
              c.stratum().name(),
              Long.toString(c.programs()),
              String.format(Locale.ROOT, "%.0f%%", 100 * c.share()),
              c.stratum().share() == 0
                  ? ""
                  : String.format(Locale.ROOT, "%.0f%%", 100 * c.stratum().share())));
    }
    return new Table(List.of("stratum", "programs", "share", "at least"), rows);
  }

  /** The names of some items, the first of them where there are many. */
  static String names(List<Item> items) {
    String some = items.stream().limit(NAMED).map(Item::id).collect(Collectors.joining(", "));
    return items.size() <= NAMED ? some : some + " and %d more".formatted(items.size() - NAMED);
  }

  /** {@code margin 1, values 8}. */
  static String line(Map<String, Double> figures) {
    List<String> parts = new ArrayList<>();
    figures.forEach((name, figure) -> parts.add(name + " " + number(figure)));
    return String.join(", ", parts);
  }

  private static String number(double figure) {
    if (figure == Math.rint(figure)) return JsonText.number(figure);
    return String.format(Locale.ROOT, Math.abs(figure) < 1e-3 ? "%.1e" : "%.4f", figure);
  }

  /** The first line of a reason, cut where it is long. */
  static String firstLine(String reason) {
    String line = reason.lines().filter(l -> !l.isBlank()).limit(2).reduce("", SuiteFigures::plus);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static String plus(String a, String b) {
    return a.isEmpty() ? b : a + " " + b.strip();
  }
}
