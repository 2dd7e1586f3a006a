package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON files within bounds: of bytes, of elements and of depth; keys that come twice and
 * numbers that are not finite are refused.
 */
public final class JsonFile {
  /** More than the circuit of any model whose tables are within the compiler's limits. */
  static final long MOST_BYTES = 256L << 20;

  private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

  private static final int MOST_DEPTH = 64;

  /** An element that is shared with no other takes up to so many bytes. */
  private static final long BYTES_AN_ELEMENT = 200;

  private static final int LONGEST_SHARED = 5;

  /** No number that is written here has more characters. */
  private static final int LONGEST = 40;

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private static final String REMEDY = "Compile the model again, or restore the file.";

  private final Path file;
  private final JsonReader reader;
  private final String remedy;
  private final Map<String, JsonPrimitive> shared = new HashMap<>();
  private long left = Runtime.getRuntime().maxMemory() / BYTES_AN_ELEMENT;

  private JsonFile(Path file, JsonReader reader, String remedy) {
    this.file = file;
    this.reader = reader;
    this.remedy = remedy;
  }

  /**
   * The top of a file that is of this schema.
   *
   * @param schema the name that the file must carry under {@code schema}
   */
  public static JsonNode read(Path file, String schema) throws ArtifactException {
    JsonNode top = read(file);
    JsonNode found = top.get("schema");
    if (!found.text().equals(schema)) {
      throw new ArtifactException(
          file,
          "its schema is %s, and must be %s".formatted(found.element(), schema),
          "Compile the model again with this version.");
    }
    return top;
  }

  /** The top of a file of a model folder. */
  public static JsonNode read(Path file) throws ArtifactException {
    return readOr(file, REMEDY);
  }

  /**
   * The top of a file.
   *
   * @param remedy what to do where something in it is wrong, a sentence
   */
  public static JsonNode readOr(Path file, String remedy) throws ArtifactException {
    return read(file, Strictness.STRICT, remedy);
  }

  /**
   * The top of a file that somebody else has written, perhaps with Python, whose {@code json} puts
   * out {@code NaN} and {@code Infinity}: these are numbers here, and {@link JsonNode#number}
   * refuses them by their place.
   *
   * @param remedy what to do where something in it is wrong, a sentence
   */
  public static JsonNode readPython(Path file, String remedy) throws ArtifactException {
    return read(file, Strictness.LENIENT, remedy);
  }

  private static JsonNode read(Path file, Strictness strictness, String remedy)
      throws ArtifactException {
    String text = SmallFile.read(file, MOST_BYTES);
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(strictness);
      JsonElement top = new JsonFile(file, reader, remedy).top();
      return new JsonNode(file, "", top, remedy);
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw new ArtifactException(file, "it is no JSON document" + place(e), remedy);
    } catch (IOException e) {
      throw ArtifactException.of(file, "reading it", e);
    }
  }

  /** {@code (line 3 column 14)}, where the parser says so. */
  private static String place(Exception failure) {
    Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
    return place.find() ? " (" + place.group() + ")" : "";
  }

  private JsonElement top() throws IOException, ArtifactException {
    JsonElement top = element(0);
    if (reader.peek() != JsonToken.END_DOCUMENT) throw refused("it goes on after its end");
    return top;
  }

  private JsonElement element(int depth) throws IOException, ArtifactException {
    if (depth > MOST_DEPTH) throw refused("it is nested deeper than " + MOST_DEPTH);
    if (--left < 0) throw refused("it has too many elements for this memory");
    JsonToken token = reader.peek();
    return switch (token) {
      case BEGIN_ARRAY -> array(depth);
      case BEGIN_OBJECT -> object(depth);
      case STRING -> text(reader.nextString());
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      case END_ARRAY, END_OBJECT, END_DOCUMENT, NAME ->
          throw new MalformedJsonException("unexpected " + token);
    };
  }

  private JsonPrimitive text(String text) {
    return reader.getStrictness() == Strictness.LENIENT && NOT_FINITE.contains(text)
        ? new JsonPrimitive(Double.parseDouble(text))
        : new JsonPrimitive(text);
  }

  private JsonArray array(int depth) throws IOException, ArtifactException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) array.add(element(depth + 1));
    reader.endArray();
    return array;
  }

  private JsonObject object(int depth) throws IOException, ArtifactException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.has(key)) throw refused("a key comes twice in an object at " + reader.getPath());
      object.add(key, element(depth + 1));
    }
    reader.endObject();
    return object;
  }

  /** A whole number as a Long, any other as a Double; small ones share one object. */
  private JsonPrimitive number(String text) throws ArtifactException {
    JsonPrimitive known = shared.get(text);
    if (known != null) return known;
    JsonPrimitive number = new JsonPrimitive(parse(text));
    if (text.length() <= LONGEST_SHARED) shared.put(text, number);
    return number;
  }

  private Number parse(String text) throws ArtifactException {
    if (text.matches("-?\\d{1,19}")) {
      BigInteger whole = new BigInteger(text);
      if (whole.bitLength() < Long.SIZE) return whole.longValue();
    }
    double number = text.length() > LONGEST ? Double.NaN : Double.parseDouble(text);
    if (!Double.isFinite(number))
      throw refused("a number at " + reader.getPath() + " is too large");
    return number;
  }

  private ArtifactException refused(String wrong) {
    return new ArtifactException(file, wrong, remedy);
  }
}
