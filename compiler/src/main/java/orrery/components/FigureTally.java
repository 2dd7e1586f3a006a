package orrery.components;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.types.Domain;
import orrery.types.Value;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Acceptance.Figure;
import orrery.verify.Acceptance.Kind;

/** Compares logits with the program's answers and counts for one figure. */
final class FigureTally {
  /** The 97.5 per cent quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** One output, with the sums of its numbers. */
  private static final class Numbers {
    final OutputHead head;
    final int output;
    final double near; // half of the smallest gap between two values
    long count;
    double sum;
    double squares;
    double errors;

    Numbers(OutputHead head, int output) {
      this.head = head;
      this.output = output;
      this.near = gap(head.output().variable().domain()) / 2;
    }
  }

  private final List<Numbers> outputs = new ArrayList<>();
  private long pairs;
  private long tokens;
  private long right;
  private long sequencesRight;
  private long informative;
  private long informativeRight;

  FigureTally(CompiledModel model) {
    for (OutputHead head : model.outputs()) {
      outputs.add(new Numbers(head, model.meaning().outputs().indexOf(head.output())));
    }
  }

  private static double gap(Domain domain) {
    double[] numbers =
        domain.values().stream().filter(Value::isNumber).mapToDouble(Value::toDouble).toArray();
    double gap = Double.POSITIVE_INFINITY;
    for (int i = 1; i < numbers.length; i++) gap = Math.min(gap, numbers[i] - numbers[i - 1]);
    return gap;
  }

  /**
   * Judges one row of a run.
   *
   * @param expected the program's answers, those of the row at {@code at}
   * @param tells whether the pair is informative
   */
  void add(DenseRun run, int row, ComponentModel.Answers expected, int at, boolean tells) {
    boolean all = true;
    for (Numbers o : outputs) {
      for (int p = 0; p < run.positions - 1; p++) {
        int code = expected.code(o.output, at, p);
        if (code == ComponentModel.Answers.NONE) continue;
        boolean good = judge(o, code, run.logits, (p + 1) * run.rows + row);
        tokens++;
        if (good) right++;
        all &= good;
      }
    }
    pairs++;
    if (all) sequencesRight++;
    if (tells) informative++;
    if (tells && all) informativeRight++;
  }

  /** A logit that is no number, and a tie, are wrong. */
  private static boolean judge(Numbers o, int code, double[][] logits, int lane) {
    int first = o.head.first();
    if (o.head.regression()) {
      double wanted = o.head.output().variable().domain().value(code).toDouble();
      double off = logits[first][lane] - wanted;
      o.count++;
      o.sum += wanted;
      o.squares += wanted * wanted;
      o.errors += off * off;
      return Math.abs(off) < o.near;
    }
    double own = logits[first + code][lane];
    boolean largest = !Double.isNaN(own);
    for (int c = 0; c < o.head.count(); c++) {
      if (c != code) largest &= own > logits[first + c][lane];
    }
    return largest;
  }

  Figure figure(Kind kind, Ablation ablation, String name) {
    double share = pairs == 0 ? 1 : (double) sequencesRight / pairs;
    return new Figure(
        kind,
        ablation,
        name,
        pairs,
        tokens,
        right,
        sequencesRight,
        wilson(share, pairs, -1),
        wilson(share, pairs, 1),
        informative,
        informativeRight,
        r2());
  }

  /**
   * A limit of the score interval. Source: Wilson 1927, "Probable Inference, the Law of Succession,
   * and Statistical Inference".
   */
  static double wilson(double share, long trials, int side) {
    if (trials == 0) return side < 0 ? 0 : 1;
    if (share == (side < 0 ? 0 : 1)) return share; // but for rounding
    double n = trials;
    double centre = share + Z * Z / (2 * n);
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    return Math.max(0, Math.min(1, (centre + side * half) / (1 + Z * Z / n)));
  }

  /** 1 − squared errors over squared distances from each output's mean; empty without spread. */
  private OptionalDouble r2() {
    double errors = 0;
    double spread = 0;
    for (Numbers o : outputs) {
      if (o.count == 0) continue;
      errors += o.errors;
      spread += Math.max(0, o.squares - o.sum * o.sum / o.count);
    }
    return spread > 1e-9 ? OptionalDouble.of(1 - errors / spread) : OptionalDouble.empty();
  }
}
