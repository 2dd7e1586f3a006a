package orrery.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.artifact.JsonNode;
import orrery.artifact.JsonText;
import orrery.artifact.SmallFile;
import orrery.suite.ItemStore.Found;
import orrery.suite.ItemStore.State;

/**
 * What a suite's folder holds, item by item: {@code suite.json}. It is derived from the folder and
 * nothing else.
 *
 * @param suite the suite
 * @param entries one an item, in order
 */
public record SuiteIndex(Suite suite, List<Entry> entries) {
  /** The schema of the file. */
  public static final String SCHEMA = "orrery/suite-index/1";

  /** Copies the list. */
  public SuiteIndex {
    entries = List.copyOf(entries);
  }

  /**
   * An item and how things are with it.
   *
   * @param outcome present for what is done or failed
   * @param why empty, or what is wrong with what is there
   */
  public record Entry(Item item, State state, Optional<Outcome> outcome, String why) {
    /** How difficult its model is, where there is one. */
    public Optional<Facts> facts() {
      return outcome.flatMap(Outcome::facts);
    }

    /** Why it is not done, in one line; empty where it is or was not tried. */
    public String reason() {
      return outcome.map(o -> o.made().reason()).filter(r -> !r.isEmpty()).orElse(why);
    }

    /** Where the model is, from the suite's folder: empty where there is none. */
    public Optional<String> path() {
      if (outcome.isEmpty() || outcome.get().files().isEmpty()) return Optional.empty();
      return Optional.of((state == State.DONE ? "models/" : "failed/") + item.id());
    }

    private JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("id", item.id());
      json.addProperty("state", JsonNode.nameOf(state));
      json.addProperty("program", item.program().name());
      json.addProperty("kind", item.kind().text());
      json.addProperty("number", item.number());
      json.addProperty("seed", item.seed());
      json.addProperty("hash", item.hash());
      path().ifPresent(p -> json.addProperty("path", p));
      if (!reason().isEmpty()) json.addProperty("reason", reason());
      facts().ifPresent(f -> json.add("facts", f.json()));
      outcome.ifPresent(o -> json.add("figures", FigureJson.of(o.made().figures())));
      return json;
    }
  }

  /** What a folder holds. */
  public static SuiteIndex of(Suite suite, SuiteFolder folder) {
    ItemStore store = new ItemStore(folder);
    List<Entry> entries = new ArrayList<>();
    for (Item item : suite.items()) {
      Found found = store.find(item);
      entries.add(new Entry(item, found.state(), found.outcome(), found.why()));
    }
    return new SuiteIndex(suite, entries);
  }

  /** What a suite asks for, before anything is there. */
  public static SuiteIndex planned(Suite suite) {
    return new SuiteIndex(
        suite,
        suite.items().stream()
            .map(i -> new Entry(i, State.WAITING, Optional.empty(), ""))
            .toList());
  }

  /** The entries of a shard. */
  public SuiteIndex of(Shard shard) {
    Set<String> own = shard.of(suite.items()).stream().map(Item::id).collect(Collectors.toSet());
    return new SuiteIndex(
        suite, entries.stream().filter(e -> own.contains(e.item().id())).toList());
  }

  /** How many items are so. */
  public long count(State state) {
    return entries.stream().filter(e -> e.state() == state).count();
  }

  /** The text of the file. */
  public String text() {
    return JsonText.of(json());
  }

  /** The same for a file. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("name", suite.spec().name());
    json.addProperty("definition_sha256", SmallFile.sha256(JsonText.of(SpecJson.of(suite))));
    JsonArray items = new JsonArray();
    entries.forEach(e -> items.add(e.json()));
    json.add("items", items);
    return json;
  }
}
