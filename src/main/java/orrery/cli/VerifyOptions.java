package orrery.cli;

import orrery.verify.Verifier;
import picocli.CommandLine.Option;

/** The options that decide how many inputs a verification runs. */
final class VerifyOptions {
  @Option(
      names = "--exhaustive-limit",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Run all legal inputs where there are at most N (default: ${DEFAULT-VALUE}).")
  private long most;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Else draw N of them, the lengths in equal shares (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * Requires that none of them was given.
   *
   * @throws Misuse otherwise
   */
  void requireUsual() {
    if (options().equals(Verifier.Options.DEFAULT)) return;
    throw new Misuse(
        "--exhaustive-limit, --samples and --seed are for compiled models: a trained one is judged"
            + " on the terms of its certificate.json");
  }

  /** The seed. */
  long seed() {
    return seed;
  }

  /** The verifier's options, in range. */
  Verifier.Options options() {
    if (most < 0 || samples < 1) {
      throw new Misuse("--exhaustive-limit must be 0 or more, --samples 1 or more");
    }
    return new Verifier.Options(most, samples, seed);
  }
}
