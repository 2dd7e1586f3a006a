package orrery.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import orrery.verify.Verifier;

/** A suite for a file, every program by the file that a suite's own folder has of it. */
final class SpecJson {
  private SpecJson() {}

  /** The definition of a suite whose programs are copied. */
  static JsonObject of(Suite suite) {
    SuiteSpec spec = suite.spec();
    JsonObject json = new JsonObject();
    json.addProperty("schema", SuiteSpec.SCHEMA);
    json.addProperty("name", spec.name());
    if (!spec.about().isEmpty()) json.addProperty("about", spec.about());
    json.addProperty("seed", spec.seed());
    json.add("kinds", list(spec.kinds(), SpecJson::text));
    json.addProperty("seeds", spec.seeds());
    json.addProperty("attempts", spec.attempts());
    json.add("programs", list(suite.programs(), SpecJson::program));
    Map<String, String> sampled =
        spec.sampler().map(SampleOrder::settings).orElse(spec.sampled());
    if (!sampled.isEmpty()) json.add("sampled", Item.texts(sampled));
    json.add("build", spec.build().json());
    json.add("verification", verification(spec.verification()));
    json.add("training", Item.texts(spec.training()));
    JsonObject overrides = new JsonObject();
    spec.overrides().forEach((name, o) -> overrides.add(name, override(o)));
    json.add("overrides", overrides);
    json.add("strata", list(spec.strata(), Stratum::json));
    return json;
  }

  private static JsonElement text(Kind kind) {
    return new com.google.gson.JsonPrimitive(kind.text());
  }

  private static JsonObject program(SuiteProgram program) {
    JsonObject json = new JsonObject();
    json.addProperty("files", SuiteFolder.programFile(program.name()));
    if (!program.parameters().isEmpty()) json.add("parameters", Item.texts(program.parameters()));
    return json;
  }

  private static JsonObject override(SuiteSpec.Difference o) {
    JsonObject json = new JsonObject();
    o.kinds().ifPresent(k -> json.add("kinds", list(k, SpecJson::text)));
    o.seeds().ifPresent(s -> json.addProperty("seeds", s));
    o.attempts().ifPresent(a -> json.addProperty("attempts", a));
    if (!o.training().isEmpty()) json.add("training", Item.texts(o.training()));
    return json;
  }

  /** How many inputs are run. */
  static JsonObject verification(Verifier.Options options) {
    JsonObject json = new JsonObject();
    json.addProperty("exhaustive_limit", options.most());
    json.addProperty("samples", options.sample());
    json.addProperty("seed", options.seed());
    return json;
  }

  private static <T> JsonArray list(List<T> items, Function<T, JsonElement> json) {
    JsonArray array = new JsonArray();
    items.forEach(i -> array.add(json.apply(i)));
    return array;
  }
}
