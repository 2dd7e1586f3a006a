package orrery.siit;

/**
 * Where a model stands on held-out pairs: shares of judged tokens that are right, from 0 to 1; 1
 * where nothing was asked.
 *
 * @param accuracy the program's answers
 * @param iia the worst interchange of one circuit node
 * @param strictMean one component outside the circuit resampled, mean over components: the
 *     published acceptance
 * @param strictWorst the same, of the worst component
 * @param strictJoint all components outside the circuit resampled at once
 */
public record Standing(
    double accuracy, double iia, double strictMean, double strictWorst, double strictJoint) {
  static Standing of(Look look) {
    return new Standing(
        look.worst(HeldOut.Kind.ACCURACY),
        look.worst(HeldOut.Kind.IIA),
        look.figures().stream()
            .filter(f -> f.kind() == HeldOut.Kind.STRICT)
            .mapToDouble(Look.Figure::share)
            .average()
            .orElse(1),
        look.worst(HeldOut.Kind.STRICT),
        look.worst(HeldOut.Kind.STRICT_JOINT));
  }
}
