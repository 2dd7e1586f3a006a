package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.circuit.CompiledModel;
import orrery.truth.Abstraction;
import orrery.truth.Coverage;
import orrery.truth.InterchangeCase;
import orrery.truth.Levels;
import orrery.truth.Proportion;
import orrery.truth.VariableSubspace;

/**
 * {@code abstraction.json} in a model folder: whether the program is a causal abstraction of the
 * weights, with the first intervention that says no; whether the levels of the truth agree; and the
 * subspaces in which variables are written and read.
 */
public final class AbstractionFile {
  static final String NAME = "abstraction.json";
  static final String SCHEMA = "orrery/abstraction/1";

  private AbstractionFile() {}

  /** What a file says, without the subspaces: they follow from the weights. */
  public record Contents(Abstraction abstraction, Levels levels) {}

  /** Writes the file into a model's folder, whole or not at all, over one that is there. */
  public static void write(Path folder, CompiledModel model, Abstraction abstraction, Levels levels)
      throws ArtifactException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("weights_sha256", hash(folder));
    json(abstraction, levels).entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
    JsonArray subspaces = new JsonArray();
    VariableSubspace.of(model).forEach(s -> subspaces.add(subspace(s)));
    json.add("subspaces", subspaces);
    AtomicFile.write(folder.resolve(NAME), JsonText.of(json));
  }

  private static String hash(Path folder) throws ArtifactException {
    return SmallFile.sha256(folder.resolve(ModelFolder.WEIGHTS));
  }

  /** Both certificates, for machines. */
  public static JsonObject json(Abstraction abstraction, Levels levels) {
    JsonObject json = new JsonObject();
    json.add("abstraction", abstraction(abstraction));
    json.add("levels", levels(levels));
    return json;
  }

  private static JsonObject abstraction(Abstraction abstraction) {
    JsonObject json = new JsonObject();
    json.addProperty("passed", abstraction.passed());
    json.addProperty("seed", abstraction.seed());
    json.add("shared", texts(abstraction.shared()));
    JsonArray entries = new JsonArray();
    for (Abstraction.Entry e : abstraction.entries()) {
      JsonObject entry = new JsonObject();
      entry.add("variables", texts(e.variables()));
      entry.addProperty("coverage", JsonNode.nameOf(e.coverage()));
      entry.addProperty("cases", e.cases());
      entry.addProperty("undefined", e.undefined());
      entry.addProperty("informative", e.informative());
      entry.addProperty("agreeing", e.agreeing());
      entry.addProperty("accuracy", e.accuracy().value());
      entry.add("interval", MatrixJson.numbers(e.accuracy().low(), e.accuracy().high()));
      entries.add(entry);
    }
    json.add("entries", entries);
    abstraction.first().ifPresent(c -> json.add("counterexample", counterexample(c)));
    return json;
  }

  private static JsonObject counterexample(Abstraction.Counterexample c) {
    JsonObject json = new JsonObject();
    json.add("variables", texts(c.where().variables()));
    json.add("base", CausalModelFile.ints(c.where().base()));
    json.add("source", CausalModelFile.ints(c.where().source()));
    c.where().position().ifPresent(p -> json.addProperty("position", p));
    json.addProperty("output", c.output());
    json.addProperty("at", c.position());
    json.addProperty("expected", c.expected());
    json.addProperty("got", c.got());
    return json;
  }

  private static JsonObject levels(Levels levels) {
    JsonObject json = new JsonObject();
    json.addProperty("agree", levels.agree());
    json.addProperty("coverage", JsonNode.nameOf(levels.coverage()));
    json.addProperty("inputs", levels.inputs());
    JsonArray findings = new JsonArray();
    for (Levels.Finding f : levels.findings()) {
      JsonObject finding = new JsonObject();
      finding.addProperty("check", JsonNode.nameOf(f.check()));
      finding.addProperty("verdict", JsonNode.nameOf(f.verdict()));
      finding.addProperty("what", f.what());
      finding.addProperty("detail", f.detail());
      findings.add(finding);
    }
    json.add("findings", findings);
    return json;
  }

  private static JsonObject subspace(VariableSubspace s) {
    JsonObject json = new JsonObject();
    json.addProperty("variable", s.variable());
    json.addProperty("site", s.site());
    json.add("labels", texts(s.labels()));
    json.add("written", MatrixJson.of(s.written()));
    json.add("read", MatrixJson.of(s.read()));
    return json;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /**
   * Reads the file of a folder.
   *
   * @throws ArtifactException where it is missing, damaged, or speaks of other weights
   */
  public static Contents read(Path folder) throws ArtifactException {
    Path file = folder.resolve(NAME);
    JsonNode top = JsonFile.read(file, SCHEMA);
    if (!top.get("weights_sha256").text().equals(hash(folder))) {
      throw new ArtifactException(
          file,
          "it speaks of other weights than those in model.safetensors",
          "Verify the model again with --interchange.");
    }
    return new Contents(abstraction(top.get("abstraction")), levels(top.get("levels")));
  }

  private static Abstraction abstraction(JsonNode json) throws ArtifactException {
    List<Abstraction.Entry> entries = new ArrayList<>();
    for (JsonNode e : json.get("entries").items()) {
      List<JsonNode> interval = e.get("interval").items(2);
      entries.add(
          new Abstraction.Entry(
              texts(e.get("variables")),
              e.get("coverage").choice(Coverage.class),
              e.get("cases").whole(0, Long.MAX_VALUE),
              e.get("undefined").whole(0, Long.MAX_VALUE),
              e.get("informative").whole(0, Long.MAX_VALUE),
              e.get("agreeing").whole(0, Long.MAX_VALUE),
              new Proportion(
                  e.get("accuracy").number(), interval.get(0).number(), interval.get(1).number())));
    }
    Optional<JsonNode> first = json.find("counterexample");
    JsonNode passed = json.get("passed");
    passed.require(
        passed.truth() == first.isEmpty(), "must be true exactly where there is no counterexample");
    return new Abstraction(
        passed.truth(),
        entries,
        texts(json.get("shared")),
        json.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        first.isPresent() ? Optional.of(counterexample(first.get())) : Optional.empty());
  }

  private static Abstraction.Counterexample counterexample(JsonNode json) throws ArtifactException {
    int[] base = json.get("base").integers(0, Integer.MAX_VALUE);
    int[] source = json.get("source").integers(0, Integer.MAX_VALUE);
    Optional<JsonNode> position = json.find("position");
    int common = Math.min(base.length, source.length);
    List<String> variables = texts(json.get("variables"));
    json.require(!variables.isEmpty(), "must exchange a variable");
    return new Abstraction.Counterexample(
        new InterchangeCase(
            variables,
            base,
            source,
            position.isPresent()
                ? OptionalInt.of(position.get().integer(0, common - 1))
                : OptionalInt.empty()),
        json.get("output").text(),
        json.get("at").integer(0, Integer.MAX_VALUE),
        json.get("expected").text(),
        json.get("got").text());
  }

  private static Levels levels(JsonNode json) throws ArtifactException {
    List<Levels.Finding> findings = new ArrayList<>();
    for (JsonNode f : json.get("findings").items()) {
      findings.add(
          new Levels.Finding(
              f.get("check").choice(Levels.Check.class),
              f.get("verdict").choice(Levels.Verdict.class),
              f.get("what").text(),
              f.get("detail").text()));
    }
    Levels levels =
        new Levels(
            findings,
            json.get("coverage").choice(Coverage.class),
            json.get("inputs").integer(0, Integer.MAX_VALUE));
    JsonNode agree = json.get("agree");
    agree.require(agree.truth() == levels.agree(), "must be what the findings say");
    return levels;
  }

  private static List<String> texts(JsonNode list) throws ArtifactException {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : list.items()) texts.add(node.text());
    return texts;
  }
}
