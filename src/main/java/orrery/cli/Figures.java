package orrery.cli;

import com.google.gson.JsonObject;
import java.util.Locale;
import orrery.artifact.AcceptanceFile;
import orrery.circuit.CompiledModel;
import orrery.model.TransformerConfig;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import orrery.verify.Evidence;

/** Sizes and certificates as sentences. */
final class Figures {
  private Figures() {}

  /** The size of a model in one line. */
  static String size(CompiledModel model) {
    TransformerConfig config = model.weights().config();
    return String.join(
        ", ",
        counted(config.nLayers(), "layer"),
        counted(heads(model), "head"),
        "d_model " + config.dModel(),
        "d_head " + config.dHead(),
        counted(units(model), "MLP unit"),
        counted(model.weights().nonZeros(), "non-zero weight"));
  }

  /** What was run and what came of it. */
  static String verdict(Evidence evidence) {
    return evidence instanceof Certificate c
        ? verdict(c)
        : AcceptanceFigures.verdict((Acceptance) evidence);
  }

  /** How clear the decisions were, or how large the shares of right answers. */
  static String clearness(Evidence evidence) {
    return evidence instanceof Certificate c
        ? clearness(c)
        : AcceptanceFigures.shares((Acceptance) evidence);
  }

  private static String verdict(Certificate c) {
    String which =
        c.coverage() == Certificate.Coverage.EXHAUSTIVE
            ? "all " + counted(c.inputs(), "legal input")
            : counted(c.inputs(), "legal input") + " of " + grouped(c.candidates()) + " (sampled)";
    String result =
        c.disagreements() == 0
            ? "no disagreement"
            : counted(c.disagreements(), "disagreement") + ", for example " + example(c);
    return which + ", " + counted(c.values(), "value") + ", " + result;
  }

  private static String clearness(Certificate c) {
    return String.format(
        Locale.ROOT,
        "smallest margin %.3f, largest attention leak %.1e (bound of the construction: %.1e)",
        c.margin(),
        c.leak(),
        c.leakBound());
  }

  /** Sizes and certificate for machines. */
  static JsonObject json(Build built) {
    CompiledModel model = built.model();
    TransformerConfig config = model.weights().config();
    JsonObject size = new JsonObject();
    size.addProperty("layers", config.nLayers());
    size.addProperty("heads", heads(model));
    size.addProperty("d_model", config.dModel());
    size.addProperty("d_head", config.dHead());
    size.addProperty("mlp_units", units(model));
    size.addProperty("non_zeros", model.weights().nonZeros());
    JsonObject all = new JsonObject();
    all.addProperty("program", model.meaning().name());
    all.add("size", size);
    if (built.certificate() instanceof Certificate c) all.add("certificate", json(c));
    if (built.certificate() instanceof Acceptance a) all.add("acceptance", AcceptanceFile.json(a));
    return all;
  }

  private static JsonObject json(Certificate c) {
    JsonObject certificate = new JsonObject();
    certificate.addProperty("passed", c.passed());
    certificate.addProperty("coverage", c.coverage().name().toLowerCase(Locale.ROOT));
    certificate.addProperty("inputs", c.inputs());
    certificate.addProperty("candidates", c.candidates());
    certificate.addProperty("values", c.values());
    certificate.addProperty("disagreements", c.disagreements());
    certificate.addProperty("margin", c.margin());
    certificate.addProperty("leak", c.leak());
    certificate.addProperty("leak_bound", c.leakBound());
    c.first().ifPresent(d -> certificate.addProperty("first_disagreement", example(c)));
    return certificate;
  }

  private static int heads(CompiledModel model) {
    return model.weights().layers().stream().mapToInt(l -> l.heads().size()).sum();
  }

  private static int units(CompiledModel model) {
    return model.weights().layers().stream().mapToInt(l -> l.dMlp()).sum();
  }

  private static String example(Certificate c) {
    return c.first()
        .map(
            d ->
                "%s at position %d of %s at %s: %s, not %s"
                    .formatted(d.name(), d.position(), d.input(), d.site(), d.got(), d.expected()))
        .orElse("none");
  }

  /** {@code 1 head}, {@code 5,460 inputs}. */
  static String counted(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  private static String grouped(String digits) {
    return digits.length() > 15
        ? String.format(Locale.ROOT, "%.1e", Double.parseDouble(digits))
        : String.format(Locale.ROOT, "%,d", Long.parseLong(digits));
  }
}
