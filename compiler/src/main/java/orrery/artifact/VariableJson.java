package orrery.artifact;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.causal.Annotations;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** One variable in JSON: id, domain, mechanism, and what the program says about it. */
final class VariableJson {
  private static final int LARGEST_TABLE = 1 << 26;
  private static final int LAST_LINE = 1 << 30;
  private static final int MOST_BITS = 40;

  private VariableJson() {}

  /** A variable as it is read. */
  record Entry(String id, Variable variable, boolean hidden) {}

  static JsonObject of(Variable variable, VariableTable variables) {
    JsonObject json = new JsonObject();
    String id = variables.id(variable);
    json.addProperty("id", id);
    if (!id.equals(variable.name())) json.addProperty("name", variable.name());
    if (variables.isHidden(variable)) json.addProperty("hidden", true);
    json.add("domain", ValueJson.of(variable.domain()));
    json.add("mechanism", mechanism(variable.mechanism(), variables));
    JsonObject notes = annotations(variable.annotations());
    if (!notes.isEmpty()) json.add("annotations", notes);
    return json;
  }

  private static JsonObject mechanism(Mechanism mechanism, VariableTable variables) {
    JsonObject json = new JsonObject();
    if (mechanism instanceof Mechanism.Table t) {
      json.addProperty("kind", "table");
      json.add("parents", variables.ids(t.parents()));
      json.add("codes", CausalModelFile.ints(t.codes()));
    } else if (mechanism instanceof Mechanism.Attention a) {
      json.addProperty("kind", "attention");
      json.addProperty("reduction", JsonNode.nameOf(a.reduction()));
      json.addProperty("selector", variables.selectors.index(a.selector()));
      a.value().ifPresent(v -> json.addProperty("value", variables.id(v)));
      json.add("otherwise", ValueJson.of(a.otherwise()));
      json.add("may_be_empty", bound(a.emptiness()));
      json.add("may_be_several", bound(a.width()));
    } else {
      json.addProperty("kind", mechanism instanceof Mechanism.Token ? "token" : "position");
    }
    return json;
  }

  private static JsonObject bound(Mechanism.Bound bound) {
    JsonObject json = new JsonObject();
    json.addProperty("holds", bound.holds());
    json.addProperty("status", JsonNode.nameOf(bound.status()));
    json.addProperty("inputs", bound.inputs());
    return json;
  }

  private static JsonObject annotations(Annotations notes) {
    JsonObject json = new JsonObject();
    if (notes.named()) json.addProperty("named", true);
    if (notes.node()) json.addProperty("node", true);
    if (notes.decoy()) json.addProperty("decoy", true);
    notes.encoding().ifPresent(e -> json.addProperty("encoding", e));
    notes.layer().ifPresent(l -> json.addProperty("layer", l));
    notes.head().ifPresent(h -> json.addProperty("head", h));
    notes.role().ifPresent(r -> json.addProperty("role", r));
    notes.note().ifPresent(n -> json.addProperty("note", n));
    if (notes.line() != 0) json.addProperty("line", notes.line());
    return json;
  }

  static Entry read(
      JsonNode node, VariableTable.Read read, SelectorTable.Reader selectors, InputSpace space)
      throws ArtifactException {
    String id = node.get("id").text();
    Optional<JsonNode> name = node.find("name");
    Domain domain = ValueJson.domain(node.get("domain"));
    Mechanism mechanism = mechanism(node.get("mechanism"), domain, read, selectors, space);
    Optional<JsonNode> notes = node.find("annotations");
    Variable variable =
        new Variable(
            name.isPresent() ? name.get().text() : id,
            domain,
            mechanism,
            notes.isPresent() ? annotations(notes.get()) : Annotations.UNNAMED);
    return new Entry(id, variable, node.flag("hidden"));
  }

