package orrery.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;

/** What a program answers where it is judged. */
final class Answering {
  private final CompiledModel model;

  Answering(CompiledModel model) {
    this.model = model;
  }

  /** A place at which inputs of one length are judged; {@code position} is the program's. */
  record Place(OutputHead head, int position) {}

  /** The places at which inputs of a length are judged, output by output. */
  List<Place> places(int length) {
    List<Place> places = new ArrayList<>();
    for (OutputHead head : model.outputs()) {
      for (int p = 0; p < length; p++) {
        if (head.output().judgedAt(p, length)) places.add(new Place(head, p));
      }
    }
    return places;
  }

  /**
   * The codes of the answers to some inputs of one length, {@code [input][place]}; negative where
   * the program has none.
   */
  int[][] answers(List<int[]> inputs) {
    if (inputs.isEmpty()) return new int[0][];
    int length = inputs.get(0).length;
    InputBatch batch = InputBatch.of(inputs, length);
    Evaluation evaluation = new Evaluation(batch, model.meaning().inputs().causal());
    List<Place> places = places(length);
    int[][] answers = new int[inputs.size()][places.size()];
    for (int i = 0; i < places.size(); i++) {
      int[] codes = evaluation.codes(places.get(i).head().output().variable());
      for (int row = 0; row < answers.length; row++) {
        answers[row][i] = codes[batch.at(row, places.get(i).position())];
      }
    }
    return answers;
  }

  /** Some inputs of one length with their answers. */
  List<Input> inputs(List<int[]> tokens) {
    int[][] answers = answers(tokens);
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) inputs.add(new Input(tokens.get(i), answers[i]));
    return inputs;
  }

  /**
   * An input with its answers.
   *
   * @param tokens codes in the alphabet, without BOS
   * @param answers {@code [place]}
   */
  record Input(int[] tokens, int[] answers) {
    /** Whether the other's answer is another, at some place where both have one. */
    boolean differs(Input other) {
      for (int i = 0; i < answers.length; i++) {
        boolean both = answers[i] >= 0 && other.answers[i] >= 0;
        if (both && answers[i] != other.answers[i]) return true;
      }
      return false;
    }

    boolean isSame(Input other) {
      return Arrays.equals(tokens, other.tokens);
    }
  }

  /** Where a pair of one length is judged, and what is right there. */
  List<Judgement> judged(Input clean, Input counterfactual) {
    List<Place> places = places(clean.tokens().length);
    List<Judgement> judged = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (clean.answers()[i] < 0) continue;
      Place place = places.get(i);
      judged.add(
          new Judgement(
              place.head(), place.position() + 1, clean.answers()[i], counterfactual.answers()[i]));
    }
    return judged;
  }
}
