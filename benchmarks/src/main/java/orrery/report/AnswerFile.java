package orrery.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.artifact.JsonText;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Scores;
import orrery.exchange.Missing;
import orrery.exchange.Reading;
import orrery.exchange.ScoreReader;
import orrery.exchange.Shape;
import orrery.intervention.Cost;
import orrery.intervention.Mask;
import orrery.truth.View;

/**
 * What one method answered, in a file of its own: by the names of edges, so that others can write
 * one, too.
 *
 * <pre>
 * {"schema": "orrery/answer/1", "method": "mine", "edges": {"embed->a0.h0<q>": 0.5, …}}
 * </pre>
 *
 * <p>A value is a number or a list with one for each example; edges that are not named count as 0.
 * In place of {@code edges} there may be {@code writers}, {@code positions} (a list of values for
 * each edge) or {@code circuits} (each a {@code threshold} and a list of {@code edges}). The rest
 * may be missing: {@code view}, the name of another tool's graph on which the edges stand, {@code
 * model}, which is checked, {@code key}, {@code citation}, {@code settings}, {@code cost}, {@code
 * notes}.
 */
public final class AnswerFile {
  static final String SCHEMA = "orrery/answer/1";
  static final String REMEDY = "Name edges as `orrery show MODEL --circuit` does.";

  private static final String VIEWS =
      Arrays.stream(View.Kind.values()).map(View.Kind::label).collect(Collectors.joining(", "));

  private AnswerFile() {}

  /**
   * The text of a file.
   *
   * @param model the hash of the model
   * @param key tells whether the answer is to the same question; empty where nobody asks
   */
  static String text(Answer answer, String model, String key) {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("model", model);
    if (!key.isEmpty()) json.addProperty("key", key);
    json.addProperty("method", answer.label());
    json.addProperty("citation", answer.citation());
    JsonObject settings = new JsonObject();
    answer.settings().forEach(settings::addProperty);
    json.add("settings", settings);
    JsonObject cost = new JsonObject();
    cost.addProperty("forwards", answer.cost().forwards());
    cost.addProperty("backwards", answer.cost().backwards());
    json.add("cost", cost);
    JsonArray notes = new JsonArray();
    answer.notes().forEach(notes::add);
    json.add("notes", notes);
    scores(json, answer.scores());
    return JsonText.of(json);
  }

  /** The text of a file that answers no question in particular. */
  public static String text(Answer answer, String model) {
    return text(answer, model, "");
  }

  private static void scores(JsonObject json, Scores scores) {
    ResidualGraph graph = scores.graph();
    JsonObject named = new JsonObject();
    if (scores instanceof Scores.OfEdges edges) {
      for (int e = 0; e < graph.edgeCount(); e++) {
        named.add(graph.edge(e).name(), array(edges.values()[e]));
      }
      json.add("edges", named);
    } else if (scores instanceof Scores.OfWriters writers) {
      for (int w = 0; w < writers.values().length; w++) {
        named.add(graph.writer(w).name(), array(writers.values()[w]));
      }
      json.add("writers", named);
    } else if (scores instanceof Scores.ByPosition positions) {
      for (int e = 0; e < graph.edgeCount(); e++) {
        JsonArray all = new JsonArray();
        for (double[] at : positions.values()[e]) all.add(array(at));
        named.add(graph.edge(e).name(), all);
      }
      json.add("positions", named);
    } else if (scores instanceof Scores.OfView view) {
      List<String> names = view.view().names();
      for (int v = 0; v < names.size(); v++) named.add(names.get(v), array(view.values()[v]));
      json.addProperty("view", view.view().kind().label());
      json.add("edges", named);
    } else if (scores instanceof Scores.Circuits circuits) {
      JsonArray all = new JsonArray();
      for (Scores.Found f : circuits.found()) {
        JsonObject found = new JsonObject();
        found.addProperty("threshold", f.threshold());
        JsonArray edges = new JsonArray();
        f.circuit().edgesKept().stream().forEach(e -> edges.add(graph.edge(e).name()));
        found.add("edges", edges);
        all.add(found);
      }
      json.add("circuits", all);
    }
  }

