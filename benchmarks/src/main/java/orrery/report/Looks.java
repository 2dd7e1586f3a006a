package orrery.report;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The colour and line of every row of a scorecard, the same in all its charts. */
final class Looks {
  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#b0588a", "#3a93c7", "#b97f00", "#5b4fa2", "#7a5230");
  private static final List<String> DASHES = List.of("", "7 3", "2 2", "9 3 2 3");
  private static final Plot.Style RANDOM = new Plot.Style("#8a929c", "", 1.2, false);
  private static final Plot.Style ORACLE = new Plot.Style("#1c2430", "", 1.6, false);
  private static final Plot.Style TRIVIAL = new Plot.Style("#8a929c", "2 3", 1.4, false);
  private static final Plot.Style PLACEBO = new Plot.Style("#8a929c", "7 4", 1.4, false);

  private final Map<String, Plot.Style> styles = new HashMap<>();

  Looks(Scorecard card) {
    int method = 0;
    for (Scorecard.Entry e : card.entries()) {
      styles.put(e.name(), e.competes() ? ofMethod(method++, e) : ofCalibration(e.role()));
    }
  }

  private static Plot.Style ofMethod(int number, Scorecard.Entry e) {
    String colour = COLOURS.get(number % COLOURS.size());
    String dashes = DASHES.get(number / COLOURS.size() % DASHES.size());
    return new Plot.Style(colour, dashes, 2, !e.circuits().isEmpty());
  }

  private static Plot.Style ofCalibration(Scorecard.Role role) {
    return switch (role) {
      case METHOD, ORACLE -> ORACLE;
      case RANDOM -> RANDOM;
      case TRIVIAL -> TRIVIAL;
      case PLACEBO -> PLACEBO;
    };
  }

  Plot.Style of(Scorecard.Entry entry) {
    return styles.getOrDefault(entry.name(), RANDOM);
  }

  /** The id of a row's section in the page. */
  static String anchor(Scorecard.Entry entry) {
    return "m-" + entry.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