  private static Mechanism mechanism(
      JsonNode node,
      Domain domain,
      VariableTable.Read read,
      SelectorTable.Reader selectors,
      InputSpace space)
      throws ArtifactException {
    JsonNode kind = node.get("kind");
    switch (kind.text()) {
      case "token":
        kind.require(domain.equals(space.alphabet()), "must have the alphabet for its domain");
        return new Mechanism.Token();
      case "position":
        kind.require(domain.size() >= space.maxLength(), "must have a value for each position");
        return new Mechanism.Position();
      case "table":
        return table(node, domain, read);
      case "attention":
        return attention(node, read, selectors.selector(node.get("selector")));
      default:
        throw kind.wrong("must be token, position, table or attention");
    }
  }

  private static Mechanism table(JsonNode node, Domain domain, VariableTable.Read read)
      throws ArtifactException {
    List<Variable> parents = read.variables(node.get("parents"));
    JsonNode list = node.get("codes");
    int[] codes = list.integers(Mechanism.Table.UNREACHABLE, domain.size() - 1);
    list.require(
        VariableTable.rows(parents, LARGEST_TABLE) == codes.length,
        "must have an item for each joint value of the parents");
    return new Mechanism.Table(parents, codes);
  }

  private static Mechanism attention(JsonNode node, VariableTable.Read read, Selector selector)
      throws ArtifactException {
    JsonNode kind = node.get("reduction");
    Reduction reduction = kind.choice(Reduction.class);
    Optional<JsonNode> id = node.find("value");
    Optional<Variable> value = Optional.empty();
    if (id.isPresent()) value = Optional.of(read.variable(id.get()));
    kind.require(
        value.isPresent() == (reduction != Reduction.COUNT),
        "must have a value, unless it is count");
    if (reduction == Reduction.SUM || reduction == Reduction.MEAN) {
      kind.require(isSummable(value.orElseThrow().domain()), "must have numbers of 40 bits to add");
    }
    Value otherwise =
        ValueJson.read(
            new JsonNode(node.file(), node.path() + ".otherwise", otherwise(node), node.remedy()));
    return new Mechanism.Attention(
        selector,
        reduction,
        value,
        otherwise,
        bound(node.get("may_be_empty")),
        bound(node.get("may_be_several")));
  }

  private static JsonElement otherwise(JsonNode node) {
    JsonElement found = node.element().getAsJsonObject().get("otherwise");
    return found == null ? JsonNull.INSTANCE : found;
  }

  /** Whether the interpreter can add values of this domain in 64 bits. */
  private static boolean isSummable(Domain domain) {
    BigInteger lcm = BigInteger.ONE;
    for (Value v : domain.values()) {
      if (v instanceof Value.Real || v instanceof Value.Text) return false;
      if (v instanceof Value.Rational r) {
        BigInteger d = r.number().getDenominator();
        lcm = lcm.multiply(d).divide(lcm.gcd(d));
        if (lcm.bitLength() > MOST_BITS) return false;
      }
    }
    for (Value v : domain.values()) {
      if (v instanceof Value.Rational r) {
        BigInteger n = r.number().getNumerator().multiply(lcm.divide(r.number().getDenominator()));
        if (n.bitLength() > MOST_BITS) return false;
      }
    }
    return true;
  }

  private static Mechanism.Bound bound(JsonNode node) throws ArtifactException {
    return new Mechanism.Bound(
        node.get("holds").truth(),
        node.get("status").choice(Mechanism.Status.class),
        node.get("inputs").whole(0, Long.MAX_VALUE));
  }

  private static Annotations annotations(JsonNode node) throws ArtifactException {
    Optional<JsonNode> layer = node.find("layer");
    Optional<JsonNode> line = node.find("line");
    return new Annotations(
        node.flag("named"),
        node.flag("node"),
        node.flag("decoy"),
        text(node, "encoding"),
        layer.isPresent() ? OptionalInt.of(layer.get().integer(0, LAST_LINE)) : OptionalInt.empty(),
        text(node, "head"),
        text(node, "role"),
        text(node, "note"),
        line.isPresent() ? line.get().integer(0, LAST_LINE) : 0);
  }

  private static Optional<String> text(JsonNode node, String key) throws ArtifactException {
    Optional<JsonNode> found = node.find(key);
    return found.isPresent() ? Optional.of(found.get().text()) : Optional.empty();
  }
}
