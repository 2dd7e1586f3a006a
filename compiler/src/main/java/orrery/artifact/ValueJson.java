package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Exact values and domains in JSON, so that no two values look alike: {@code "a"}, {@code 3},
 * {@code {"rational": "1/3"}}, {@code {"real": "1.4142135623730951"}}, {@code true}, {@code null}
 * for {@code none}. A domain is the list of its values in order, or {@code {"range": [0, 9]}}.
 */
final class ValueJson {
  /** Integers up to here are numbers in JSON: every reader has them exactly. */
  private static final long LARGEST_PLAIN = 1L << 53;

  private static final int LONGEST_NUMBER = 4096;

  /** No domain has more values. */
  static final int LARGEST_DOMAIN = 1 << 20;

  private static final int SHORTEST_RANGE = 3;

  private ValueJson() {}

  static JsonElement of(Value value) {
    if (value instanceof Value.Text t) return new JsonPrimitive(t.text());
    if (value instanceof Value.Truth t) return new JsonPrimitive(t.truth());
    if (value instanceof Value.Rational r) {
      Optional<Long> plain = plain(r);
      return plain.isPresent()
          ? new JsonPrimitive(plain.get())
          : tagged("rational", r.number().getNumerator() + "/" + r.number().getDenominator());
    }
    if (value instanceof Value.Real r) return tagged("real", Double.toString(r.number()));
    return JsonNull.INSTANCE;
  }

  private static Optional<Long> plain(Value.Rational r) {
    BigInteger n = r.number().getNumerator();
    return r.number().getDenominator().equals(BigInteger.ONE)
            && n.abs().compareTo(BigInteger.valueOf(LARGEST_PLAIN)) <= 0
        ? Optional.of(n.longValueExact())
        : Optional.empty();
  }

  private static JsonObject tagged(String tag, String text) {
    JsonObject object = new JsonObject();
    object.addProperty(tag, text);
    return object;
  }

  static Value read(JsonNode node) throws ArtifactException {
    JsonElement e = node.element();
    if (e.isJsonNull()) return Value.NONE;
    if (e instanceof JsonPrimitive p) {
      if (p.isString()) return Value.of(p.getAsString());
      if (p.isBoolean()) return Value.of(p.getAsBoolean());
      return Value.of(node.whole(-LARGEST_PLAIN, LARGEST_PLAIN));
    }
    Optional<JsonNode> rational = node.find("rational");
    if (rational.isPresent()) return rational(rational.get());
    return real(node.get("real"));
  }

  private static Value rational(JsonNode node) throws ArtifactException {
    String text = node.text();
    node.require(
        text.length() <= LONGEST_NUMBER && text.matches("-?\\d+/[1-9]\\d*"), "must be a fraction");
    int slash = text.indexOf('/');
    return Value.of(
        BigFraction.of(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1))));
  }

  private static Value real(JsonNode node) throws ArtifactException {
    String text = node.text();
    node.require(
        text.length() <= LONGEST_NUMBER && text.matches("-?\\d+\\.\\d+(E-?\\d+)?"),
        "must be a decimal number");
    double number = Double.parseDouble(text);
    node.require(Double.isFinite(number), "must be finite");
    return new Value.Real(number);
  }

  static JsonElement of(Domain domain) {
    if (isRange(domain)) {
      JsonArray bounds = new JsonArray();
      bounds.add(of(domain.value(0)));
      bounds.add(of(domain.value(domain.size() - 1)));
      JsonObject range = new JsonObject();
      range.add("range", bounds);
      return range;
    }
    JsonArray values = new JsonArray();
    domain.values().forEach(v -> values.add(of(v)));
    return values;
  }

  private static boolean isRange(Domain domain) {
    if (domain.size() < SHORTEST_RANGE) return false;
    for (Value v : domain.values()) {
      if (!(v instanceof Value.Rational r) || plain(r).isEmpty()) return false;
    }
    double first = domain.value(0).toDouble();
    return domain.value(domain.size() - 1).toDouble() - first == domain.size() - 1;
  }

  static Domain domain(JsonNode node) throws ArtifactException {
    if (node.element().isJsonObject()) {
      List<JsonNode> bounds = node.get("range").items(2);
      long from = bounds.get(0).whole(-LARGEST_PLAIN, LARGEST_PLAIN);
      long to = bounds.get(1).whole(from, Math.min(LARGEST_PLAIN, from + LARGEST_DOMAIN - 1));
      return Domain.range(from, to);
    }
    List<Value> values = new ArrayList<>();
    for (JsonNode item : node.items()) {
      Value value = read(item);
      item.require(
          values.isEmpty() || values.get(values.size() - 1).compareTo(value) < 0,
          "must come after the value before it in the order of values");
      values.add(value);
    }
    node.require(!values.isEmpty() && values.size() <= LARGEST_DOMAIN, "must have values");
    return Domain.of(values);
  }
}
