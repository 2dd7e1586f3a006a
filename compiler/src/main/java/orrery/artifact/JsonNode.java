package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a JSON file that has been read: asks for what must be there, and says where it is not.
 *
 * @param file the file, for messages
 * @param path where in the file, such as {@code variables[3].domain}; empty at the top
 * @param element what stands there
 * @param remedy what to do where the file is wrong, a sentence
 */
public record JsonNode(Path file, String path, JsonElement element, String remedy) {
  private static final int SHOWN = 40;

  /** The same place, where something else is to be done about what is wrong. */
  public JsonNode orElse(String otherRemedy) {
    return new JsonNode(file, path, element, otherRemedy);
  }

  /** The member of this object with this name; an exception where it is missing or null. */
  public JsonNode get(String key) throws ArtifactException {
    return find(key)
        .orElseThrow(() -> new JsonNode(file, at(key), JsonNull.INSTANCE, remedy).missing());
  }

  /** The member of this object with this name, if it is there and not null. */
  public Optional<JsonNode> find(String key) throws ArtifactException {
    if (!(element instanceof JsonObject object)) throw wrong("must be an object");
    JsonElement found = object.get(key);
    return found == null || found.isJsonNull()
        ? Optional.empty()
        : Optional.of(new JsonNode(file, at(key), found, remedy));
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The items of this array. */
  public List<JsonNode> items() throws ArtifactException {
    JsonArray array = array();
    List<JsonNode> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) items.add(item(i, array.get(i)));
    return items;
  }

  /** The items of this array, which must have so many. */
  public List<JsonNode> items(int count) throws ArtifactException {
    if (array().size() != count) throw wrong("must have " + count + " items");
    return items();
  }

  private JsonNode item(int index, JsonElement item) {
    return new JsonNode(file, path + "[" + index + "]", item, remedy);
  }

  private JsonArray array() throws ArtifactException {
    if (element instanceof JsonArray array) return array;
    throw wrong("must be a list");
  }

  /** The members of this object, in the order of the file. */
  public Map<String, JsonNode> members() throws ArtifactException {
    if (!(element instanceof JsonObject object)) throw wrong("must be an object");
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object
        .entrySet()
        .forEach(
            e -> members.put(e.getKey(), new JsonNode(file, at(e.getKey()), e.getValue(), remedy)));
    return members;
  }

  /** This text. */
  public String text() throws ArtifactException {
    if (element instanceof JsonPrimitive p && p.isString()) return p.getAsString();
    throw wrong("must be a text");
  }

  /** This truth value. */
  public boolean truth() throws ArtifactException {
    if (element instanceof JsonPrimitive p && p.isBoolean()) return p.getAsBoolean();
    throw wrong("must be true or false");
  }

  /** The truth value of a member, false where it is missing. */
  public boolean flag(String key) throws ArtifactException {
    Optional<JsonNode> node = find(key);
    return node.isPresent() && node.get().truth();
  }

  /** This whole number. */
  public long whole(long least, long most) throws ArtifactException {
    return whole(element, this, least, most);
  }

  /** This whole number. */
  public int integer(int least, int most) throws ArtifactException {
    return (int) whole(least, most);
  }

  /** This list of whole numbers. */
  public int[] integers(int least, int most) throws ArtifactException {
    JsonArray array = array();
    int[] numbers = new int[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonElement e = array.get(i);
      numbers[i] = (int) whole(e, e.isJsonPrimitive() ? this : item(i, e), least, most);
    }
    return numbers;
  }

  private static long whole(JsonElement e, JsonNode place, long least, long most)
      throws ArtifactException {
    if (e instanceof JsonPrimitive p && p.isNumber() && p.getAsNumber() instanceof Long n) {
      if (n >= least && n <= most) return n;
    }
    throw place.wrong("must hold whole numbers from " + least + " to " + most);
  }

  /** This finite number. */
  public double number() throws ArtifactException {
    return number(element, this);
  }

  /** This list of finite numbers. */
  public double[] numbers() throws ArtifactException {
    JsonArray array = array();
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = number(array.get(i), this);
    return numbers;
  }

  private static double number(JsonElement e, JsonNode place) throws ArtifactException {
    if (e instanceof JsonPrimitive p && p.isNumber() && Double.isFinite(p.getAsDouble())) {
      return p.getAsDouble();
    }
    throw place.wrong("must hold finite numbers");
  }

  /** The constant whose name in lower case is this text. */
  public <E extends Enum<E>> E choice(Class<E> choices) throws ArtifactException {
    String name = text();
    for (E choice : choices.getEnumConstants()) {
      if (nameOf(choice).equals(name)) return choice;
    }
    List<String> names = new ArrayList<>();
    for (E choice : choices.getEnumConstants()) names.add(nameOf(choice));
    throw wrong("must be one of " + String.join(", ", names));
  }

  /** How a constant is called in a file. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What this text names. */
  public <T> T among(Map<String, T> named, String what) throws ArtifactException {
    T found = named.get(text());
    if (found == null) throw wrong("must name " + what);
    return found;
  }

  /** Requires that a condition holds of what stands here. */
  public void require(boolean condition, String must) throws ArtifactException {
    if (!condition) throw wrong(must);
  }

  /** Requires texts to be different from those seen so far. */
  public void requireNew(Collection<String> seen, String text) throws ArtifactException {
    if (!seen.add(text)) throw wrong("must not come twice");
  }

  /** The failure that something is wrong here. */
  public ArtifactException wrong(String must) {
    String shown = element.isJsonPrimitive() ? abbreviated(element.toString()) : kind();
    String place = path.isEmpty() ? "the file" : path;
    return new ArtifactException(file, place + " is " + shown + ", and " + must, remedy);
  }

  private ArtifactException missing() {
    return new ArtifactException(file, path + " is missing", remedy);
  }

  private String kind() {
    if (element.isJsonArray()) return "a list of " + element.getAsJsonArray().size();
    return element.isJsonNull() ? "null" : "an object";
  }

  private static String abbreviated(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
