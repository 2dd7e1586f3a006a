package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/**
 * {@code certificate.json} of a trained model: what was measured of it, and the hash of the weights
 * that it speaks of.
 */
final class AcceptanceFile {
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
  static JsonObject json(Acceptance acceptance) {
    JsonObject json = new JsonObject();
    json.addProperty("passed", acceptance.passed());
    json.addProperty("threshold", acceptance.threshold());
    JsonArray reasons = new JsonArray();
    acceptance.reasons().forEach(reasons::add);
    json.add("reasons", reasons);
    json.addProperty("seed", acceptance.seed());
    json.addProperty("held_out_inputs", acceptance.inputs());
    json.addProperty("coverage", JsonNode.nameOf(acceptance.coverage()));
    JsonArray figures = new JsonArray();
    acceptance.figures().forEach(f -> figures.add(figure(f)));
    json.add("figures", figures);
    return json;
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
    JsonNode threshold = top.get("threshold");
    threshold.require(isShare(threshold.number()), "must be from 0 to 1");
    List<Acceptance.Figure> figures = new ArrayList<>();
    for (JsonNode figure : top.get("figures").items()) figures.add(figure(figure));
    return new Acceptance(
        passed.truth(),
        threshold.number(),
        reasons,
        top.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        top.get("held_out_inputs").whole(0, Long.MAX_VALUE),
        top.get("coverage").choice(Certificate.Coverage.class),
        figures);
  }

  private static Acceptance.Figure figure(JsonNode json) throws ArtifactException {
    JsonNode interval = json.get("interval");
    double[] ends = interval.numbers();
    interval.require(
        ends.length == 2 && isShare(ends[0]) && isShare(ends[1]) && ends[0] <= ends[1],
        "must be two shares, the smaller first");
    long pairs = json.get("pairs").whole(0, Long.MAX_VALUE);
    long tokens = json.get("tokens").whole(0, Long.MAX_VALUE);
    long informative = json.get("informative").whole(0, tokens);
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
