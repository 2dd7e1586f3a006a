package orrery.sampler;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The input of a random program: its declaration, and constants of its alphabet. */
record Vocabulary(String declaration, List<String> constants) {
  static Vocabulary draw(RandomGenerator random, int shortest, int longest) {
    String lengths =
        shortest == longest ? "[" + longest + "]" : "[" + shortest + ".." + longest + "]";
    return switch (random.nextInt(6)) {
      case 0 -> of(lengths, "0.." + (1 + random.nextInt(3)), numbers(0, 2));
      case 1 -> of(lengths, "-2..1", numbers(-2, 2));
      case 2 -> of(lengths, "{\"(\", \")\"}", List.of("\"(\"", "\")\""));
      case 3 -> of(lengths, "{\"a\", \"b\", 1}", List.of("\"a\"", "\"b\"", "1"));
      case 4 -> of(lengths, "{0.5, 1.5, 2}", List.of("0.5", "1.5", "2"));
      default -> of(lengths, "\"a\"..\"c\"", List.of("\"a\"", "\"b\"", "\"c\""));
    };
  }

  private static Vocabulary of(String lengths, String domain, List<String> constants) {
    return new Vocabulary("input tokens" + lengths + " : " + domain + ";", constants);
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(n -> n < 0 ? "(" + n + ")" : "" + n).toList();
  }
}
