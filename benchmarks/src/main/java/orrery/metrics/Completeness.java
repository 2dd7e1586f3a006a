package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import orrery.circuit.ResidualGraph;

/**
 * Completeness of a circuit C (Wang et al. 2023, section 4): whatever part K of it is knocked out,
 * the circuit should behave as the model does, {@code |m(C∖K) − m(M∖K)|} small for every K ⊆ C.
 *
 * <p>A circuit that lacks a backup is faithful and not complete: K = the part that is backed up
 * shows it. The metric is a mean over examples.
 */
public final class Completeness {
  private final Candidate candidate;

  /** A question about one circuit. */
  public Completeness(Candidate candidate) {
    this.candidate = candidate;
  }

  /** The same, told part by part. */
  public Completeness(CircuitRuns runs, ResidualGraph graph, BitSet circuit) {
    this(new Candidate(runs, graph, circuit));
  }

  /**
   * What one knock-out shows.
   *
   * @param knockedOut K, numbers of edges
   * @param circuit m(C∖K)
   * @param model m(M∖K)
   */
  public record Gap(BitSet knockedOut, double circuit, double model) {
    /** |m(C∖K) − m(M∖K)|, the incompleteness at K. */
    public double value() {
      return Math.abs(circuit - model);
    }
  }

  /** Gaps at random K, every edge of the circuit in it with chance ½. */
  public List<Gap> random(int sets, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    List<BitSet> knockouts = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      BitSet out = new BitSet();
      candidate.circuit().stream().filter(e -> random.nextBoolean()).forEach(out::set);
      knockouts.add(out);
    }
    return gaps(knockouts);
  }

  /**
   * Gaps along a greedy search for the worst K: each step knocks out one more edge, the one among
   * some random candidates that makes the gap largest. The first gap is that of K = ∅.
   *
   * @param steps how many edges to knock out, at most those of the circuit
   * @param candidates how many edges to try at each step
   */
  public List<Gap> greedy(int steps, int candidates, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    List<Gap> path = new ArrayList<>(gaps(List.of(new BitSet())));
    BitSet left = candidate.without(new BitSet());
    for (int s = 0; s < steps && !left.isEmpty(); s++) {
      BitSet out = path.get(path.size() - 1).knockedOut();
      int[] edges = left.stream().toArray();
      List<BitSet> tried = new ArrayList<>();
      for (int i : Resampling.subset(edges.length, Math.min(candidates, edges.length), random)) {
        BitSet more = (BitSet) out.clone();
        more.set(edges[i]);
        tried.add(more);
      }
      Gap worst = worst(gaps(tried));
      path.add(worst);
      left.andNot(worst.knockedOut());
    }
    return path;
  }

  /** The largest of some gaps: the incompleteness that is reported. */
  public static Gap worst(List<Gap> gaps) {
    return gaps.stream().max(Comparator.comparingDouble(Gap::value)).orElseThrow();
  }

  /** The gaps at given K. */
  public List<Gap> gaps(List<BitSet> knockouts) {
    List<BitSet> sets = new ArrayList<>();
    for (BitSet out : knockouts) {
      sets.add(candidate.without(out));
      sets.add(candidate.complement(out));
    }
    double[] means = candidate.means(sets);
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < knockouts.size(); i++) {
      gaps.add(new Gap(knockouts.get(i), means[2 * i], means[2 * i + 1]));
    }
    return gaps;
  }
}
