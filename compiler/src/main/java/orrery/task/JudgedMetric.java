package orrery.task;

import java.util.List;
import orrery.intervention.Logits;
import orrery.intervention.Metric;

/** The mean of a {@link Loss} over all places where an example is judged; 0 where it is nowhere. */
final class JudgedMetric implements Metric {
  private final String name;
  private final List<List<Term>> terms;

  /**
   * The metric of some terms.
   *
   * @param terms {@code [example][place]}
   */
  JudgedMetric(String name, List<List<Term>> terms) {
    this.name = name;
    this.terms = terms.stream().map(List::copyOf).toList();
  }

  /**
   * One place that is judged.
   *
   * @param position in the sequence, BOS is 0
   * @param first the output's first logit
   * @param count how many logits it has
   */
  record Term(int position, int first, int count, Loss loss) {
    double[] own(Logits logits) {
      double[] own = new double[count];
      for (int i = 0; i < count; i++) own[i] = logits.get(position, first + i);
      return own;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double value(int example, Logits logits) {
    List<Term> own = terms.get(example);
    double sum = 0;
    for (Term t : own) sum += t.loss().value(t.own(logits));
    return own.isEmpty() ? 0 : sum / own.size();
  }

  @Override
  public void gradient(int example, Logits logits, Entry visit) {
    List<Term> own = terms.get(example);
    for (Term t : own) {
      double[] slopes = t.loss().gradient(t.own(logits));
      for (int i = 0; i < slopes.length; i++) {
        if (slopes[i] != 0) visit.add(t.position(), t.first() + i, slopes[i] / own.size());
      }
    }
  }

  @Override
  public boolean reads(int example, int position) {
    return terms.get(example).stream().anyMatch(t -> t.position() == position);
  }
}
