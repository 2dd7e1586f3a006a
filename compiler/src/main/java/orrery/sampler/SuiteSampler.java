package orrery.sampler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import orrery.sampler.Difficulty.Stratum;
import orrery.verify.Certificate;

/**
 * Draws programs for a suite: legal, of a wanted make, none of them trivial, each meaning something
 * else, and as many of each stratum as is wanted.
 *
 * <p>Programs are drawn and judged side by side and taken in the order of their numbers, so that
 * the same seed gives the same programs on any machine. A program depends on the seed, its number
 * and the stratum that was wanted of it.
 *
 * @param seed of all that is drawn
 * @param demand what programs are wanted
 */
public record SuiteSampler(long seed, Demand demand) {
  private static final int ROUND = 32;
  private static final int DRAWN_A_PROGRAM = 400;

  /**
   * Draws programs until the quotas are full, or so many were drawn in vain that they will hardly
   * become so: 400 for each wanted.
   *
   * @param progress hears how many have been taken
   */
  public Sample draw(Quotas quotas, LongConsumer progress) {
    Run run = new Run(quotas);
    long most = (long) DRAWN_A_PROGRAM * quotas.total();
    while (!run.isFull() && run.drawn < most) {
      round(run);
      progress.accept(run.taken.size());
    }
    return run.sample();
  }

  private void round(Run run) {
    List<Stratum> wanted = new ArrayList<>();
    run.quotas
        .counts()
        .forEach(
            (stratum, count) -> {
              if (run.open(stratum) > 0) wanted.add(stratum);
            });
    long first = run.drawn;
    List<Candidate> candidates =
        IntStream.range(0, ROUND)
            .parallel()
            .mapToObj(i -> candidate(first + i, wanted.get(i % wanted.size())))
            .toList();
    for (Candidate candidate : candidates) {
      if (!run.isFull()) run.judge(candidate);
    }
  }

  private Candidate candidate(long number, Stratum stratum) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number);
    return Candidate.draw(demand, stratum, random);
  }

  /** What has been taken so far. */
  private static final class Run {
    private final Quotas quotas;
    private final List<SampledProgram> taken = new ArrayList<>();
    private final List<MeaningTable> meanings = new ArrayList<>();
    private final Map<Stratum, Integer> counts = new EnumMap<>(Stratum.class);
    private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
    private long drawn;

    Run(Quotas quotas) {
      this.quotas = quotas;
      for (Rejection r : Rejection.values()) rejected.put(r, 0L);
    }

    boolean isFull() {
      return taken.size() == quotas.total();
    }

    int open(Stratum stratum) {
      return quotas.of(stratum) - counts.getOrDefault(stratum, 0);
    }

    void judge(Candidate candidate) {
      drawn++;
      Optional<Rejection> alone = candidate.rejection();
      if (alone.isPresent()) {
        reject(alone.get());
      } else if (open(candidate.difficulty().stratum()) <= 0) {
        reject(Rejection.QUOTA);
      } else {
        compare(candidate);
      }
    }

    private void compare(Candidate candidate) {
      MeaningTable table = new MeaningTable(candidate.meaning());
      if (meanings.stream().anyMatch(table::agrees)) {
        reject(Rejection.DUPLICATE);
        return;
      }
      Certificate certificate = candidate.verified();
      if (!certificate.passed()) {
        reject(Rejection.WRONG);
        return;
      }
      meanings.add(table);
      counts.merge(candidate.difficulty().stratum(), 1, Integer::sum);
      taken.add(candidate.named("sampled_%04d".formatted(taken.size()), certificate));
    }

    private void reject(Rejection reason) {
      rejected.merge(reason, 1L, Long::sum);
    }

    Sample sample() {
      return new Sample(List.copyOf(taken), drawn, new TreeMap<>(rejected));
    }
  }
}
