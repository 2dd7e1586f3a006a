package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.causal.Annotations;
import orrery.circuit.BuildRecord;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.Port;
import orrery.model.Layer;
import orrery.model.Weights;
import orrery.task.Fingerprint;
import orrery.truth.ActiveCircuit;

/**
 * {@code circuit.json}: the ground truth. Components, what each head does, where every variable
 * stands, the families PROGRAM and STRUCTURAL at the levels of component, port, direction, position
 * and variable, and the circuits that have been found ACTIVE, each with its semantics.
 *
 * <p>What follows from the rest (directions, positions, the graph of variables) is written for
 * other programs and not read back.
 */
final class CircuitFile {
  static final String SCHEMA = "orrery/circuit/1";
  private static final String ACTIVE = "active";

  private CircuitFile() {}

  /** What the file says of a model whose weights and meaning are known. */
  record Content(
      List<HeadRole> heads,
      orrery.circuit.Alignment alignment,
      Circuit program,
      Circuit structural,
      List<ActiveCircuit> active) {}

  static void write(Path file, CompiledModel model, VariableTable variables)
      throws ArtifactException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    JsonArray components = new JsonArray();
    components(model.weights()).keySet().forEach(components::add);
    json.add("components", components);
    JsonArray heads = new JsonArray();
    model.heads().forEach(h -> heads.add(head(h, variables)));
    json.add("heads", heads);
    json.add("alignment", AlignmentJson.of(model, variables));
    LevelsJson levels = new LevelsJson(model);
    json.add("program", levels.program());
    json.add("structural", levels.structural());
    json.add(ACTIVE, new JsonArray());
    json.add("positions", levels.positions());
    json.add("variables", LevelsJson.variables(model.meaning(), variables));
    JsonText.write(file, json);
  }

  /** The file with other ACTIVE circuits, everything else as it is. */
  static JsonObject with(Path file, List<ActiveCircuit> active) throws ArtifactException {
    JsonObject json = JsonFile.read(file, SCHEMA).element().getAsJsonObject();
    json.add(ACTIVE, ActiveJson.of(active));
    return json;
  }

  /** Every component of the weights, by name and in order. */
  static Map<String, Component> components(Weights weights) {
    List<Component> all =
        new ArrayList<>(List.of(Component.EMBED, Component.POS_EMBED, Component.LOGITS));
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      for (int h = 0; h < layer.heads().size(); h++) all.add(Component.head(l, h));
      if (layer.mlp().isPresent()) all.add(Component.mlp(l));
    }
    Map<String, Component> byName = new LinkedHashMap<>();
    all.stream().sorted().forEach(c -> byName.put(c.name(), c));
    return byName;
  }

  private static JsonObject head(HeadRole role, VariableTable variables) {
    JsonObject json = new JsonObject();
    json.addProperty("head", role.head().name());
    json.addProperty("variable", variables.id(role.variable()));
    json.addProperty("selector", variables.selectors.index(role.selector()));
    json.addProperty("counting", role.counting());
    Annotations notes = role.variable().annotations();
    notes.head().ifPresent(h -> json.addProperty("name", h));
    notes.role().ifPresent(r -> json.addProperty("role", r));
    notes.note().ifPresent(n -> json.addProperty("note", n));
    return json;
  }

  static Content read(
      Path file, CausalModelFile.Content meaning, Weights weights, BuildRecord build)
      throws ArtifactException {
    JsonNode top = JsonFile.read(file, SCHEMA);
    Map<String, Component> components = components(weights);
    List<HeadRole> heads = new ArrayList<>();
    for (JsonNode node : top.get("heads").items()) heads.add(head(node, meaning, components));
    Circuit program = circuit(top.get("program"), Circuit.Family.PROGRAM, components);
    Circuit structural = circuit(top.get("structural"), Circuit.Family.STRUCTURAL, components);
    top.get("program")
        .require(
            structural.edges().keySet().containsAll(program.edges().keySet()),
            "must be among the edges of structural");
    Optional<JsonNode> active = top.find(ACTIVE);
    ActiveJson reader =
        new ActiveJson(components, structural, weights.config().nCtx(), Fingerprint.of(build));
    return new Content(
        heads,
        AlignmentJson.read(top.get("alignment"), meaning, components, weights),
        program,
        structural,
        active.isPresent() ? reader.read(active.get()) : List.of());
  }

  private static HeadRole head(
      JsonNode node, CausalModelFile.Content meaning, Map<String, Component> components)
      throws ArtifactException {
    JsonNode name = node.get("head");
    Component component = name.among(components, "a component of the weights");
    name.require(component.kind() == Component.Kind.HEAD, "must be a head");
    return new HeadRole(
        component,
        node.get("variable").among(meaning.variables(), "a variable of the causal model"),
        meaning.selectors().selector(node.get("selector")),
        node.get("counting").truth());
  }

  private static Circuit circuit(
      JsonNode list, Circuit.Family family, Map<String, Component> components)
      throws ArtifactException {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    for (JsonNode node : list.items()) {
      Edge edge = edge(node, components);
      SortedSet<String> labels = new TreeSet<>();
      if (family == Circuit.Family.PROGRAM) {
        for (JsonNode label : node.get("labels").items()) labels.add(label.text());
      }
      node.require(edges.put(edge, labels) == null, "must not come twice");
    }
    return new Circuit(family, edges);
  }

  /** The edge that an object with {@code from}, {@code to} and {@code port} names. */
  static Edge edge(JsonNode node, Map<String, Component> components) throws ArtifactException {
    Component from = node.get("from").among(components, "a component of the weights");
    Component to = node.get("to").among(components, "a component of the weights");
    Port port = node.get("port").choice(Port.class);
    node.require(from.time() < to.time(), "must lead to a later component");
    node.require(ports(to.kind()).contains(port), "must end at a port that its reader has");
    return new Edge(from, to, port);
  }

  private static List<Port> ports(Component.Kind kind) {
    return switch (kind) {
      case EMBED, POS_EMBED -> List.of();
      case HEAD -> List.of(Port.Q, Port.K, Port.V);
      case MLP -> List.of(Port.MLP);
      case LOGITS -> List.of(Port.LOGITS);
    };
  }
}
