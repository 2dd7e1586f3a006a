package orrery.artifact;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import orrery.causal.InputSpace;

/** An input to show a model with. */
final class ExampleInput {
  private ExampleInput() {}

  /** A legal input of the greatest length that has one; the same for every call. */
  static Optional<int[]> of(InputSpace inputs) {
    for (int i = inputs.lengths().size() - 1; i >= 0; i--) {
      InputSpace one = inputs.ofLength(inputs.lengths().get(i));
      List<int[]> drawn = one.sample(1, new Random(0));
      if (!drawn.isEmpty()) return Optional.of(drawn.get(0));
    }
    return Optional.empty();
  }
}