  private static JsonArray array(double[] values) {
    JsonArray array = new JsonArray();
    for (double v : values) array.add(v);
    return array;
  }

  /**
   * Reads an answer.
   *
   * @param top of the file
   * @param shape of the model at hand
   * @param model its hash, which must be that of the file if it states one
   */
  static Answer read(JsonNode top, Shape shape, String model) throws ArtifactException {
    Optional<JsonNode> of = top.find("model");
    if (of.isPresent() && !of.get().text().equals(model)) {
      throw new ArtifactException(
          top.file(),
          "its scores are of another model (%.12s…, not %.12s…)".formatted(of.get().text(), model),
          "Score it against the model that it was made on.");
    }
    Reading reading = scores(top, shape);
    List<String> notes = new ArrayList<>(notes(top));
    notes.addAll(reading.notes());
    return new Answer(
        top.get("method").text(),
        textOr(top, "citation", ""),
        settings(top),
        cost(top),
        reading.scores(),
        notes);
  }

  private static List<String> notes(JsonNode top) throws ArtifactException {
    List<String> notes = new ArrayList<>();
    Optional<JsonNode> found = top.find("notes");
    if (found.isEmpty()) return notes;
    for (JsonNode note : found.get().items()) notes.add(note.text());
    return notes;
  }

  private static String textOr(JsonNode top, String key, String otherwise)
      throws ArtifactException {
    Optional<JsonNode> found = top.find(key);
    return found.isEmpty() ? otherwise : found.get().text();
  }

  private static Map<String, String> settings(JsonNode top) throws ArtifactException {
    Map<String, String> settings = new LinkedHashMap<>();
    Optional<JsonNode> found = top.find("settings");
    if (found.isEmpty()) return settings;
    for (Map.Entry<String, JsonNode> e : found.get().members().entrySet()) {
      settings.put(e.getKey(), e.getValue().text());
    }
    return settings;
  }

  private static Cost cost(JsonNode top) throws ArtifactException {
    Optional<JsonNode> found = top.find("cost");
    if (found.isEmpty()) return Cost.NONE;
    return new Cost(found.get().get("forwards").number(), found.get().get("backwards").number());
  }

  private static Reading scores(JsonNode top, Shape shape) throws ArtifactException {
    Optional<JsonNode> view = top.find("view");
    if (view.isEmpty()) return new Reading(fine(top, shape.graph()), List.of());
    View.Kind kind =
        Arrays.stream(View.Kind.values())
            .filter(k -> view.get().element().equals(new JsonPrimitive(k.label())))
            .findFirst()
            .orElseThrow(() -> view.get().wrong("must be one of " + VIEWS));
    return new ScoreReader(shape, Missing.ZERO).edges(top.get("edges"), kind);
  }

  private static Scores fine(JsonNode top, ResidualGraph graph) throws ArtifactException {
    NamedScores named = new NamedScores(graph);
    Optional<JsonNode> edges = top.find("edges");
    if (edges.isPresent()) return new Scores.OfEdges(graph, named.edges(edges.get()));
    Optional<JsonNode> writers = top.find("writers");
    if (writers.isPresent()) return new Scores.OfWriters(graph, named.writers(writers.get()));
    Optional<JsonNode> positions = top.find("positions");
    if (positions.isPresent())
      return new Scores.ByPosition(graph, named.positions(positions.get()));
    Optional<JsonNode> circuits = top.find("circuits");
    if (circuits.isEmpty()) {
      throw top.wrong("must have edges, writers, positions or circuits");
    }
    List<Scores.Found> found = new ArrayList<>();
    for (JsonNode c : circuits.get().items()) {
      BitSet kept = named.circuit(c.get("edges"));
      found.add(new Scores.Found(c.get("threshold").number(), Mask.of(graph, kept)));
    }
    return new Scores.Circuits(graph, found);
  }
}
