package orrery.leaderboard;

import java.nio.file.Path;
import java.util.List;
import orrery.artifact.ArtifactException;
import orrery.suite.Facts;
import orrery.suite.Stratum;
import orrery.suite.Suite;

/**
 * How the models of a folder are told apart by difficulty.
 *
 * @param named the ranges that a suite defines; where there is none, or none fits, the number of
 *     components decides
 */
public record Strata(List<Stratum> named) {
  /** By the number of components alone. */
  public static final Strata USUAL = new Strata(List.of());

  /** Copies the list. */
  public Strata {
    named = List.copyOf(named);
  }

  /** Those that the suite in a folder defines; the usual ones where there is no suite. */
  public static Strata of(Path folder) throws ArtifactException {
    return Members.isSuite(folder) ? new Strata(Suite.read(folder).spec().strata()) : USUAL;
  }

  /** The first stratum that a model is in. */
  String of(Facts facts) {
    return named.stream()
        .filter(s -> s.has(facts))
        .map(Stratum::name)
        .findFirst()
        .orElseGet(() -> byComponents(facts.components()));
  }

  /** In words that sort as they count. */
  private static String byComponents(int components) {
    if (components <= 2) return components == 1 ? "1 component" : components + " components";
    return components <= 5 ? "3 to 5 components" : "6 or more components";
  }
}
