package orrery.model;

import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import orrery.model.Site.Kind;

/**
 * How fast {@link Transformer} runs; started by hand, it prints one line a model.
 *
 * <p>Arguments: sequences (default 1000000), threads (default all).
 */
public final class ThroughputBenchmark {
  private ThroughputBenchmark() {}

  public static void main(String[] args) {
    int sequences = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int threads =
        args.length > 1 ? Integer.parseInt(args[1]) : Runtime.getRuntime().availableProcessors();
    measure("3 layers, 60 wide,   3 % dense", model(60, 20, 100, 8, 0.03), sequences, threads);
    measure("3 layers, 60 wide, 100 % dense", model(60, 20, 100, 8, 1), sequences / 10, threads);
    measure(
        "3 layers, 1000 wide, 1 % dense",
        model(1000, 60, 1000, 20, 0.01), sequences / 1000, threads);
  }

  private static Weights model(int dModel, int dHead, int dMlp, int nCtx, double density) {
    TransformerConfig config =
        new TransformerConfig(
            3,
            2,
            dModel,
            dHead,
            dMlp,
            nCtx,
            10,
            10,
            ActivationFunction.RELU,
            AttentionDirection.BIDIRECTIONAL);
    return RandomWeights.full(config, seeded(), density);
  }

  /**
   * Processor time of all threads, which other processes disturb less than the clock on the wall.
   */
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  private static RandomGenerator seeded() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  }

  private static void measure(String name, Weights weights, int sequences, int threads) {
    Transformer transformer = new Transformer(weights, threads);
    for (int warm = 0; warm < 2; warm++) {
      run(transformer, Math.max(1, sequences / 20));
    }
    long cpu = cpuNanos();
    long start = System.nanoTime();
    long positive = run(transformer, sequences);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuMicros = (cpuNanos() - cpu) / 1e3 / sequences;
    System.out.printf(
        Locale.ROOT,
        "%s, %d non-zeros: %d sequences of %d tokens in %.2f s on %d threads, %.1f µs of processor time each (%d)%n",
        name,
        weights.nonZeros(),
        sequences,
        weights.config().nCtx(),
        seconds,
        threads,
        cpuMicros,
        positive);
  }

  /** Runs the sequences and counts the positive first logits, so that nothing can be left out. */
  private static long run(Transformer transformer, int sequences) {
    RandomGenerator random = seeded();
    int positions = transformer.config().nCtx();
    int vocabulary = transformer.config().dVocab();
    Iterator<int[]> tokens =
        Stream.generate(() -> random.ints(positions, 0, vocabulary).toArray())
            .limit(sequences)
            .iterator();
    LongAdder positive = new LongAdder();
    transformer.stream(
        tokens,
        Hooks.at(
            Site.of(Kind.LOGITS),
            logits -> {
              for (int row = 0; row < logits.rows(); row++) {
                if (logits.get(row, positions - 1, 0) > 0) {
                  positive.increment();
                }
              }
            }));
    return positive.sum();
  }
}
