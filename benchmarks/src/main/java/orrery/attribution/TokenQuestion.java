package orrery.attribution;

import orrery.circuit.OutputHead;

/**
 * One answer of a model that is to be explained by the tokens of its input.
 *
 * <p>What is attributed is one of the model's outputs: of a class the logit of the program's
 * answer, of a number the number itself.
 *
 * @param inputNumber which of the inputs of a task it is about
 * @param input codes in the alphabet, without BOS
 * @param head the output
 * @param position the program's; in the model's sequence one more, because of BOS
 * @param answer the code of the program's answer
 */
public record TokenQuestion(
    int inputNumber, int[] input, OutputHead head, int position, int answer) {
  /** The number of the logit that is attributed. */
  int logit() {
    return head.regression() ? head.first() : head.first() + answer;
  }

  /** How many tokens there are. */
  int length() {
    return input.length;
  }
}
