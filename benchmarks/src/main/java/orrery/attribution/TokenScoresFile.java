package orrery.attribution;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import orrery.artifact.JsonText;
import orrery.artifact.ModelHash;
import orrery.circuit.CompiledModel;

/** A {@link TokenScorecard} as JSON, {@code token-scores.json}: equal cards are equal bytes. */
public final class TokenScoresFile {
  /** What the file says it is. */
  public static final String SCHEMA = "orrery/token-scores/1";

  private final CompiledModel model;
  private final List<String> tokens;

  private TokenScoresFile(CompiledModel model) {
    this.model = model;
    this.tokens = model.vocabulary().names();
  }

  /**
   * The text of the file.
   *
   * @param seed of the run
   */
  public static String text(TokenScorecard card, CompiledModel model, long seed) {
    return JsonText.of(new TokenScoresFile(model).json(card, seed));
  }

  /** The document. */
  private JsonObject json(TokenScorecard card, long seed) {
    JsonObject all = new JsonObject();
    all.addProperty("schema", SCHEMA);
    all.addProperty("program", model.meaning().name());
    all.addProperty("model", ModelHash.of(model));
    all.addProperty("seed", seed);
    all.addProperty("quantity", "the logit of the program's answer; of a number, the number");
    all.addProperty("reference", "the expected embedding at each position; positions and BOS stay");
    all.addProperty(
        "game",
        "the chance that the answer stays when the other tokens are drawn from legal inputs");
    all.add("truths", summary(card.summary()));
    JsonArray entries = new JsonArray();
    card.entries().forEach(e -> entries.add(entry(e)));
    all.add("entries", entries);
    JsonArray questions = new JsonArray();
    for (int q = 0; q < card.questions().size(); q++) questions.add(question(card, q));
    all.add("questions", questions);
    JsonArray notes = new JsonArray();
    card.notes().forEach(notes::add);
    all.add("notes", notes);
    return all;
  }

  private static JsonObject summary(TokenScorecard.Summary s) {
    JsonObject json = new JsonObject();
    json.addProperty("inputs", s.inputs());
    json.addProperty("questions", s.questions());
    json.addProperty("visible", s.visible());
    json.addProperty("provenance", s.provenance());
    json.addProperty("sensitivity", s.sensitivity());
    json.addProperty("jaccard", s.jaccard());
    json.addProperty("sufficient_sets", s.sets());
    json.addProperty("sufficient_core", s.core());
    json.addProperty("sufficient_union", s.union());
    return json;
  }

  private static JsonObject entry(TokenScorecard.Entry e) {
    JsonObject json = new JsonObject();
    json.addProperty("name", e.name());
    json.addProperty("role", e.role().name().toLowerCase(Locale.ROOT));
    json.addProperty("citation", e.citation());
    JsonObject settings = new JsonObject();
    e.settings().forEach(settings::addProperty);
    json.add("settings", settings);
    json.addProperty("cost", e.cost());
    e.completeness().ifPresent(error -> json.addProperty("completeness_error", error));
    JsonArray figures = new JsonArray();
    for (TokenScorecard.Figure f : e.figures()) {
      JsonObject figure = new JsonObject();
      figure.addProperty("measure", f.measure().id());
      figure.addProperty("value", f.value());
      figure.add("interval", array(f.low(), f.high()));
      figure.addProperty("questions", f.questions());
      f.nu().ifPresent(nu -> figure.addProperty("nu", nu));
      figures.add(figure);
    }
    json.add("figures", figures);
    return json;
  }

  private JsonObject question(TokenScorecard card, int number) {
    TokenScorecard.Asked asked = card.questions().get(number);
    TokenQuestion q = asked.question();
    JsonObject json = new JsonObject();
    JsonArray input = new JsonArray();
    for (int code : q.input()) input.add(tokens.get(code));
    json.add("input", input);
    json.addProperty("output", q.head().output().name());
    json.addProperty("position", q.position());
    json.addProperty("answer", q.head().output().variable().domain().value(q.answer()).toString());
    json.add("truth", truth(asked.truth()));
    JsonObject scores = new JsonObject();
    for (TokenScorecard.Entry e : card.entries()) {
      boolean isOwn = e.role() == TokenScorecard.Role.METHOD;
      if (isOwn) scores.add(e.name(), array(e.scores().get(number)));
    }
    json.add("scores", scores);
    return json;
  }

  private static JsonObject truth(TokenTruth t) {
    JsonObject json = new JsonObject();
    json.add("visible", array(t.visible()));
    json.add("provenance", array(t.provenance()));
    json.add("sensitivity", array(t.sensitivity().shares()));
    t.worth()
        .ifPresent(
            w -> {
              json.add("shapley", array(w.shapley()));
              JsonArray sets = new JsonArray();
              w.sufficient().minimal().forEach(s -> sets.add(array(s)));
              json.add("sufficient_sets", sets);
              json.add("main_effects", array(w.interactions().main()));
              JsonArray pairs = new JsonArray();
              for (double[] row : w.interactions().pairs()) pairs.add(array(row));
              json.add("interactions", pairs);
            });
    return json;
  }

  private static JsonArray array(double... values) {
    JsonArray array = new JsonArray();
    for (double v : values) array.add(v);
    return array;
  }

  private static JsonArray array(BitSet set) {
    JsonArray array = new JsonArray();
    set.stream().forEach(array::add);
    return array;
  }
}
