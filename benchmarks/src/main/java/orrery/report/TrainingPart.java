package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import orrery.artifact.JsonNode;
import orrery.circuit.TrainingRecord;

/** How a model was trained, and what its certificate says. */
final class TrainingPart {
  private static final double WIDE = 460;
  private static final double HIGH = 300;

  /** About so many looks stand in the table beside the picture. */
  private static final int SHOWN = 12;

  private final Html html;
  private final TrainingAccount account;

  private TrainingPart(Html html, TrainingAccount account) {
    this.html = html;
    this.account = account;
  }

  static void write(Html html, TrainingAccount account) {
    TrainingPart part = new TrainingPart(html, account);
    part.kind();
    account.damages().forEach(d -> html.put("p", d, "class", "damage"));
    part.facts();
    html.put("h3", "Training curve");
    part.curve();
    if (!account.tries().isEmpty()) part.tries();
    html.put("h3", "Certificate");
    CertificateTable.write(html, account.acceptance());
  }

  private void kind() {
    TrainingRecord record = account.record();
    html.open("p", "class", "lead");
    html.text("The model " + record.kind().how() + ".");
    if (!record.kind().aimsAtCircuit()) {
      html.text(" ");
      html.put("b", "A negative control: it has no known circuit.");
    } else if (!account.acceptance().passed()) {
      html.text(" ");
      html.put("b", "It did not pass its certificate: its circuit is no ground truth.");
    }
    html.close();
  }

  private void facts() {
    TrainingRecord record = account.record();
    html.open("dl", "class", "provenance");
    fact("kind", JsonNode.nameOf(record.kind()).toUpperCase(Locale.ROOT));
    fact("steps", String.format(Locale.ROOT, "%,d", record.steps()));
    if (!account.tries().isEmpty()) fact("attempts", String.valueOf(account.tries().size()));
    fact("settings", listed(record.settings()));
    fact("seeds", listed(record.seeds()));
    fact("computed with", listed(record.versions()));
    html.close();
  }

  private static String listed(Map<String, ?> settings) {
    return settings.isEmpty()
        ? "none"
        : settings.entrySet().stream()
            .map(s -> s.getKey() + " " + s.getValue())
            .collect(Collectors.joining(", "));
  }

  private void fact(String name, String value) {
    html.open("div").put("dt", name).put("dd", value).close();
  }

  private void curve() {
    if (account.curve().isEmpty()) {
      html.put("p", "The folder has no curve that can be read.", "class", "lead");
      return;
    }
    LearningCurve curve = account.curve().get();
    if (curve.isEmpty()) {
      html.put("p", "No look was taken while it was trained.", "class", "lead");
      return;
    }
    TrainingPicture picture = new TrainingPicture(curve, account.threshold());
    html.put("p", summary(curve), "class", "lead");
    html.open("div", "class", "pair");
    if (!curve.losses().isEmpty()) half(picture.losses(), picture.lossKeys());
    if (!curve.figures().isEmpty()) half(picture.figures(), picture.figureKeys());
    html.close();
    numbers(curve);
  }

  private String summary(LearningCurve curve) {
    int last = curve.steps().size() - 1;
    String all =
        String.format(
            Locale.ROOT,
            "%s, the last after step %,d: losses sum up to %s, the smallest figure is %.4f.",
            Numbers.counted(last + 1L, "look"),
            curve.steps().get(last),
            Numbers.of(curve.loss(last)),
            curve.worst(last).orElse(0));
    OptionalDouble threshold = account.threshold();
    if (threshold.isEmpty()) return all;
    String least = Numbers.of(threshold.getAsDouble());
    return curve
        .firstAt(threshold.getAsDouble())
        .map(look -> String.format(Locale.ROOT, "%,d", curve.steps().get(look)))
        .map(step -> all + " Every figure was at %s first after step %s.".formatted(least, step))
        .orElse(all + " At no look was every figure at %s.".formatted(least));
  }

  private void half(Plot plot, List<TrainingPicture.Key> keys) {
    html.open("figure").raw(plot.svg(WIDE, HIGH));
    html.put("figcaption", plot.title());
    html.open("ul", "class", "legend");
    for (TrainingPicture.Key k : keys) {
      html.open("li").raw(CurvesPart.swatch(k.style())).text(k.name()).close();
    }
    html.close().close();
  }

  /** The curve as a table: evenly spaced looks, and the last. */
  private void numbers(LearningCurve curve) {
    List<LearningCurve.Series> all = new ArrayList<>(curve.losses());
    all.addAll(curve.figures());
    html.open("details").put("summary", "The curve in numbers");
    html.open("div", "class", "scroll").open("table", "class", "figures").open("thead").open("tr");
    html.put("th", "step", "scope", "col");
    for (LearningCurve.Series s : all) {
      String kind = curve.losses().contains(s) ? "loss: " : "";
      html.put("th", kind + TrainingPicture.words(s), "scope", "col");
    }
    html.close().close().open("tbody");
    int looks = curve.steps().size();
    int every = Math.max(1, (looks + SHOWN - 1) / SHOWN);
    for (int look = 0; look < looks; look++) {
      if (look % every != 0 && look != looks - 1) continue;
      html.open("tr");
      html.put("th", String.valueOf(curve.steps().get(look)), "scope", "row");
      for (LearningCurve.Series s : all) {
        double value = s.values().get(look);
        html.put("td", shown(value, curve.losses().contains(s)), "class", "number");
      }
      html.close();
    }
    html.close().close().close().close();
  }

  private static String shown(double value, boolean isLoss) {
    if (Double.isNaN(value)) return "–";
    return isLoss ? Numbers.of(value) : decimals(value);
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void tries() {
    html.put("h3", "Attempts");
    html.open("div", "class", "scroll").open("table", "class", "figures").open("thead").open("tr");
    for (String h :
        List.of("attempt", "seed", "steps", "smallest figure of its best look", "certificate")) {
      html.put("th", h, "scope", "col");
    }
    html.close().close().open("tbody");
    for (TrainingAccount.Try t : account.tries()) {
      html.open("tr").put("th", String.valueOf(t.number() + 1), "scope", "row");
      html.put("td", String.valueOf(t.seed()), "class", "number");
      html.put("td", String.format(Locale.ROOT, "%,d", t.steps()), "class", "number");
      html.put("td", decimals(t.figure()), "class", "number");
      html.put("td", t.accepted() ? "passed" : "not passed", "class", "number").close();
    }
    html.close().close().close();
  }
}
