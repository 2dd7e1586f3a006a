package orrery.report;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.file.Path;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.artifact.JsonText;

/**
 * A {@link Scorecard} in its file, {@code scores.json}: equal cards are equal bytes, and what is
 * read back is checked before anybody works with it.
 */
public final class ScorecardFile {
  private static final String REMEDY = "Make it again with `orrery assay` of this version.";
  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .disableHtmlEscaping()
          .create();

  private ScorecardFile() {}

  /** The text of the file. */
  public static String text(Scorecard card) {
    JsonObject json = new JsonObject();
    json.addProperty("schema", Scorecard.SCHEMA);
    GSON.toJsonTree(card)
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> json.add(e.getKey(), e.getValue()));
    return JsonText.of(json);
  }

  /** Whether a file says that it is a scorecard. */
  public static boolean isScorecard(Path file) {
    try {
      return schema(JsonFile.readOr(file, REMEDY)).equals(Scorecard.SCHEMA);
    } catch (ArtifactException e) {
      return false;
    }
  }

  /**
   * Reads a file.
   *
   * @throws ArtifactException where it is no scorecard, or is damaged
   */
  public static Scorecard read(Path file) throws ArtifactException {
    JsonNode top = JsonFile.readOr(file, REMEDY);
    if (!schema(top).equals(Scorecard.SCHEMA)) {
      throw top.get("schema").wrong("must be \"" + Scorecard.SCHEMA + "\"");
    }
    Scorecard card = of(file, top.element(), Scorecard.class);
    new ScorecardCheck(file, REMEDY).check(card);
    return card;
  }

  private static String schema(JsonNode top) throws ArtifactException {
    return top.get("schema").text();
  }

  /**
   * A record of this package from its JSON, complete in every part.
   *
   * @throws ArtifactException where a part is missing or of another kind
   */
  static <T extends Record> T of(Path file, JsonElement json, Class<T> type)
      throws ArtifactException {
    try {
      T read = GSON.fromJson(json, type);
      ScorecardCheck.complete(file, REMEDY, read);
      return read;
    } catch (JsonParseException | NumberFormatException e) {
      throw new ArtifactException(file, "a part of it is of another kind than it must be", REMEDY);
    }
  }

  /** The JSON of a record of this package. */
  static JsonElement json(Record part) {
    return GSON.toJsonTree(part);
  }
}
