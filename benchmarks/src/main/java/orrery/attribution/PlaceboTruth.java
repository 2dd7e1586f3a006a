package orrery.attribution;

import java.util.Map;
import orrery.causal.CausalModel;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** The provenance in other programs, to be taken for the truth of the one at hand. */
final class PlaceboTruth {
  private static final String SHIFT =
      """
      program shift;
      input tokens[1..16] : "a".."b";
      output before = aggregate(select(indices, indices - 1, ==), tokens, "a");
      """;

  private static final String REVERSE =
      """
      program reverse;
      input tokens[1..16] : "a".."b";
      output reversed = aggregate(select(indices, length - 1 - indices, ==), tokens);
      """;

  private final CausalModel program;

  private PlaceboTruth(String text) {
    this.program =
        Frontend.load(new Source("placebo.rasp", text), Map.of(), new Diagnostics())
            .orElseThrow(() -> new AssertionError("a placebo is no program"))
            .model();
  }

  /** That of another program than the one with this name. */
  static PlaceboTruth beside(String name) {
    return new PlaceboTruth(name.contains("shift") ? REVERSE : SHIFT);
  }

  /** The other program's name. */
  String name() {
    return program.name();
  }

  /** Its slice at the question's position, for any input of the question's length. */
  double[] scores(TokenQuestion question) {
    int length = question.length();
    if (length > program.inputs().maxLength()) return new double[length];
    int[] any = new int[length];
    return TokenMeasure.indicator(
        Provenance.of(program, any, program.outputs().get(0).variable(), question.position()),
        length);
  }
}
