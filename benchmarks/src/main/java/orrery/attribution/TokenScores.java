package orrery.attribution;

import java.util.OptionalDouble;

/**
 * What a method answers to one question.
 *
 * @param values {@code [token]}; larger magnitudes matter more, and where a method has signs a
 *     positive token speaks for the answer
 * @param completenessError of a method that divides the change of the output from a reference to
 *     the input among the tokens: |Σ values − change|; empty for any other
 * @param errors {@code [token]} standard errors of a method that samples; empty for any other
 */
public record TokenScores(double[] values, OptionalDouble completenessError, double[] errors) {
  /** Scores alone. */
  static TokenScores of(double[] values) {
    return new TokenScores(values, OptionalDouble.empty(), new double[0]);
  }

  /** Scores that are to sum to a change. */
  static TokenScores dividing(double change, double[] values) {
    return dividing(change, values, new double[0]);
  }

  /** Scores with standard errors that are to sum to a change. */
  static TokenScores dividing(double change, double[] values, double[] errors) {
    double sum = 0;
    for (double v : values) sum += v;
    return new TokenScores(values, OptionalDouble.of(Math.abs(sum - change)), errors);
  }
}
