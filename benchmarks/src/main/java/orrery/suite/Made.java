package orrery.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;

/**
 * What came of an item.
 *
 * @param accepted whether the model is what was asked for
 * @param reason why it was not accepted; empty where it was
 * @param figures of the model, by name
 * @param attempts every attempt, in order
 */
public record Made(
    boolean accepted, String reason, SortedMap<String, Double> figures, List<Attempt> attempts) {
  /** Copies the collections. */
  public Made {
    figures = new TreeMap<>(figures);
    attempts = List.copyOf(attempts);
  }

  /** Nothing was made. */
  static Made refused(String reason) {
    return new Made(false, reason, new TreeMap<>(), List.of());
  }

  /**
   * One try at a model.
   *
   * @param seed that it drew from
   * @param accepted whether it was what was asked for
   * @param reason why not; empty where it was
   * @param settings what was set otherwise than usual, by name
   * @param figures that it came to, by name
   */
  public record Attempt(
      long seed,
      boolean accepted,
      String reason,
      SortedMap<String, String> settings,
      SortedMap<String, Double> figures) {
    /** Copies the maps. */
    public Attempt {
      settings = new TreeMap<>(settings);
      figures = new TreeMap<>(figures);
    }

    private JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("seed", seed);
      json.addProperty("accepted", accepted);
      json.addProperty("reason", reason);
      json.add("settings", Item.texts(settings));
      json.add("figures", FigureJson.of(figures));
      return json;
    }

    private static Attempt read(JsonNode node) throws ArtifactException {
      return new Attempt(
          node.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
          node.get("accepted").truth(),
          node.get("reason").text(),
          Keys.settings(node.get("settings")),
          FigureJson.read(node.get("figures")));
    }
  }

  /** The same for a file. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("accepted", accepted);
    json.addProperty("reason", reason);
    json.add("figures", FigureJson.of(figures));
    JsonArray all = new JsonArray();
    attempts.forEach(a -> all.add(a.json()));
    json.add("attempts", all);
    return json;
  }

  /** What a file says. */
  static Made read(JsonNode node) throws ArtifactException {
    List<Attempt> attempts = new ArrayList<>();
    for (JsonNode a : node.get("attempts").items()) attempts.add(Attempt.read(a));
    return new Made(
        node.get("accepted").truth(),
        node.get("reason").text(),
        FigureJson.read(node.get("figures")),
        attempts);
  }
}
