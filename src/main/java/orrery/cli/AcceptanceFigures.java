package orrery.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.draw.Table;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/** Acceptances of trained models as sentences and tables. */
final class AcceptanceFigures {
  private AcceptanceFigures() {}

  /** Whether it was accepted, on what, and if not why not. */
  static String verdict(Acceptance a) {
    String pairs = a.coverage() == Certificate.Coverage.EXHAUSTIVE ? "all pairs of " : "pairs of ";
    String on = pairs + Figures.counted(a.inputs(), "held-out input");
    return a.passed()
        ? "accepted on %s, every figure asked for at least %s".formatted(on, percent(a.threshold()))
        : "NOT accepted on " + on + ": " + reasons(a);
  }

  /** The first reason of a failure, and how many more there are. */
  static String reasons(Acceptance a) {
    String first = a.reasons().stream().findFirst().orElse("no reason is given");
    int more = a.reasons().size() - 1;
    return more > 0 ? first + " (And %d more.)".formatted(more) : first;
  }

  /** The smallest share of right answers of each kind that was asked for. */
  static String shares(Acceptance a) {
    List<String> shares = new ArrayList<>();
    for (Acceptance.Kind kind : a.terms().kinds()) {
      OptionalDouble least =
          a.figures().stream()
              .filter(f -> f.kind() == kind && a.terms().require(kind, f.ablation()))
              .mapToDouble(Acceptance.Figure::share)
              .min();
      if (least.isPresent()) shares.add(name(kind) + " " + percent(least.getAsDouble()));
    }
    return shares.isEmpty() ? "no figure" : "least shares: " + String.join(", ", shares);
  }

  /** The share of right answers when what writes a variable is exchanged; empty if none is. */
  static String interchange(Acceptance a, List<Placement> placements) {
    Set<String> writers =
        placements.stream()
            .flatMap(p -> p.writers().stream())
            .map(Component::name)
            .collect(Collectors.toSet());
    return a.figures().stream()
        .filter(f -> f.kind() == Acceptance.Kind.IIA)
        .filter(f -> Arrays.stream(f.name().split("\\+", -1)).anyMatch(writers::contains))
        .map(f -> percent(f.share()))
        .collect(Collectors.joining(", "));
  }

  /** One row a figure; those that were asked for and are too small carry a mark. */
  static Table table(Acceptance a) {
    List<List<String>> rows = new ArrayList<>();
    for (Acceptance.Figure f : a.figures()) {
      boolean asked = a.terms().require(f.kind(), f.ablation());
      rows.add(
          List.of(
              name(f.kind()),
              f.ablation() == Acceptance.Ablation.NONE ? "" : lower(f.ablation()),
              f.name(),
              percent(f.share()),
              "%d of %d".formatted(f.sequencesRight(), f.pairs()),
              "%d of %d".formatted(f.informativeRight(), f.informative()),
              f.r2().isPresent() ? String.format(Locale.ROOT, "%.4f", f.r2().getAsDouble()) : "",
              !asked ? "" : f.reaches(a.threshold()) ? "yes" : "NO"));
    }
    List<String> head =
        List.of("figure", "replaced by", "of", "answers", "pairs", "can tell", "R²", "enough");
    return new Table(head, rows);
  }

  private static String name(Acceptance.Kind kind) {
    return switch (kind) {
      case ACCURACY -> "accuracy";
      case IIA -> "interchange";
      case IIA_POSITION -> "interchange at a position";
      case IIA_JOINT -> "joint interchange";
      case IIA_PORT -> "interchange at a port";
      case IIA_SUBSPACE -> "interchange of a subspace";
      case STRICT_SUBSPACE -> "joint strict beside subspaces";
      case STRICT -> "strict";
      case STRICT_JOINT -> "joint strict";
      case EDGE_STRICT -> "edge-strict";
      case EDGE_STRICT_JOINT -> "joint edge-strict";
      case EDGE_STRICT_EMBEDDINGS -> "joint edge-strict with embeddings";
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
