package orrery.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.verify.Acceptance;
import orrery.verify.Acceptance.Figure;

/** Says in sentences why a model is not accepted. */
final class Reasons {
  private Reasons() {}

  /** One sentence for each required figure that does not reach the threshold. */
  static List<String> of(List<Figure> figures, Acceptance.Terms terms) {
    List<String> reasons = new ArrayList<>();
    for (Figure f : figures) {
      if (!terms.require(f.kind(), f.ablation()) || f.reaches(terms.threshold())) continue;
      reasons.add(
          f.share() < terms.threshold()
              ? "%s: %s of answers are right, %s are required."
                  .formatted(subject(f), percent(f.share()), percent(terms.threshold()))
              : "%s: %s of answers are right, but only %d of the %d pairs that can tell."
                  .formatted(
                      subject(f), percent(f.share()), f.informativeRight(), f.informative()));
    }
    return reasons;
  }

  private static String subject(Figure f) {
    return switch (f.kind()) {
      case ACCURACY -> "On held-out inputs";
      case IIA -> "With %s from another input".formatted(f.name());
      case IIA_PORT -> "With all that %s reads from another input".formatted(f.name());
      case IIA_SUBSPACE -> "With the subspace of %s from another input".formatted(f.name());
      case STRICT_SUBSPACE -> "With %s from another input".formatted(f.name());
      case IIA_POSITION -> "With %s from another input".formatted(f.name());
      case IIA_JOINT -> "With %s from another input at once".formatted(f.name());
      case STRICT -> "With %s, which the circuit does without, %s".formatted(f.name(), how(f));
      case STRICT_JOINT ->
          "With all %s that the circuit does without %s".formatted(f.name(), how(f));
      case EDGE_STRICT -> "With what %s should not read from another input".formatted(f.name());
      case EDGE_STRICT_JOINT ->
          "With what %s should not read from another input".formatted(f.name());
      case EDGE_STRICT_EMBEDDINGS ->
          "With what %s should not read from another input, embeddings included"
              .formatted(f.name());
    };
  }

  private static String how(Figure f) {
    return switch (f.ablation()) {
      case NONE -> "as it is";
      case RESAMPLE -> "from another input";
      case MEAN -> "at the mean";
      case ZERO -> "at zero";
    };
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
