package orrery.cli;

import picocli.CommandLine.Option;

/** The option that seeds everything that is drawn. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** The seed. */
  long value() {
    return seed;
  }
}
