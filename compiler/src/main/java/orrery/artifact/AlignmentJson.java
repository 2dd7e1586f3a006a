package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.model.Matrix;
import orrery.model.Site;
import orrery.model.Weights;
import orrery.types.Domain;

/** Where every variable stands, in JSON. */
final class AlignmentJson {
  private static final int HALF_LAYERS = 2;

  private AlignmentJson() {}

  static JsonObject of(CompiledModel model, VariableTable variables) {
    JsonArray labels = new JsonArray();
    model.alignment().labels().forEach(labels::add);
    JsonArray list = new JsonArray();
    model
        .alignment()
        .placements()
        .forEach(
            (variable, own) -> {
              JsonArray placements = new JsonArray();
              own.forEach(p -> placements.add(placement(p, model.weights().layers().size())));
              JsonObject json = new JsonObject();
              json.addProperty("variable", variables.id(variable));
              json.add("placements", placements);
              list.add(json);
            });
    JsonObject json = new JsonObject();
    json.add("labels", labels);
    json.add("variables", list);
    return json;
  }

  private static JsonObject placement(Placement placement, int layers) {
    Readout readout = placement.readout();
    JsonObject json = new JsonObject();
    json.addProperty("label", placement.label());
    JsonArray writers = new JsonArray();
    placement.writers().forEach(w -> writers.add(w.name()));
    json.add("writers", writers);
    json.addProperty("time", placement.time());
    json.addProperty("hook", hook(placement.time(), layers));
    json.addProperty("encoding", JsonNode.nameOf(readout.kind()));
    json.add("directions", MatrixJson.of(readout.directions()));
    json.add("offsets", MatrixJson.numbers(readout.offsets()));
    json.add("codes", MatrixJson.numbers(readout.codes()));
    return json;
  }

  /** The hook point of TransformerLens at which the result of a half-layer can be read. */
  static String hook(int time, int layers) {
    if (layers == 0) return Site.of(Site.Kind.EMBED).hookName();
    if (time < 0) return Site.of(Site.Kind.RESID_PRE, 0).hookName();
    Site.Kind kind = time % HALF_LAYERS == 0 ? Site.Kind.RESID_MID : Site.Kind.RESID_POST;
    return Site.of(kind, time / HALF_LAYERS).hookName();
  }

  static Alignment read(
      JsonNode node,
      CausalModelFile.Content meaning,
      Map<String, Component> components,
      Weights weights)
      throws ArtifactException {
    int dModel = weights.config().dModel();
    List<String> labels = new ArrayList<>();
    for (JsonNode label : node.get("labels").items(dModel)) labels.add(label.text());
    Map<Variable, List<Placement>> all = new LinkedHashMap<>();
    for (JsonNode entry : node.get("variables").items()) {
      JsonNode id = entry.get("variable");
      Variable variable = id.among(meaning.variables(), "a variable of the causal model");
      List<Placement> own = new ArrayList<>();
      for (JsonNode placement : entry.get("placements").items()) {
        own.add(placement(placement, variable, components, dModel));
      }
      id.require(all.put(variable, List.copyOf(own)) == null, "must not come twice");
    }
    return new Alignment(all, List.copyOf(labels));
  }

  private static Placement placement(
      JsonNode node, Variable variable, Map<String, Component> components, int dModel)
      throws ArtifactException {
    List<Component> writers = new ArrayList<>();
    for (JsonNode writer : node.get("writers").items()) {
      Component component = writer.among(components, "a component of the weights");
      boolean fits = !writers.contains(component) && component != Component.LOGITS;
      writer.require(fits, "must write to the stream, once");
      writers.add(component);
    }
    Readout readout = readout(node, variable.domain(), dModel);
    return new Placement(variable, node.get("label").text(), List.copyOf(writers), readout);
  }

  private static Readout readout(JsonNode node, Domain domain, int dModel)
      throws ArtifactException {
    JsonNode encoding = node.get("encoding");
    Readout.Kind kind = encoding.choice(Readout.Kind.class);
    encoding.require(
        kind != Readout.Kind.FLAG || domain.size() == 2, "must not be of other than two values");
    int coordinates =
        switch (kind) {
          case ONE_HOT -> domain.size();
          case FLAG, SCALAR -> 1;
          case COMPONENT -> 0;
        };
    Matrix directions =
        kind == Readout.Kind.COMPONENT
            ? MatrixJson.readUpTo(node.get("directions"), dModel, dModel)
            : MatrixJson.read(node.get("directions"), coordinates, dModel);
    JsonNode codes = node.get("codes");
    double[] of = codes.numbers();
    codes.require(
        of.length == (kind == Readout.Kind.SCALAR ? domain.size() : 0),
        "must have an item for each value of a scalar");
    JsonNode offsets = node.get("offsets");
    double[] added = offsets.numbers();
    offsets.require(added.length == coordinates, "must have an item for each coordinate");
    return new Readout(kind, directions, added, of);
  }
}
