package orrery.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import orrery.artifact.Export;

/**
 * The names of export targets on the command line: {@code transformerlens}, {@code dot-variables},
 * {@code task}.
 */
final class TargetName implements Iterable<String> {
  /** The target that takes a task's options. */
  static final String TASK = "task";

  /**
   * The target that is called so, if it is not a task.
   *
   * @throws Misuse where none is
   */
  static Export.Target of(String name) {
    return Arrays.stream(Export.Target.values())
        .filter(t -> nameOf(t).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new Misuse(
                    "--to: expected one of "
                        + String.join(", ", new TargetName())
                        + ", not `"
                        + name
                        + "`"));
  }

  @Override
  public Iterator<String> iterator() {
    return Stream.concat(
            Arrays.stream(Export.Target.values()).map(TargetName::nameOf), Stream.of(TASK))
        .iterator();
  }

  private static String nameOf(Export.Target target) {
    return target.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
