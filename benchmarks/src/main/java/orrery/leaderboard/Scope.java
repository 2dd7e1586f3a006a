package orrery.leaderboard;

import java.util.List;
import java.util.Optional;
import orrery.suite.Kind;

/**
 * Which cells are put together.
 *
 * @param kind of the models
 * @param stratum of the models; empty for all of them
 * @param tellingOnly whether only cells count that tell methods apart
 */
public record Scope(Kind kind, Optional<String> stratum, boolean tellingOnly) {
  /** All models of a kind. */
  static Scope of(Kind kind) {
    return new Scope(kind, Optional.empty(), /* tellingOnly= */ false);
  }

  /** Those of them that are in a stratum. */
  Scope in(String name) {
    return new Scope(kind, Optional.of(name), tellingOnly);
  }

  /** Those of them that tell methods apart. */
  Scope telling() {
    return new Scope(kind, stratum, /* tellingOnly= */ true);
  }

  /** The cells that belong to it, in their order. */
  List<Cell> among(List<Cell> cells) {
    return cells.stream()
        .filter(c -> c.profile().kind() == kind)
        .filter(c -> stratum.map(s -> s.equals(c.profile().stratum())).orElse(true))
        .filter(c -> !tellingOnly || c.isTelling())
        .toList();
  }
}
