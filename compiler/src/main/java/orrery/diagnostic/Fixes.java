package orrery.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Applies the fixes that diagnostics propose. */
public final class Fixes {
  private Fixes() {}

  /**
   * The source's text after the edits of all fixes for it, as far as they do not overlap; of two
   * fixes that overlap, the one reported first is applied.
   */
  public static String apply(Source source, List<Diagnostic> diagnostics) {
    List<Edit> chosen = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      List<Edit> edits = diagnostic.fix().map(Fix::edits).orElse(List.of());
      boolean fits =
          edits.stream()
              .allMatch(
                  edit ->
                      edit.span().source().equals(source)
                          && chosen.stream().noneMatch(other -> overlap(edit, other)));
      if (fits) {
        chosen.addAll(edits);
      }
    }
    chosen.sort(Comparator.comparingInt(edit -> edit.span().start()));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Edit edit : chosen) {
      out.append(source.text(), at, edit.span().start()).append(edit.replacement());
      at = edit.span().end();
    }
    return out.append(source.text().substring(at)).toString();
  }

  private static boolean overlap(Edit a, Edit b) {
    boolean same = a.span().start() == b.span().start();
    return same || a.span().start() < b.span().end() && b.span().start() < a.span().end();
  }
}
