package orrery.cli;

import picocli.CommandLine.Option;

/** The option that asks for JSON instead of text. */
final class JsonOption {
  @Option(names = "--json", description = "Print JSON, for machines.")
  private boolean json;

  /** Whether it was asked for. */
  boolean wanted() {
    return json;
  }
}
