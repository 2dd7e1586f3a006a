package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/**
 * {@code certificate.json} of a trained model: what was measured of it, and the hash of the weights
 * that it speaks of.
 */
public final class AcceptanceFile {
  static final String SCHEMA = "orrery/acceptance/1";

  private AcceptanceFile() {}

  static void write(Path file, Acceptance acceptance, String weights) throws ArtifactException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("weights_sha256", weights);
    json(acceptance).entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
    JsonText.write(file, json);
  }

  /** An acceptance for machines. */
  public static JsonObject json(Acceptance acceptance) {
    JsonObject json = new JsonObject();
    json.addProperty("passed", acceptance.passed());
    json.add("terms", terms(acceptance.terms()));
    json.add("reasons", texts(acceptance.reasons().stream()));
    json.addProperty("coverage", JsonNode.nameOf(acceptance.coverage()));
    json.addProperty("held_out_inputs", acceptance.inputs());
    JsonArray figures = new JsonArray();
    acceptance.figures().forEach(f -> figures.add(figure(f)));
    json.add("figures", figures);
    return json;
  }

  private static JsonObject terms(Acceptance.Terms terms) {
    JsonObject json = new JsonObject();
    json.addProperty("threshold", terms.threshold());
    json.add("kinds", texts(terms.kinds().stream().map(JsonNode::nameOf)));
    json.add("ablations", texts(terms.ablations().stream().map(JsonNode::nameOf)));
    json.addProperty("pairs", terms.pairs());
    json.addProperty("exhaustive", terms.exhaustive());
    json.addProperty("seed", terms.seed());
    return json;
  }

  private static JsonArray texts(Stream<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonObject figure(Acceptance.Figure f) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", JsonNode.nameOf(f.kind()));
    json.addProperty("ablation", JsonNode.nameOf(f.ablation()));
    json.addProperty("name", f.name());
    json.addProperty("pairs", f.pairs());
    json.addProperty("tokens", f.tokens());
    json.addProperty("right", f.right());
    json.addProperty("sequences_right", f.sequencesRight());
    json.add("interval", MatrixJson.numbers(f.low(), f.high()));
    json.addProperty("informative", f.informative());
    json.addProperty("informative_right", f.informativeRight());
    f.r2().ifPresent(r -> json.addProperty("r2", r));
    return json;
  }

  static Acceptance read(Path file, String weights) throws ArtifactException {
    JsonNode top = JsonFile.read(file, SCHEMA);
    CertificateFile.requireOf(weights, top);
    List<String> reasons = new ArrayList<>();
    for (JsonNode reason : top.get("reasons").items()) reasons.add(reason.text());
    JsonNode passed = top.get("passed");
    passed.require(
        passed.truth() == reasons.isEmpty(), "must be true exactly where there is no reason");
    List<Acceptance.Figure> figures = new ArrayList<>();
    for (JsonNode figure : top.get("figures").items()) figures.add(figure(figure));
    return new Acceptance(
        passed.truth(),
        terms(top.get("terms")),
        reasons,
        top.get("coverage").choice(Certificate.Coverage.class),
        top.get("held_out_inputs").whole(0, Long.MAX_VALUE),
        figures);
  }

  private static Acceptance.Terms terms(JsonNode json) throws ArtifactException {
    JsonNode threshold = json.get("threshold");
    threshold.require(
        threshold.number() > 0 && threshold.number() <= 1, "must be above 0 and at most 1");
    return new Acceptance.Terms(
        threshold.number(),
        choices(json.get("kinds"), Acceptance.Kind.class),
        choices(json.get("ablations"), Acceptance.Ablation.class),
        json.get("pairs").integer(1, Integer.MAX_VALUE),
        json.get("exhaustive").whole(0, Long.MAX_VALUE),
        json.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private static <E extends Enum<E>> SortedSet<E> choices(JsonNode list, Class<E> type)
      throws ArtifactException {
    SortedSet<E> choices = new TreeSet<>();
    for (JsonNode item : list.items()) {
      item.require(choices.add(item.choice(type)), "must not come twice");
    }
    return choices;
  }

  private static Acceptance.Figure figure(JsonNode json) throws ArtifactException {
    JsonNode interval = json.get("interval");
    double[] ends = interval.numbers();
    interval.require(
        ends.length == 2 && isShare(ends[0]) && isShare(ends[1]) && ends[0] <= ends[1],
        "must be two shares, the smaller first");
    long pairs = json.get("pairs").whole(0, Long.MAX_VALUE);
    long tokens = json.get("tokens").whole(0, Long.MAX_VALUE);
    long informative = json.get("informative").whole(0, pairs);
    Optional<JsonNode> r2 = json.find("r2");
    return new Acceptance.Figure(
        json.get("kind").choice(Acceptance.Kind.class),
        json.get("ablation").choice(Acceptance.Ablation.class),
        json.get("name").text(),
        pairs,
        tokens,
        json.get("right").whole(0, tokens),
        json.get("sequences_right").whole(0, pairs),
        ends[0],
        ends[1],
        informative,
        json.get("informative_right").whole(0, informative),
        r2.isPresent() ? OptionalDouble.of(r2.get().number()) : OptionalDouble.empty());
  }

  private static boolean isShare(double number) {
    return number >= 0 && number <= 1;
  }
}
