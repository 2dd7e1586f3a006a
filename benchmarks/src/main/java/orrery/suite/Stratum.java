package orrery.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;

/**
 * A range of difficulty, and the share of a suite's programs that should be in it.
 *
 * @param name such as {@code three or more}
 * @param ranges by the name of a fact; facts that are not named may be anything
 * @param share the least share, from 0 to 1, that the suite means to have; 0 asks for nothing
 */
public record Stratum(String name, Map<String, Range> ranges, double share) {
  private static final Map<String, ToIntFunction<Facts>> FACTS =
      new TreeMap<>(
          Map.of(
              "components", Facts::components,
              "heads", Facts::heads,
              "depth", Facts::depth,
              "selectors", Facts::selectors,
              "values", Facts::values));

  /** Copies the ranges. */
  public Stratum {
    ranges = new TreeMap<>(ranges);
  }

  /** Whole numbers from {@code least} to {@code most}, both included. */
  public record Range(int least, int most) {}

  /** Whether a model is in it. */
  public boolean has(Facts facts) {
    return ranges.entrySet().stream()
        .allMatch(
            e -> {
              int fact = fact(e.getKey()).applyAsInt(facts);
              return fact >= e.getValue().least() && fact <= e.getValue().most();
            });
  }

  private static ToIntFunction<Facts> fact(String name) {
    ToIntFunction<Facts> fact = FACTS.get(name);
    if (fact == null) throw new IllegalArgumentException("there is no fact " + name);
    return fact;
  }

  /** The same for a file. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    ranges.forEach(
        (fact, range) -> {
          JsonArray both = new JsonArray();
          both.add(range.least());
          if (range.most() < Integer.MAX_VALUE) both.add(range.most());
          json.add(fact, both);
        });
    if (share > 0) json.addProperty("share", share);
    return json;
  }

  /** What a file says: {@code {"name": "deep", "depth": [4], "share": 0.2}}. */
  static Stratum read(JsonNode node) throws ArtifactException {
    Keys.require(node, "name", "components", "heads", "depth", "selectors", "values", "share");
    Map<String, Range> ranges = new TreeMap<>();
    for (String fact : FACTS.keySet()) {
      Optional<JsonNode> written = node.find(fact);
      if (written.isPresent()) ranges.put(fact, range(written.get()));
    }
    Optional<JsonNode> share = node.find("share");
    double least = share.isPresent() ? share.get().number() : 0;
    node.require(least >= 0 && least <= 1, "must have a share from 0 to 1");
    return new Stratum(node.get("name").text(), ranges, least);
  }

  private static Range range(JsonNode node) throws ArtifactException {
    int[] written = node.integers(0, Integer.MAX_VALUE);
    node.require(
        written.length == 1 || written.length == 2 && written[0] <= written[1],
        "must be [least, most], or [least]");
    return new Range(written[0], written.length == 1 ? Integer.MAX_VALUE : written[1]);
  }
}
