package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.verify.Certificate;

/**
 * {@code certificate.json}: what was verified and how, and the hash of the weights that it speaks
 * of.
 */
final class CertificateFile {
  static final String SCHEMA = "orrery/certificate/1";

  private CertificateFile() {}

  static void write(Path file, Certificate certificate, String weights) throws ArtifactException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("weights_sha256", weights);
    json.addProperty("passed", certificate.passed());
    json.addProperty("coverage", JsonNode.nameOf(certificate.coverage()));
    json.addProperty("inputs", certificate.inputs());
    json.addProperty("candidates", certificate.candidates());
    json.addProperty("seed", certificate.seed());
    json.addProperty("values", certificate.values());
    json.addProperty("disagreements", certificate.disagreements());
    json.add("margin", number(certificate.margin()));
    json.add("leak", number(certificate.leak()));
    json.add("leak_bound", number(certificate.leakBound()));
    json.add("variables", entries(certificate.variables()));
    json.add("outputs", entries(certificate.outputs()));
    certificate.first().ifPresent(d -> json.add("first_disagreement", disagreement(d)));
    JsonText.write(file, json);
  }

  private static JsonElement number(double number) {
    return Double.isFinite(number)
        ? new JsonPrimitive(number)
        : new JsonPrimitive(Double.toString(number));
  }

  private static JsonArray entries(List<Certificate.Entry> entries) {
    JsonArray array = new JsonArray();
    for (Certificate.Entry e : entries) {
      JsonObject json = new JsonObject();
      json.addProperty("name", e.name());
      json.addProperty("site", e.site());
      json.addProperty("compared", e.compared());
      json.addProperty("wrong", e.wrong());
      json.add("margin", number(e.margin()));
      array.add(json);
    }
    return array;
  }

  private static JsonObject disagreement(Certificate.Disagreement d) {
    JsonObject json = new JsonObject();
    json.addProperty("name", d.name());
    json.addProperty("site", d.site());
    json.addProperty("input", d.input());
    json.addProperty("position", d.position());
    json.addProperty("expected", d.expected());
    json.addProperty("got", d.got());
    return json;
  }

  static Certificate read(Path file, String weights) throws ArtifactException {
    JsonNode top = JsonFile.read(file, SCHEMA);
    requireOf(weights, top);
    Optional<JsonNode> first = top.find("first_disagreement");
    long wrong = top.get("disagreements").whole(0, Long.MAX_VALUE);
    JsonNode passed = top.get("passed");
    passed.require(
        !passed.truth() || (wrong == 0 && first.isEmpty()), "must be false with disagreements");
    return new Certificate(
        passed.truth(),
        top.get("coverage").choice(Certificate.Coverage.class),
        top.get("inputs").whole(0, Long.MAX_VALUE),
        top.get("candidates").text(),
        top.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        top.get("values").whole(0, Long.MAX_VALUE),
        wrong,
        number(top.get("margin")),
        number(top.get("leak")),
        number(top.get("leak_bound")),
        entries(top.get("variables")),
        entries(top.get("outputs")),
        first.isPresent() ? Optional.of(disagreement(first.get())) : Optional.empty());
  }

  /** Requires that a file speaks of these weights. */
  static void requireOf(String weights, JsonNode top) throws ArtifactException {
    if (!top.get("weights_sha256").text().equals(weights)) {
      throw new ArtifactException(
          top.file(),
          "it speaks of other weights than those in model.safetensors",
          "Verify the model again, or restore the file.");
    }
  }

  private static double number(JsonNode node) throws ArtifactException {
    for (double d : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
      if (new JsonPrimitive(Double.toString(d)).equals(node.element())) return d;
    }
    return node.number();
  }

  private static List<Certificate.Entry> entries(JsonNode list) throws ArtifactException {
    List<Certificate.Entry> entries = new ArrayList<>();
    for (JsonNode node : list.items()) {
      entries.add(
          new Certificate.Entry(
              node.get("name").text(),
              node.get("site").text(),
              node.get("compared").whole(0, Long.MAX_VALUE),
              node.get("wrong").whole(0, Long.MAX_VALUE),
              number(node.get("margin"))));
    }
    return entries;
  }

  private static Certificate.Disagreement disagreement(JsonNode node) throws ArtifactException {
    return new Certificate.Disagreement(
        node.get("name").text(),
        node.get("site").text(),
        node.get("input").text(),
        node.get("position").integer(0, Integer.MAX_VALUE),
        node.get("expected").text(),
        node.get("got").text());
  }
}
