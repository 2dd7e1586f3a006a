package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import orrery.circuit.OutputHead;
import orrery.components.ComponentModel;
import orrery.types.Value;

/**
 * What the logits of some rows should say, and the loss of what they say.
 *
 * <p>Classes have cross-entropy; numbers have the squared error in units of the variance of their
 * domain, so that both start near 1. A position that is not judged, or has no answer, weighs
 * nothing.
 */
final class Targets {
  private final List<OutputHead> outputs;
  private final int models;
  private final int positions;
  private final int rows;
  private final List<float[]> weights = new ArrayList<>(); // [model, class, position, row]
  private final List<float[]> numbers = new ArrayList<>(); // [model, 1, position, row]
  private final List<double[]> values = new ArrayList<>(); // [output][code], of numbers

  Targets(List<OutputHead> outputs, int models, int positions, int rows) {
    this.outputs = outputs;
    this.models = models;
    this.positions = positions;
    this.rows = rows;
    for (OutputHead output : outputs) {
      weights.add(new float[models * output.count() * positions * rows]);
      values.add(output.regression() ? values(output) : new double[0]);
      numbers.add(new float[output.regression() ? models * positions * rows : 0]);
    }
  }

  /**
   * Asks some rows of a model for the program's answers.
   *
   * @param first the first of the rows; row i of the answers is asked of row first + i
   * @param weight of their loss, which is the mean over judged positions, summed over outputs
   */
  void ask(int model, int first, ComponentModel.Answers answers, int count, double weight) {
    for (int o = 0; o < outputs.size(); o++) {
      int judged = 0;
      for (int i = 0; i < count; i++) {
        for (int p = 1; p < positions; p++) if (code(answers, o, i, p) >= 0) judged++;
      }
      if (judged == 0) continue;
      float each = (float) (weight / judged / scale(values.get(o)));
      for (int i = 0; i < count; i++) {
        for (int p = 1; p < positions; p++) {
          int code = code(answers, o, i, p);
          if (code >= 0) put(o, model, p, first + i, code, each);
        }
      }
    }
  }

  /** The answer at a position of the sequence, BOS being 0. */
  private static int code(ComponentModel.Answers answers, int output, int row, int position) {
    return position > answers.stride()
        ? ComponentModel.Answers.NONE
        : answers.code(output, row, position - 1);
  }

  private void put(int output, int model, int position, int row, int code, float weight) {
    OutputHead head = outputs.get(output);
    int unit = head.regression() ? 0 : code;
    weights.get(output)[((model * head.count() + unit) * positions + position) * rows + row] =
        weight;
    if (!head.regression()) return;
    numbers.get(output)[(model * positions + position) * rows + row] =
        (float) values.get(output)[code];
  }

  /** The number that each code of an output is. */
  static double[] values(OutputHead head) {
    return head.output().variable().domain().values().stream()
        .mapToDouble(Value::toDouble)
        .toArray();
  }

  private static double scale(double[] values) {
    if (values.length == 0) return 1;
    double sum = 0;
    double squares = 0;
    for (double x : values) {
      sum += x;
      squares += x * x;
    }
    double mean = sum / values.length;
    double variance = squares / values.length - mean * mean;
    return variance > 0 ? variance : 1;
  }

  /** The loss of every column, {@code [model, 1, position * row]}, weights included. */
  NDArray losses(Native memory, NDArray logits) {
    List<NDArray> parts = new ArrayList<>();
    long columns = (long) positions * rows;
    for (int o = 0; o < outputs.size(); o++) {
      OutputHead head = outputs.get(o);
      NDArray own = slice(logits, head);
      NDArray weight = memory.array(weights.get(o), models, head.count(), columns);
      if (head.regression()) {
        NDArray number = memory.array(numbers.get(o), models, 1, columns);
        parts.add(own.sub(number).square().mul(weight));
      } else {
        parts.add(own.logSoftmax(1).mul(weight).sum(new int[] {1}, true).neg());
      }
    }
    NDArray all = parts.get(0);
    for (NDArray part : parts.subList(1, parts.size())) all = all.add(part);
    return all;
  }

  /** The logits of one output, {@code [model, class, position * row]}. */
  private static NDArray slice(NDArray logits, OutputHead head) {
    long all = logits.getShape().get(1);
    if (head.count() == all) return logits;
    long end = head.first() + head.count();
    if (head.first() == 0) return logits.split(new long[] {end}, 1).get(0);
    return end == all
        ? logits.split(new long[] {head.first()}, 1).get(1)
        : logits.split(new long[] {head.first(), end}, 1).get(1);
  }
}
