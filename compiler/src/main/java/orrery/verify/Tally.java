package orrery.verify;

import java.util.Optional;

/** Counts comparisons at one site; safe to use from several threads. */
final class Tally {
  private final String name;
  private final String site;
  private long compared;
  private long wrong;
  private double margin = Double.POSITIVE_INFINITY;
  private long firstSequence = Long.MAX_VALUE;
  private Optional<Certificate.Disagreement> first = Optional.empty();

  Tally(String name, String site) {
    this.name = name;
    this.site = site;
  }

  synchronized void add(Tally other) {
    compared += other.compared;
    wrong += other.wrong;
    margin = Math.min(margin, other.margin);
    if (other.firstSequence < firstSequence) {
      firstSequence = other.firstSequence;
      first = other.first;
    }
  }

  Tally fresh() {
    return new Tally(name, site);
  }

  /** Whether the comparison succeeded. */
  boolean compare(boolean equal, double lead) {
    compared++;
    if (!equal) wrong++;
    margin = Math.min(margin, equal ? lead : -Math.abs(lead));
    return equal;
  }

  void disagree(long sequence, Certificate.Disagreement disagreement) {
    if (sequence < firstSequence) {
      firstSequence = sequence;
      first = Optional.of(disagreement);
    }
  }

  synchronized Certificate.Entry entry() {
    return new Certificate.Entry(name, site, compared, wrong, compared == 0 ? 1 : margin);
  }

  synchronized Optional<Certificate.Disagreement> first() {
    return first;
  }

  synchronized long compared() {
    return compared;
  }

  synchronized long wrong() {
    return wrong;
  }

  String name() {
    return name;
  }

  String site() {
    return site;
  }
}
