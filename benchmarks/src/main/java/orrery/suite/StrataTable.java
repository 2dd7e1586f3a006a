package orrery.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import orrery.draw.Table;
import orrery.sampler.Difficulty;
import orrery.sampler.Difficulty.Stratum;

/** How the circuits of several sets of programs are spread over the strata, side by side. */
public final class StrataTable {
  private StrataTable() {}

  /**
   * A set of programs.
   *
   * @param name its name
   * @param difficulties of those that compile
   * @param refused how many do not
   */
  public record Group(String name, List<Difficulty> difficulties, int refused) {}

  /** A table with a column for each set. */
  public static Table of(List<Group> groups) {
    List<String> headings = new ArrayList<>(List.of("programs"));
    groups.forEach(g -> headings.add(g.name()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("all that compile", groups, g -> "" + g.difficulties().size()));
    for (Stratum s : Stratum.values()) {
      rows.add(row(s.label() + (s == Stratum.ONE ? " component" : " components"), groups, g -> share(g, d -> d.stratum() == s)));
    }
    rows.add(row("three components or more", groups, g -> share(g, d -> d.components() >= 3)));
    rows.add(row("a single MLP", groups, g -> share(g, StrataTable::isSingleMlp)));
    rows.add(row("median components", groups, g -> median(g, Difficulty::components)));
    rows.add(row("median depth", groups, g -> median(g, Difficulty::depth)));
    rows.add(row("median heads", groups, g -> median(g, Difficulty::heads)));
    rows.add(row("median edges", groups, g -> median(g, Difficulty::edges)));
    rows.add(row("selects by what is computed", groups, g -> share(g, d -> d.selectorEdges() > 0)));
    rows.add(row("selects by context", groups, g -> share(g, Difficulty::contextual)));
    rows.add(row("regression", groups, g -> share(g, Difficulty::regression)));
    rows.add(row("several answers", groups, g -> share(g, d -> d.outputs() > 1)));
    rows.add(row("refused by the compiler", groups, g -> "" + g.refused()));
    return new Table(headings, rows);
  }

  private static boolean isSingleMlp(Difficulty d) {
    return d.components() == 1 && d.mlps() == 1;
  }

  private interface Cell {
    String of(Group group);
  }

  private static List<String> row(String name, List<Group> groups, Cell cell) {
    List<String> row = new ArrayList<>(List.of(name));
    groups.forEach(g -> row.add(cell.of(g)));
    return row;
  }

  private static String share(Group group, Predicate<Difficulty> has) {
    long n = group.difficulties().stream().filter(has).count();
    if (group.difficulties().isEmpty()) return "0";
    double share = 100.0 * n / group.difficulties().size();
    return String.format(Locale.ROOT, "%d (%.0f %%)", n, share);
  }

  private static String median(Group group, ToIntFunction<Difficulty> size) {
    int[] sizes = group.difficulties().stream().mapToInt(size).sorted().toArray();
    if (sizes.length == 0) return "0";
    double middle = (sizes[(sizes.length - 1) / 2] + sizes[sizes.length / 2]) / 2.0;
    return String.format(Locale.ROOT, middle == Math.rint(middle) ? "%.0f" : "%.1f", middle);
  }
}
