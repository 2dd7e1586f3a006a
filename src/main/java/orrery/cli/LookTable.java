package orrery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.draw.Table;
import orrery.report.LearningCurve;
import orrery.report.Numbers;
import orrery.report.TrainingAccount;

/** How a training ended: its last looks at held-out pairs. */
final class LookTable {
  private static final int SHOWN = 4;

  private LookTable() {}

  /** A sentence and a table, or why there is none. */
  static String of(TrainingAccount account) {
    StringBuilder out = new StringBuilder();
    account.damages().forEach(d -> out.append(d).append('\n'));
    String steps = Figures.counted(account.record().steps(), "step");
    String tries =
        account.tries().isEmpty()
            ? ""
            : " in " + Figures.counted(account.tries().size(), "attempt");
    if (account.curve().isEmpty() || account.curve().get().isEmpty()) {
      return out.append(steps).append(" of training").append(tries).append('\n').toString();
    }
    LearningCurve curve = account.curve().get();
    int shown = Math.min(SHOWN, curve.steps().size());
    out.append("%s of training%s; the last looks at held-out pairs:\n\n".formatted(steps, tries));
    return out.append(table(curve, shown).plain()).toString();
  }

  private static Table table(LearningCurve curve, int shown) {
    List<String> headings = new ArrayList<>(List.of("step", "loss"));
    curve.figures().forEach(f -> headings.add(f.name().replace('_', ' ')));
    List<List<String>> rows = new ArrayList<>();
    int looks = curve.steps().size();
    for (int look = looks - shown; look < looks; look++) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(curve.steps().get(look)));
      row.add(Numbers.of(curve.loss(look)));
      for (LearningCurve.Series f : curve.figures()) {
        double value = f.values().get(look);
        row.add(Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value));
      }
      rows.add(row);
    }
    return new Table(headings, rows);
  }
}
