package orrery.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** "Did you mean": by edit distance, and for the words of RASP, Tracr and Python. */
final class Suggestions {
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("selectorWidth", "selector_width"),
          Map.entry("SelectorWidth", "selector_width"),
          Map.entry("Select", "select"),
          Map.entry("Aggregate", "aggregate"),
          Map.entry("Map", "fn"),
          Map.entry("SequenceMap", "fn"),
          Map.entry("LinearSequenceMap", "fn"),
          Map.entry("Full", "full"),
          Map.entry("tokens_str", "tokens"),
          Map.entry("tokens_int", "tokens"),
          Map.entry("tokens_float", "tokens"),
          Map.entry("None", "none"),
          Map.entry("null", "none"),
          Map.entry("TRUE", "true"),
          Map.entry("FALSE", "false"),
          Map.entry("average", "mean"),
          Map.entry("avg", "mean"),
          Map.entry("size", "length"),
          Map.entry("idx", "indices"),
          Map.entry("index", "indices"),
          Map.entry("position", "indices"),
          Map.entry("positions", "indices"),
          Map.entry("argmax_", "argmax"),
          Map.entry("is_defined", "defined"),
          Map.entry("isnull", "defined"),
          Map.entry("float", "round"),
          Map.entry("enumerate", "zip"));

  private Suggestions() {}

  /** What was probably meant by an unknown name. */
  static Optional<String> forName(String name, Collection<String> inSight) {
    @Nullable String known = ELSEWHERE.get(name);
    if (known != null) return Optional.of(known);
    return closest(name, inSight);
  }

  /** The candidate with the smallest edit distance, if it is near. */
  static Optional<String> closest(String name, Collection<String> candidates) {
    int most = Math.max(1, name.length() / 3);
    return candidates.stream()
        .filter(c -> !c.equals(name) && distance(name, c) <= most)
        .min(Comparator.<String>comparingInt(c -> distance(name, c)).thenComparing(c -> c));
  }

  /** The candidate with the smallest edit distance, if half of the word is right. */
  static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(c -> 2 * distance(word, c) <= Math.max(word.length(), c.length()) + 1)
        .min(Comparator.<String>comparingInt(c -> distance(word, c)).thenComparing(c -> c));
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours; a change of case costs nothing.
   */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.length()][b.length()];
  }
}
