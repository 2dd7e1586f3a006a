package orrery.leaderboard;

import java.util.Locale;
import orrery.circuit.CompiledModel;
import orrery.model.TransformerConfig;
import orrery.report.Scorecard;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import orrery.verify.Evidence;

/** What a page says of a model, in a sentence. */
public final class Sentences {
  private Sentences() {}

  /** The size of a model. */
  public static String size(CompiledModel model) {
    TransformerConfig config = model.weights().config();
    int heads = model.weights().layers().stream().mapToInt(l -> l.heads().size()).sum();
    int units = model.weights().layers().stream().mapToInt(l -> l.dMlp()).sum();
    return String.join(
        ", ",
        counted(config.nLayers(), "layer"),
        counted(heads, "head"),
        "d_model " + config.dModel(),
        "d_head " + config.dHead(),
        counted(units, "MLP unit"));
  }

  /** What a certificate says. */
  public static String verdict(Evidence evidence) {
    if (evidence instanceof Certificate c) {
      return "%s%s, %s"
          .formatted(
              c.coverage() == Certificate.Coverage.EXHAUSTIVE ? "all " : "",
              counted(c.inputs(), "legal input"),
              c.passed() ? "no disagreement" : counted(c.disagreements(), "disagreement"));
    }
    if (evidence instanceof Acceptance a) {
      return "%s, %s at %s"
          .formatted(
              counted(a.inputs(), "held-out input"),
              a.passed() ? "accepted" : "not accepted",
              a.threshold());
    }
    throw new AssertionError("no other evidence");
  }

  /** The intervention semantics of all models, whatever their outputs are called. */
  static String semantics(Scorecard.Semantics s) {
    return "%s of edges, %d %s pairs asked for, %s of every output, seed %d; %s"
        .formatted(
            s.reference(), s.asked(), s.counterfactual(), s.metric(), s.seed(), s.engine());
  }

  /** {@code 1 model}, {@code 5,460 models}. */
  public static String counted(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
