package orrery.discovery;

import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/**
 * The attention of one head on one example, and how it changes with its queries or keys; exact
 * through the softmax. Where nothing changes, the result is 0.0 exactly.
 */
final class HeadScores {
  private final TransformerConfig config;
  private final Head head;
  private final double[][] stream;
  private final double[][] queries;
  private final double[][] keys;
  private final double[][] scores; // [query][key], −∞ where the query does not see the key

  HeadScores(Weights weights, int layer, int index, double[][] stream) {
    this.config = weights.config();
    this.head = weights.layers().get(layer).heads().get(index);
    this.stream = stream;
    double[][] read = normalised(stream);
    this.queries = Rows.plusEveryRow(Rows.times(read, head.wQ()), head.bQ());
    this.keys = Rows.plusEveryRow(Rows.times(read, head.wK()), head.bK());
    this.scores = scaled(Rows.timesTransposed(queries, keys));
    for (int q = 0; q < scores.length; q++) {
      for (int k = 0; k < scores.length; k++) {
        if (!config.attentionDirection().sees(q, k)) scores[q][k] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  private double[][] normalised(double[][] rows) {
    double[][] normal = new double[rows.length][];
    for (int p = 0; p < rows.length; p++) normal[p] = config.normalization().apply(rows[p]);
    return normal;
  }

  private double[][] scaled(double[][] products) {
    for (double[] row : products) {
      for (int k = 0; k < row.length; k++) row[k] /= config.attnScale();
    }
    return products;
  }

  /** How the scores change if the stream that queries read does, {@code [query][key]}. */
  double[][] byQueries(double[][] change) {
    return scaled(Rows.timesTransposed(moved(head.q(), change), keys));
  }

  /** How the scores change if the stream that keys read does, {@code [query][key]}. */
  double[][] byKeys(double[][] change) {
    return scaled(Rows.timesTransposed(queries, moved(head.k(), change)));
  }

  /** How the values change if the stream that they read does, {@code [key][dHead]}. */
  double[][] valuesBy(double[][] change) {
    return moved(head.v(), change);
  }

  private double[][] moved(Affine map, double[][] change) {
    if (config.normalization() == Normalization.NONE) return Rows.times(change, map.w());
    double[][] after = normalised(Rows.plus(stream, change));
    return Rows.minus(Rows.times(after, map.w()), Rows.times(normalised(stream), map.w()));
  }

  /** How attention changes with the scores, all at once, {@code [query][key]}. */
  double[][] pattern(double[][] scoreChange) {
    double[][] change = new double[scores.length][];
    for (int q = 0; q < change.length; q++) {
      double[] after = scores[q].clone();
      for (int k = 0; k < after.length; k++) {
        if (Double.isFinite(scores[q][k])) after[k] += scoreChange[q][k];
      }
      change[q] = softmax(after);
      Rows.add(change[q], softmax(scores[q]), -1);
    }
    return change;
  }

  private static double[] softmax(double[] row) {
    double max = Double.NEGATIVE_INFINITY;
    for (double s : row) max = Math.max(max, s);
    double[] shares = new double[row.length];
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      shares[k] = Math.exp(row[k] - max);
      sum += shares[k];
    }
    for (int k = 0; k < row.length; k++) shares[k] /= sum;
    return shares;
  }

  /**
   * ⟨change of attention, gradient⟩ with each key's scores changed alone, {@code [query][key]}.
   *
   * <p>If the score of one key moves, its share p goes to a logistic function of it, and the others
   * keep their proportions: the effect is Δp · (its gradient − the others' mean gradient).
   */
  double[][] keysApart(double[][] scoreChange, double[][] gradient) {
    double[][] effect = new double[scores.length][scores.length];
    for (int q = 0; q < scores.length; q++) {
      for (int k = 0; k < scores.length; k++) {
        if (scoreChange[q][k] != 0 && config.attentionDirection().sees(q, k)) {
          effect[q][k] = alone(scores[q], k, scoreChange[q][k], gradient[q]);
        }
      }
    }
    return effect;
  }

  private static double alone(double[] row, int key, double change, double[] gradient) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < row.length; k++) if (k != key) max = Math.max(max, row[k]);
    if (Double.isInfinite(max)) return 0; // it sees nothing else
    double sum = 0;
    double mean = 0;
    for (int k = 0; k < row.length; k++) {
      if (k == key) continue;
      double share = Math.exp(row[k] - max);
      sum += share;
      mean += share * gradient[k];
    }
    double odds = row[key] - max - Math.log(sum);
    double moved =
        odds > 0
            ? 1 / (1 + Math.exp(odds)) - 1 / (1 + Math.exp(odds + change))
            : 1 / (1 + Math.exp(-odds - change)) - 1 / (1 + Math.exp(-odds));
    return moved * (gradient[key] - mean / sum);
  }
}
