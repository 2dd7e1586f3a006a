package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orrery.circuit.Vocabulary;
import orrery.types.Value;

/**
 * {@code tokenizer.json}: token to id, as a WordLevel tokenizer that Hugging Face's {@code
 * tokenizers} loads. It splits at white space and puts BOS first.
 *
 * <p>Under {@code model.orrery}, where that library overlooks it, stand the exact values of the
 * tokens in the order of their ids.
 */
public final class TokenizerFile {
  static final String SCHEMA = "orrery/tokenizer/1";

  private TokenizerFile() {}

  static void write(Path file, Vocabulary vocabulary) throws ArtifactException {
    List<String> names = names(vocabulary);
    JsonObject vocab = new JsonObject();
    for (int id = 0; id < names.size(); id++) vocab.addProperty(names.get(id), id);
    JsonArray tokens = new JsonArray();
    vocabulary.alphabet().values().forEach(v -> tokens.add(ValueJson.of(v)));
    JsonObject own = new JsonObject();
    own.addProperty("schema", SCHEMA);
    own.add("tokens", tokens);
    own.addProperty("bos", vocabulary.bos());
    own.addProperty("pad", vocabulary.pad());
    JsonObject model = new JsonObject();
    model.addProperty("type", "WordLevel");
    model.add("vocab", vocab);
    model.addProperty("unk_token", "<unk>"); // no token has this name: unknown words are errors
    model.add("orrery", own);
    JsonArray added = new JsonArray();
    added.add(special(vocabulary.bos(), Vocabulary.BOS_NAME));
    added.add(special(vocabulary.pad(), Vocabulary.PAD_NAME));
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", added);
    json.add("normalizer", JsonNull.INSTANCE);
    json.add("pre_tokenizer", JsonParser.parseString("{\"type\": \"WhitespaceSplit\"}"));
    json.add("post_processor", bosFirst(vocabulary));
    json.add("decoder", JsonNull.INSTANCE);
    json.add("model", model);
    JsonText.write(file, json);
  }

  /** The tokens' names by id; quoted where a text looks like another token. */
  public static List<String> names(Vocabulary vocabulary) {
    List<String> plain = vocabulary.names();
    Set<String> taken = new LinkedHashSet<>();
    taken.add(Vocabulary.BOS_NAME);
    taken.add(Vocabulary.PAD_NAME);
    vocabulary.alphabet().values().stream()
        .filter(v -> !(v instanceof Value.Text))
        .forEach(v -> taken.add(v.toString()));
    List<String> names = new ArrayList<>();
    for (int id = 0; id < vocabulary.bos(); id++) {
      Value value = vocabulary.alphabet().value(id);
      names.add(
          value instanceof Value.Text && !taken.add(plain.get(id))
              ? value.toString()
              : plain.get(id));
    }
    names.add(Vocabulary.BOS_NAME);
    names.add(Vocabulary.PAD_NAME);
    return names;
  }

  private static JsonObject special(int id, String name) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("content", name);
    for (String no : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      json.addProperty(no, false);
    }
    json.addProperty("special", true);
    return json;
  }

  private static JsonObject bosFirst(Vocabulary vocabulary) {
    String template =
        """
        {"type": "TemplateProcessing",
         "single": [{"SpecialToken": {"id": "<bos>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
         "pair": [{"SpecialToken": {"id": "<bos>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                  {"Sequence": {"id": "B", "type_id": 0}}],
         "special_tokens": {"<bos>": {"id": "<bos>", "ids": [%d], "tokens": ["<bos>"]}}}
        """;
    return JsonParser.parseString(template.formatted(vocabulary.bos())).getAsJsonObject();
  }

  /** Requires the file to name the tokens of this vocabulary. */
  static void check(Path file, Vocabulary vocabulary) throws ArtifactException {
    JsonNode model = JsonFile.read(file).get("model");
    JsonNode own = model.get("orrery");
    own.get("schema").require(own.get("schema").text().equals(SCHEMA), "must be " + SCHEMA);
    int id = 0;
    for (JsonNode token : own.get("tokens").items(vocabulary.bos())) {
      Value value = vocabulary.alphabet().value(id++);
      token.require(ValueJson.read(token).equals(value), "must be " + value);
    }
    own.get("bos").integer(vocabulary.bos(), vocabulary.bos());
    own.get("pad").integer(vocabulary.pad(), vocabulary.pad());
    JsonNode vocab = model.get("vocab");
    List<String> names = names(vocabulary);
    vocab.require(vocab.members().size() == names.size(), "must have every token once");
    for (int i = 0; i < names.size(); i++) vocab.get(names.get(i)).integer(i, i);
  }
}
