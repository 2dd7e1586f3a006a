package orrery.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.circuit.OutputHead;
import orrery.intervention.Metric;

/**
 * Makes the metrics of {@link TaskOptions.Metric} for the judged places of some examples.
 *
 * <p>Each is the mean of a loss over the places at which an example is judged; the logit difference
 * over those only at which the two answers differ, and 0 where none do.
 */
final class Metrics {
  private final List<List<Judgement>> judged;
  private final CleanLogits logits;

  /**
   * The metrics of some examples.
   *
   * @param judged {@code [example][place]}
   * @param logits those of the clean runs, for metrics that compare with them
   */
  Metrics(List<List<Judgement>> judged, CleanLogits logits) {
    this.judged = judged;
    this.logits = logits;
  }

  /** The logits of the clean runs. */
  @FunctionalInterface
  interface CleanLogits {
    /** The logits of an example at a position, {@code [dVocabOut]}. */
    double[] at(int example, int position);
  }

  Metric metric(TaskOptions.Metric kind) {
    List<List<JudgedMetric.Term>> terms = new ArrayList<>();
    for (int example = 0; example < judged.size(); example++) {
      List<JudgedMetric.Term> own = new ArrayList<>();
      for (Judgement j : judged.get(example)) {
        if (kind == TaskOptions.Metric.LOGIT_DIFF && !j.differs()) continue;
        OutputHead head = j.head();
        Loss loss = head.regression() ? ofNumber(kind, j, example) : ofClass(kind, j, example);
        own.add(new JudgedMetric.Term(j.position(), head.first(), head.count(), loss));
      }
      terms.add(own);
    }
    return new JudgedMetric(kind.label(), terms);
  }

  private Loss ofClass(TaskOptions.Metric kind, Judgement j, int example) {
    return switch (kind) {
      case LOGIT_DIFF -> new Loss.LogitDifference(j.clean(), j.counterfactual());
      case KL -> new Loss.Divergence(Loss.logSoftmax(clean(j, example)));
      case CROSS_ENTROPY -> new Loss.CrossEntropy(j.clean());
      case PROBABILITY -> new Loss.Improbability(j.clean());
      case SQUARED_ERROR -> new Loss.SquaredError(clean(j, example));
      case ERROR_RATE -> new Loss.WrongClass(j.clean());
    };
  }

  private Loss ofNumber(TaskOptions.Metric kind, Judgement j, int example) {
    double[] numbers = j.numbers();
    double right = j.number(j.clean());
    double gap = gap(numbers);
    return switch (kind) {
      case LOGIT_DIFF -> new Loss.Movement(right, j.number(j.counterfactual()));
      case KL -> new Loss.Gaussian(clean(j, example)[0], gap);
      case CROSS_ENTROPY -> new Loss.Gaussian(right, gap);
      case PROBABILITY -> new Loss.GaussianComplement(new Loss.Gaussian(right, gap));
      case SQUARED_ERROR -> new Loss.SquaredError(clean(j, example));
      case ERROR_RATE -> new Loss.WrongNumber(numbers, right);
    };
  }

  private double[] clean(Judgement j, int example) {
    int first = j.head().first();
    return Arrays.copyOfRange(logits.at(example, j.position()), first, first + j.head().count());
  }

  /** The least distance between two values, 1 where there is but one. */
  private static double gap(double[] numbers) {
    double gap = Double.POSITIVE_INFINITY;
    for (int i = 1; i < numbers.length; i++) gap = Math.min(gap, numbers[i] - numbers[i - 1]);
    return numbers.length < 2 ? 1 : gap;
  }
}
