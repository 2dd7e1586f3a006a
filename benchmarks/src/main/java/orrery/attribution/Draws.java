package orrery.attribution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import orrery.causal.InputSpace;
import orrery.causal.Shape;

/** Draws legal inputs that have some tokens of a given one, all such inputs equally likely. */
final class Draws {
  private final InputSpace space;
  private final Optional<LengthSpace> all;
  private final int[] input;
  private final int[] agreement;
  private final Map<Integer, int[]> rows = new HashMap<>();

  /** Draws around one input; from a list where all inputs of the length are at hand. */
  Draws(InputSpace space, Optional<LengthSpace> all, int[] input) {
    this.space = space.ofLength(input.length);
    this.all = all;
    this.input = input;
    this.agreement = all.map(a -> a.agreement(input)).orElseGet(() -> new int[0]);
  }

  /** One input that has the tokens whose bits are set. */
  int[] draw(int kept, Random random) {
    if (kept == (1 << input.length) - 1) return input;
    if (all.isEmpty()) return drawn(kept, random);
    int[] own = rows.computeIfAbsent(kept, this::agreeing);
    return all.get().inputs().get(own[random.nextInt(own.length)]);
  }

  private int[] agreeing(int kept) {
    return IntStream.range(0, agreement.length)
        .filter(i -> (agreement[i] & kept) == kept)
        .toArray();
  }

  private int[] drawn(int kept, Random random) {
    List<int[]> one = fixing(space, input, kept).sample(1, random);
    if (one.isEmpty()) {
      throw new AttributionRefusal(
          "No legal input was found that has some given tokens: the program's assumptions leave too few for sampling.");
    }
    return one.get(0);
  }

  /**
   * The inputs of one length that have some tokens of a given one, as a space: its shape with the
   * position as a part of the state.
   */
  static InputSpace fixing(InputSpace space, int[] input, int kept) {
    int states = space.shape().map(Shape::states).orElse(1);
    int tokens = space.alphabet().size();
    int[][] next = new int[states * (input.length + 1)][tokens];
    boolean[] accepting = new boolean[next.length];
    for (int p = 0; p <= input.length; p++) {
      for (int s = 0; s < states; s++) {
        int from = s;
        int[] moves = space.shape().map(shape -> shape.next(from)).orElseGet(() -> new int[tokens]);
        for (int token = 0; token < tokens; token++) {
          boolean isFixed = p < input.length && (kept >> p & 1) == 1 && token != input[p];
          boolean isOpen = p < input.length && !isFixed && moves[token] >= 0;
          next[p * states + s][token] = isOpen ? (p + 1) * states + moves[token] : -1;
        }
        boolean ends = space.shape().map(shape -> shape.accepts(from)).orElse(true);
        accepting[p * states + s] = p == input.length && ends;
      }
    }
    return new InputSpace(
        space.alphabet(),
        List.of(input.length),
        Optional.of(Shape.of(next, accepting)),
        space.assumptions(),
        space.causal());
  }
}
