package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.causal.Shape;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * {@code causal_model.json}: the meaning, whole. Variables with their domains, parents and tables,
 * parents first; selectors; the legal inputs; the outputs.
 *
 * <p>A variable that is {@code hidden} is none of the model's: a head's selector or an assumption
 * reads it.
 */
final class CausalModelFile {
  static final String SCHEMA = "orrery/causal_model/1";
  private static final int LONGEST = 1 << 16;
  private static final int MOST_STATES = 1 << 16;

  private CausalModelFile() {}

  /** What the other files of a folder refer to. */
  record Content(
      CausalModel model, Map<String, Variable> variables, SelectorTable.Reader selectors) {}

  static void write(Path file, CausalModel model, VariableTable variables)
      throws ArtifactException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("name", model.name());
    json.add("inputs", inputs(model.inputs(), variables));
    json.addProperty("tokens", variables.id(model.tokens()));
    JsonArray list = new JsonArray();
    variables.order().forEach(v -> list.add(VariableJson.of(v, variables)));
    json.add("variables", list);
    json.add("selectors", variables.selectors.toJson());
    JsonArray outputs = new JsonArray();
    model.outputs().forEach(o -> outputs.add(output(o, variables)));
    json.add("outputs", outputs);
    JsonText.write(file, json);
  }

  private static JsonObject inputs(InputSpace inputs, VariableTable variables) {
    JsonObject json = new JsonObject();
    json.add("alphabet", ValueJson.of(inputs.alphabet()));
    json.add("lengths", ints(inputs.lengths().stream().mapToInt(i -> i).toArray()));
    json.addProperty("causal", inputs.causal());
    inputs
        .shape()
        .map(CausalModelFile::shape)
        .ifPresentOrElse(s -> json.add("shape", s), () -> json.add("shape", JsonNull.INSTANCE));
    json.add("assumptions", variables.ids(inputs.assumptions()));
    return json;
  }

  private static JsonObject shape(Shape shape) {
    JsonArray next = new JsonArray();
    JsonArray accepting = new JsonArray();
    for (int s = 0; s < shape.states(); s++) {
      next.add(ints(shape.next(s)));
      accepting.add(shape.accepts(s));
    }
    JsonObject json = new JsonObject();
    json.add("next", next);
    json.add("accepting", accepting);
    return json;
  }

  private static JsonObject output(CausalModel.Output output, VariableTable variables) {
    JsonObject json = new JsonObject();
    json.addProperty("name", output.name());
    json.addProperty("variable", variables.id(output.variable()));
    json.addProperty("at", JsonNode.nameOf(output.at().place()));
    json.addProperty("index", output.at().index());
    json.addProperty("numeric", output.numeric());
    return json;
  }

  /** A list of whole numbers. */
  static JsonArray ints(int... numbers) {
    JsonArray array = new JsonArray(numbers.length);
    for (int n : numbers) array.add(n);
    return array;
  }

  static Content read(Path file) throws ArtifactException {
    JsonNode top = JsonFile.read(file, SCHEMA);
    JsonNode inputs = top.get("inputs");
    InputSpace bare = inputs(inputs);
    VariableTable.Read read = new VariableTable.Read();
    SelectorTable.Reader selectors = new SelectorTable.Reader(top.get("selectors"), read);
    Set<String> names = new HashSet<>();
    for (JsonNode node : top.get("variables").items()) {
      VariableJson.Entry entry = VariableJson.read(node, read, selectors, bare);
      node.require(!read.byId.containsKey(entry.id()), "must have an id of its own");
      node.require(entry.hidden() || names.add(entry.variable().name()), "must have its own name");
      read.add(entry.id(), entry.variable(), entry.hidden(), node);
    }
    Variable tokens = read.variable(top.get("tokens"));
    InputSpace space = bare.assuming(assumptions(inputs.get("assumptions"), read));
    List<CausalModel.Output> outputs = new ArrayList<>();
    for (JsonNode node : top.get("outputs").items()) {
      outputs.add(output(node, read, space));
    }
    CausalModel model =
        new CausalModel(
            top.get("name").text(), space, tokens, List.copyOf(read.listed), List.copyOf(outputs));
    return new Content(model, read.byId, selectors);
  }

  private static InputSpace inputs(JsonNode node) throws ArtifactException {
    JsonNode list = node.get("lengths");
    int[] lengths = list.integers(1, LONGEST);
    list.require(lengths.length > 0, "must have a length");
    List<Integer> ascending = new ArrayList<>();
    for (int length : lengths) {
      list.require(
          ascending.isEmpty() || ascending.get(ascending.size() - 1) < length, "must ascend");
      ascending.add(length);
    }
    Domain domain = ValueJson.domain(node.get("alphabet"));
    Optional<Shape> shape = Optional.empty();
    Optional<JsonNode> found = node.find("shape");
    if (found.isPresent()) shape = Optional.of(shape(found.get(), domain.size()));
    return new InputSpace(
        domain, List.copyOf(ascending), shape, List.of(), node.get("causal").truth());
  }

  private static Shape shape(JsonNode node, int alphabet) throws ArtifactException {
    List<JsonNode> rows = node.get("next").items();
    node.require(!rows.isEmpty() && rows.size() <= MOST_STATES, "must have states");
    List<JsonNode> ends = node.get("accepting").items(rows.size());
    int[][] next = new int[rows.size()][];
    boolean[] accepting = new boolean[rows.size()];
    for (int s = 0; s < next.length; s++) {
      next[s] = rows.get(s).integers(-1, next.length - 1);
      rows.get(s).require(next[s].length == alphabet, "must have an item for each token");
      accepting[s] = ends.get(s).truth();
    }
    return Shape.of(next, accepting);
  }

  private static List<Variable> assumptions(JsonNode node, VariableTable.Read read)
      throws ArtifactException {
    List<Variable> assumptions = read.variables(node);
    for (Variable v : assumptions) {
      node.require(v.domain().contains(Value.TRUE), "must be truth values");
    }
    return assumptions;
  }

  private static CausalModel.Output output(JsonNode node, VariableTable.Read read, InputSpace space)
      throws ArtifactException {
    CausalModel.Place place = node.get("at").choice(CausalModel.Place.class);
    int index = node.get("index").integer(0, Math.max(0, space.maxLength() - 1));
    return new CausalModel.Output(
        read.variable(node.get("variable")),
        node.get("name").text(),
        new CausalModel.At(place, index),
        node.get("numeric").truth());
  }
}
