package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * Selectors as a list in which each refers to earlier ones by index, so that equal ones are written
 * once and none can contain itself.
 */
final class SelectorTable {
  private static final int MOST_ENTRIES = 1 << 26;

  private final VariableTable variables;
  private final Map<Selector, Integer> indices = new HashMap<>();
  private final JsonArray json = new JsonArray();

  SelectorTable(VariableTable variables) {
    this.variables = variables;
  }

  /** The list so far. */
  JsonArray toJson() {
    return json;
  }

  /** The index of a selector, which is written if it is new. */
  int index(Selector selector) {
    Integer known = indices.get(selector);
    if (known != null) return known;
    JsonObject object = write(selector);
    indices.put(selector, json.size());
    json.add(object);
    return json.size() - 1;
  }

  private JsonObject write(Selector selector) {
    JsonObject object = new JsonObject();
    if (selector instanceof Selector.Predicate p) {
      object.addProperty("kind", "predicate");
      object.add("keys", variables.ids(p.keys()));
      object.add("queries", variables.ids(p.queries()));
      object.add("holds", holds(p));
    } else if (selector instanceof Selector.And a) {
      pair(object, "and", a.left(), a.right());
    } else if (selector instanceof Selector.Or o) {
      pair(object, "or", o.left(), o.right());
    } else if (selector instanceof Selector.Not n) {
      object.addProperty("kind", "not");
      object.addProperty("of", index(n.inner()));
    } else if (selector instanceof Selector.Narrow n) {
      object.addProperty("kind", JsonNode.nameOf(n.narrowing()));
      object.addProperty("of", index(n.inner()));
      n.score().ifPresent(s -> object.addProperty("score", variables.id(s)));
    } else {
      object.addProperty("kind", "full");
    }
    return object;
  }

  private void pair(JsonObject object, String kind, Selector left, Selector right) {
    object.addProperty("kind", kind);
    object.addProperty("left", index(left));
    object.addProperty("right", index(right));
  }

  /** One text a key row, one digit a query row. */
  private static JsonArray holds(Selector.Predicate p) {
    JsonArray rows = new JsonArray();
    int width = p.queryRows();
    for (int k = 0; k < p.keyRows(); k++) {
      StringBuilder row = new StringBuilder(width);
      for (int q = 0; q < width; q++) row.append(p.holds(k, q) ? '1' : '0');
      rows.add(row.toString());
    }
    return rows;
  }

  /** Reads selectors on demand, so that the variables that they name have been read before. */
  static final class Reader {
    private static final int LARGEST = 100_000;
    private static final int DEEPEST = 500;

    private final List<JsonNode> nodes;
    private final VariableTable.Read variables;
    private final Map<Integer, Sized> known = new HashMap<>();

    /** A selector with the number of its parts, repetitions counted, and its depth. */
    private record Sized(Selector selector, int size, int depth) {}

    Reader(JsonNode list, VariableTable.Read variables) throws ArtifactException {
      this.nodes = list.items();
      this.variables = variables;
    }

    /** The selector that an index names. */
    Selector selector(JsonNode index) throws ArtifactException {
      return sized(index, nodes.size(), 0).selector();
    }

    private Sized sized(JsonNode index, int before, int depth) throws ArtifactException {
      index.require(before > 0, "must be the index of a selector that stands before");
      int i = index.integer(0, before - 1);
      Sized found = known.get(i);
      if (found == null) {
        index.require(depth < DEEPEST, "must not be nested so deep");
        found = read(nodes.get(i), i, depth);
        known.put(i, found);
      }
      index.require(found.size() <= LARGEST && found.depth() < DEEPEST, "must not be so large");
      return found;
    }

    private Sized read(JsonNode node, int i, int depth) throws ArtifactException {
      JsonNode kind = node.get("kind");
      switch (kind.text()) {
        case "full":
          return new Sized(new Selector.Full(), 1, 1);
        case "predicate":
          return new Sized(predicate(node), 1, 1);
        case "and", "or":
          Sized left = sized(node.get("left"), i, depth + 1);
          Sized right = sized(node.get("right"), i, depth + 1);
          return new Sized(
              kind.text().equals("and")
                  ? new Selector.And(left.selector(), right.selector())
                  : new Selector.Or(left.selector(), right.selector()),
              left.size() + right.size() + 1,
              Math.max(left.depth(), right.depth()) + 1);
        case "not", "first", "last", "best":
          Sized inner = sized(node.get("of"), i, depth + 1);
          return new Sized(
              unary(node, kind, inner.selector()), inner.size() + 1, inner.depth() + 1);
        default:
          throw kind.wrong("must be full, predicate, and, or, not, first, last or best");
      }
    }

    private Selector unary(JsonNode node, JsonNode kind, Selector inner) throws ArtifactException {
      if (kind.text().equals("not")) return new Selector.Not(inner);
      Selector.Narrowing narrowing = kind.choice(Selector.Narrowing.class);
      Optional<JsonNode> score = node.find("score");
      node.require(
          score.isPresent() == (narrowing == Selector.Narrowing.BEST),
          "must have a score if it is best, and only then");
      Optional<Variable> read = Optional.empty();
      if (score.isPresent()) read = Optional.of(variables.variable(score.get()));
      return new Selector.Narrow(inner, narrowing, read);
    }

    private Selector predicate(JsonNode node) throws ArtifactException {
      List<Variable> keys = variables.variables(node.get("keys"));
      List<Variable> queries = variables.variables(node.get("queries"));
      JsonNode holds = node.get("holds");
      List<JsonNode> rows = holds.items();
      long width = VariableTable.rows(queries, MOST_ENTRIES);
      holds.require(
          VariableTable.rows(keys, MOST_ENTRIES) == rows.size()
              && width > 0
              && rows.size() * width <= MOST_ENTRIES,
          "must have a row for each joint value of the keys");
      BitSet bits = new BitSet();
      List<String> texts = new ArrayList<>();
      for (JsonNode row : rows) {
        String text = row.text();
        row.require(
            text.length() == width, "must have a digit for each joint value of the queries");
        texts.add(text);
      }
      for (int k = 0; k < rows.size(); k++) {
        for (int q = 0; q < width; q++) {
          char digit = texts.get(k).charAt(q);
          rows.get(k).require(digit == '0' || digit == '1', "must have digits 0 and 1 only");
          if (digit == '1') bits.set((int) (k * width + q));
        }
      }
      return new Selector.Predicate(keys, queries, bits);
    }
  }
}
