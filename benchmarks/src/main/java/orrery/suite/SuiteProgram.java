package orrery.suite;

import java.util.Map;
import java.util.TreeMap;

/**
 * A program of a suite.
 *
 * @param name what its models are called after
 * @param text its source, whole: it may import nothing
 * @param parameters values given to its {@code param}s
 */
public record SuiteProgram(String name, String text, Map<String, String> parameters) {
  /** Copies the parameters. */
  public SuiteProgram {
    parameters = new TreeMap<>(parameters);
  }
}
