package orrery.sampler;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.sampler.Difficulty.Stratum;

/**
 * How many programs of each stratum are wanted.
 *
 * @param counts by stratum; none of the others
 */
public record Quotas(SortedMap<Stratum, Integer> counts) {
  /** Shares by stratum: three quarters have three components or more. */
  public static final Map<Stratum, Double> USUAL =
      Map.of(
          Stratum.ONE, 0.1,
          Stratum.TWO, 0.15,
          Stratum.FEW, 0.35,
          Stratum.SEVERAL, 0.3,
          Stratum.MANY, 0.1);

  /** Copies the counts. */
  public Quotas {
    counts = new TreeMap<>(counts);
  }

  /**
   * The counts of {@code total} programs in these shares, which need not sum to 1; what is left by
   * rounding down goes to the largest remainders.
   */
  public static Quotas of(int total, Map<Stratum, Double> shares) {
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (total < 1 || !(sum > 0) || shares.values().stream().anyMatch(s -> s < 0)) {
      throw new IllegalArgumentException("one program or more, and shares of 0 or more");
    }
    SortedMap<Stratum, Integer> counts = new TreeMap<>();
    Map<Stratum, Double> remainders = new EnumMap<>(Stratum.class);
    shares.forEach(
        (stratum, share) -> {
          double exact = total * share / sum;
          counts.put(stratum, (int) Math.floor(exact));
          remainders.put(stratum, exact - Math.floor(exact));
        });
    int left = total - counts.values().stream().mapToInt(Integer::intValue).sum();
    List<Stratum> order =
        remainders.keySet().stream()
            .sorted(Comparator.comparing(s -> -remainders.getOrDefault(s, 0.0)))
            .toList();
    for (int i = 0; i < left; i++) counts.merge(order.get(i % order.size()), 1, Integer::sum);
    return new Quotas(counts);
  }

  /** How many in all. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  int of(Stratum stratum) {
    return counts.getOrDefault(stratum, 0);
  }
}
