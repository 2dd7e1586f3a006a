package orrery.task;

import java.util.stream.IntStream;
import orrery.circuit.OutputHead;
import orrery.types.Value;

/**
 * One place at which an example is judged, and what is right there.
 *
 * @param head the output
 * @param position in the sequence: BOS is 0, the program's position i is i + 1
 * @param clean the code of the answer to the clean input
 * @param counterfactual the code of the answer to the other; negative where it has none
 */
public record Judgement(OutputHead head, int position, int clean, int counterfactual) {
  /** Whether the two inputs have different answers here. */
  public boolean differs() {
    if (counterfactual < 0 || clean == counterfactual) return false;
    return !head.regression() || number(clean) != number(counterfactual);
  }

  /** The number that a code means in an output that is a number; 0 for {@code none}. */
  double number(int code) {
    Value value = head.output().variable().domain().value(code);
    return value.isNone() ? 0 : value.toDouble();
  }

  /** Every number that the output can be, ascending. */
  double[] numbers() {
    int size = head.output().variable().domain().size();
    return IntStream.range(0, size).mapToDouble(this::number).sorted().distinct().toArray();
  }
}
