package orrery.truth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import orrery.circuit.OutputHead;
import orrery.types.Domain;
import orrery.types.Value;

/** The answers that the logits of one output give. */
final class Decoder {
  /** Stands for no answer: the logits are no numbers. */
  static final int NO_ANSWER = -1;

  private final OutputHead head;
  private final int[] ascending; // [value] codes of numbers and truth values by size
  private final double[] numbers; // [value] what they are

  Decoder(OutputHead head) {
    this.head = head;
    Domain domain = head.output().variable().domain();
    this.ascending =
        IntStream.range(0, domain.size())
            .filter(c -> !domain.value(c).isNone() && !(domain.value(c) instanceof Value.Text))
            .boxed()
            .sorted(Comparator.comparingDouble(c -> domain.value(c).toDouble()))
            .mapToInt(c -> c)
            .toArray();
    this.numbers = Arrays.stream(ascending).mapToDouble(c -> domain.value(c).toDouble()).toArray();
  }

  /** The output. */
  OutputHead head() {
    return head;
  }

  /** The code of the largest logit, or of the value nearest to the number. */
  int code(IntToDoubleFunction logits) {
    if (head.regression()) return nearest(logits.applyAsDouble(head.first()));
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < head.count(); i++) {
      double logit = logits.applyAsDouble(head.first() + i);
      if (Double.isNaN(logit)) return NO_ANSWER;
      if (logit > largest) {
        largest = logit;
        best = i;
      }
    }
    return best;
  }

  private int nearest(double number) {
    if (Double.isNaN(number) || numbers.length == 0) return NO_ANSWER;
    int at = Arrays.binarySearch(numbers, number);
    if (at < 0) {
      int above = Math.min(-at - 1, numbers.length - 1);
      int below = Math.max(0, above - 1);
      at = number - numbers[below] <= numbers[above] - number ? below : above;
    }
    return ascending[at];
  }

  /** The value of a code, as it is shown. */
  String show(int code) {
    return code == NO_ANSWER ? "NaN" : head.output().variable().domain().value(code).toString();
  }
}
