package orrery.cli;

/** The entry point of the {@code orrery} command. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code: 0 fine, 1 the program's or model's fault, 2 misuse.
   */
  public static void main(String[] arguments) {
    System.exit(0);
  }
}
