package orrery.exchange;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The names that somebody who wrote a wrong one may have meant. */
final class Nearest {
  private static final int SHOWN = 3;
  private static final int LONGEST = 80;

  private Nearest() {}

  /** The nearest few by edit distance, in backquotes. */
  static String of(String name, List<String> names) {
    String word = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    return names.stream()
        .sorted(Comparator.comparingInt(n -> distance(word, n)))
        .limit(SHOWN)
        .map(n -> "`" + n + "`")
        .collect(Collectors.joining(", "));
  }

  /** Levenshtein's distance: insertions, deletions and substitutions. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
