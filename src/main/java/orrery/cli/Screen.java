package orrery.cli;

import java.util.List;

/**
 * What the launcher knows of where the output goes.
 *
 * @param progress whether messages go to a person's screen, so that a progress bar is of use
 * @param colours whether messages may be coloured
 */
record Screen(boolean progress, boolean colours) {
  /** Pipes and files: no progress bar, no colours. */
  static final Screen NONE = new Screen(false, false);

  /**
   * What the launcher found: it names the terminals among stdout and stderr in the property {@code
   * orrery.screen}. The JVM cannot say which of the two is one.
   */
  static Screen ofLauncher() {
    List<String> terminals = List.of(System.getProperty("orrery.screen", "").split(","));
    boolean err = terminals.contains("err");
    return new Screen(err, err && System.getenv("NO_COLOR") == null);
  }
}
