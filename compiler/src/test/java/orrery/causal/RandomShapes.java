package orrery.causal;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Random shapes over three tokens, each with the regular expression that says the same. */
final class RandomShapes {
  static final int ALPHABET = 3;
  private static final String LETTERS = "abc";

  private final RandomGenerator random;
  private final Shape.Builder builder = new Shape.Builder(ALPHABET);

  private RandomShapes(RandomGenerator random) {
    this.random = random;
  }

  /** A shape and its regular expression. */
  record Sample(Shape shape, String regex) {
    boolean says(int[] word) {
      StringBuilder text = new StringBuilder();
      for (int token : word) text.append(LETTERS.charAt(token));
      return text.toString().matches(regex);
    }
  }

  static Sample draw(RandomGenerator random) {
    RandomShapes shapes = new RandomShapes(random);
    int start = shapes.builder.state();
    int end = shapes.builder.state();
    String regex = shapes.between(start, end, 3);
    return new Sample(shapes.builder.build(start, end), regex);
  }

  /** Builds a random expression from one state to another and returns it as text. */
  private String between(int from, int to, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 0 -> tokens(from, to);
      case 1 -> sequence(from, to, depth);
      case 2 -> "(?:" + between(from, to, depth - 1) + "|" + between(from, to, depth - 1) + ")";
      case 3 -> {
        builder.skip(from, to);
        yield "(?:" + between(from, to, depth - 1) + ")?";
      }
      case 4 -> repeated(from, to, depth);
      default -> sequence(from, to, depth);
    };
  }

  private String tokens(int from, int to) {
    BitSet tokens = new BitSet();
    StringBuilder set = new StringBuilder();
    while (tokens.isEmpty()) {
      for (int t = 0; t < ALPHABET; t++) {
        if (random.nextBoolean()) tokens.set(t);
      }
    }
    tokens.stream().forEach(t -> set.append(LETTERS.charAt(t)));
    builder.move(from, tokens, to);
    return "[" + set + "]";
  }

  private String sequence(int from, int to, int depth) {
    int middle = builder.state();
    return between(from, middle, depth - 1) + between(middle, to, depth - 1);
  }

  /** One or more, with states of its own so that nothing leaks into what stands beside it. */
  private String repeated(int from, int to, int depth) {
    int start = builder.state();
    int end = builder.state();
    builder.skip(from, start);
    builder.skip(end, start);
    builder.skip(end, to);
    return "(?:" + between(start, end, depth - 1) + ")+";
  }
}
