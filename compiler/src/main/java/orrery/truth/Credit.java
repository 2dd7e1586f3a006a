package orrery.truth;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;

/**
 * What a found circuit, or a ranking of edges, gets where the truth is a family of minimal
 * circuits.
 *
 * <p>It is compared with the member that suits it best. Any member gets full credit. So does a set
 * between a member and the union: its other edges belong to other members, they are redundant and
 * not wrong. An edge outside the union is wrong, and an edge of the member that is missing is
 * missing; the credit is F1 = 2 hits / (2 hits + missing + wrong).
 *
 * @param value from 0 to 1
 * @param member the number of the member in {@link MinimalCircuits#family}
 * @param hits edges of the member that were found
 * @param missing edges of the member that were not
 * @param redundant edges of other members that were found: neither credited nor charged
 * @param wrong edges of no member that were found
 */
public record Credit(
    double value,
    int member,
    SortedSet<Edge> hits,
    SortedSet<Edge> missing,
    SortedSet<Edge> redundant,
    SortedSet<Edge> wrong) {

  /**
   * The credit of a set of edges.
   *
   * @throws IllegalArgumentException if the family has no member
   */
  public static Credit of(MinimalCircuits truth, Set<Edge> found) {
    return IntStream.range(0, requireMembers(truth))
        .mapToObj(m -> of(truth, m, found))
        .reduce((a, b) -> b.value > a.value ? b : a)
        .orElseThrow();
  }

  private static int requireMembers(MinimalCircuits truth) {
    if (truth.family().isEmpty()) {
      throw new IllegalArgumentException("no set of edges is sufficient, nothing can be credited");
    }
    return truth.family().size();
  }

  private static Credit of(MinimalCircuits truth, int number, Set<Edge> found) {
    SortedSet<Edge> member = truth.family().get(number);
    SortedSet<Edge> hits = new TreeSet<>(member);
    hits.retainAll(found);
    SortedSet<Edge> missing = new TreeSet<>(member);
    missing.removeAll(found);
    SortedSet<Edge> redundant = truth.union();
    redundant.removeAll(member);
    redundant.retainAll(found);
    SortedSet<Edge> wrong = new TreeSet<>(found);
    wrong.removeAll(truth.union());
    double all = 2.0 * hits.size() + missing.size() + wrong.size();
    double value = all == 0 ? 1 : 2 * hits.size() / all;
    return new Credit(value, number, hits, missing, redundant, wrong);
  }

  /**
   * What a ranking is scored against: the member that it ranks highest above everything that is in
   * no member.
   *
   * @param member its number in {@link MinimalCircuits#family}
   * @param positives the member's edges, by their numbers in the graph
   * @param negatives the candidates that are in no member
   * @param separation the probability that an edge of the member stands above one of no member,
   *     ties counting half (the area under the ROC curve); 1 where there are none of a kind
   */
  public record Match(int member, BitSet positives, BitSet negatives, double separation) {}

  /**
   * The member that suits a ranking best; of equals the first. Edges of other members count as
   * neither positive nor negative.
   *
   * @param scores {@code [edge]}, larger means more important; the caller says whether they are
   *     signed
   * @param candidates the edges that are ranked at all
   * @throws IllegalArgumentException if the family has no member, or scores do not fit the graph
   */
  public static Match match(
      MinimalCircuits truth, ResidualGraph graph, double[] scores, BitSet candidates) {
    requireMembers(truth);
    if (scores.length != graph.edgeCount()) {
      throw new IllegalArgumentException(
          "%d scores for %d edges".formatted(scores.length, graph.edgeCount()));
    }
    BitSet negatives = (BitSet) candidates.clone();
    negatives.andNot(numbers(graph, truth.union()));
    List<BitSet> members = truth.family().stream().map(m -> numbers(graph, m)).toList();
    return IntStream.range(0, members.size())
        .mapToObj(
            m -> {
              BitSet positives = members.get(m);
              return new Match(m, positives, negatives, separation(scores, positives, negatives));
            })
        .reduce((a, b) -> b.separation > a.separation ? b : a)
        .orElseThrow();
  }

  private static BitSet numbers(ResidualGraph graph, Set<Edge> edges) {
    BitSet numbers = new BitSet();
    for (Edge e : edges) {
      numbers.set(
          graph
              .edgeId(e)
              .orElseThrow(() -> new IllegalArgumentException("the model has no edge " + e)));
    }
    return numbers;
  }

  private static double separation(double[] scores, BitSet positives, BitSet negatives) {
    if (positives.isEmpty() || negatives.isEmpty()) return 1;
    double[] below = negatives.stream().mapToDouble(e -> scores[e]).sorted().toArray();
    double wins =
        positives.stream()
            .mapToDouble(
                e -> (count(below, scores[e], false) + count(below, scores[e], true)) / 2.0)
            .sum();
    return wins / positives.cardinality() / below.length;
  }

  /** How many of some ascending numbers are smaller than a score, or at most as large. */
  private static int count(double[] ascending, double score, boolean orEqual) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean counts = orEqual ? ascending[middle] <= score : ascending[middle] < score;
      if (counts) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
