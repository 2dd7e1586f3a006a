package orrery.sampler;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The input of a sampled program.
 *
 * @param declaration the line that declares it
 * @param longest the length of the longest input
 */
record Alphabet(String declaration, int longest) {
  private static final List<String> WORDS =
      List.of("red", "blue", "green", "black", "white", "grey", "pink", "brown");
  private static final List<String> SIGNS = List.of("(", ")", "[", "]", "+", "-", "*", "/");

  /** An alphabet of letters, digits, signed numbers, words or signs, and lengths. */
  static Alphabet draw(RandomGenerator random, Demand demand) {
    int size = demand.vocabulary().draw(random);
    int longest = demand.longest().draw(random);
    int shortest = random.nextInt(3) == 0 ? longest : 1 + random.nextInt(Math.min(2, longest));
    String lengths = shortest == longest ? "" + longest : shortest + ".." + longest;
    String domain =
        switch (random.nextInt(7)) {
          case 0, 1 -> letters(size);
          case 2, 3 -> "0.." + (size - 1);
          case 4 -> -(size / 2) + ".." + (size - 1 - size / 2);
          case 5 -> size <= WORDS.size() ? listed(WORDS, size) + " split \" \"" : letters(size);
          default -> size <= SIGNS.size() ? listed(SIGNS, size) : letters(size);
        };
    return new Alphabet("input tokens[" + lengths + "] : " + domain + ";\n", longest);
  }

  private static String letters(int size) {
    if (size > 2) return "\"a\"..\"" + (char) ('a' + size - 1) + "\"";
    return listed(List.of("a", "b"), size);
  }

  private static String listed(List<String> words, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> '"' + words.get(i) + '"')
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
