package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.task.Judgement;
import orrery.task.MadeTask;
import orrery.types.Value;

/**
 * The pairs of a task as other tools read them.
 *
 * @param model whose logits are judged
 * @param made the task
 */
record TaskPrompts(CompiledModel model, MadeTask made) {
  /** Every pair with all that is known of it: ids, tokens, where it is judged and what is right. */
  JsonArray pairs() {
    JsonArray pairs = new JsonArray();
    for (int i = 0; i < made.size(); i++) {
      JsonArray judged = new JsonArray();
      for (Judgement j : made.examples().get(i).judged()) judged.add(judged(j));
      JsonObject pair = new JsonObject();
      pair.add("clean", array(clean(i)));
      pair.add("corrupt", array(corrupt(i)));
      pair.addProperty("clean_text", text(clean(i)));
      pair.addProperty("corrupt_text", text(corrupt(i)));
      made.examples().get(i).changes().ifPresent(v -> pair.addProperty("changes", v));
      pair.add("judged", judged);
      pairs.add(pair);
    }
    return pairs;
  }

  private static JsonObject judged(Judgement j) {
    JsonObject json = new JsonObject();
    OutputHead head = j.head();
    json.addProperty("output", head.output().name());
    json.addProperty("position", j.position());
    json.addProperty("differs", j.differs());
    json.addProperty("first", head.first());
    json.addProperty("count", head.count());
    json.addProperty("regression", head.regression());
    if (head.regression()) {
      json.addProperty("clean_value", number(j, j.clean()));
      if (j.counterfactual() >= 0) json.addProperty("corrupt_value", number(j, j.counterfactual()));
    } else {
      json.addProperty("clean_logit", head.first() + j.clean());
      if (j.counterfactual() >= 0) {
        json.addProperty("corrupt_logit", head.first() + j.counterfactual());
      }
    }
    return json;
  }

  private static double number(Judgement j, int code) {
    Value value = j.head().output().variable().domain().value(code);
    return value.isNone() ? 0 : value.toDouble();
  }

  private int[] clean(int pair) {
    return made.task().prompts().clean()[pair];
  }

  private int[] corrupt(int pair) {
    return made.task().prompts().corrupt()[pair];
  }

  /** The tokens without BOS, which a tokenizer puts first by itself, apart by spaces. */
  private String text(int[] ids) {
    List<String> names = TokenizerFile.names(model.vocabulary());
    return Arrays.stream(ids).skip(1).mapToObj(names::get).collect(Collectors.joining(" "));
  }

  private static JsonArray array(int... numbers) {
    JsonArray array = new JsonArray();
    for (int n : numbers) array.add(n);
    return array;
  }

  private static List<Judgement> told(MadeTask.Example example) {
    return example.judged().stream().filter(j -> j.differs() && !j.head().regression()).toList();
  }

  /**
   * A table for EAP-IG's {@code EAPDataset}: a row for every pair and every position at which its
   * answers are two classes; empty where there is none.
   */
  Optional<String> eap() {
    StringBuilder csv =
        new StringBuilder("clean,corrupted,correct_idx,incorrect_idx,position,length,pair\n");
    int rows = 0;
    for (int i = 0; i < made.size(); i++) {
      for (Judgement j : told(made.examples().get(i))) {
        csv.append(quoted(text(clean(i)))).append(',').append(quoted(text(corrupt(i))));
        csv.append(',').append(j.head().first() + j.clean());
        csv.append(',').append(j.head().first() + j.counterfactual());
        csv.append(',').append(j.position()).append(',').append(clean(i).length);
        csv.append(',').append(i).append('\n');
        rows++;
      }
    }
    return rows == 0 ? Optional.empty() : Optional.of(csv.toString());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Files for auto-circuit's {@code load_datasets_from_json}, which stacks prompts and so wants one
   * length a file, and judges the last position.
   */
  Map<String, JsonObject> autoCircuit() {
    Map<Integer, JsonArray> byLength = new TreeMap<>();
    for (int i = 0; i < made.size(); i++) {
      int last = clean(i).length - 1;
      Optional<Judgement> judged =
          told(made.examples().get(i)).stream()
              .filter(j -> j.position() == last)
              .min(Comparator.comparingInt(j -> j.head().first()));
      if (judged.isEmpty()) continue;
      int first = judged.get().head().first();
      JsonObject pair = new JsonObject();
      pair.add("clean", array(clean(i)));
      pair.add("corrupt", array(corrupt(i)));
      pair.add("answers", array(first + judged.get().clean()));
      pair.add("wrong_answers", array(first + judged.get().counterfactual()));
      byLength.computeIfAbsent(last + 1, l -> new JsonArray()).add(pair);
    }
    Map<String, JsonObject> files = new TreeMap<>();
    byLength.forEach(
        (length, pairs) -> {
          JsonObject json = new JsonObject();
          json.add("prompts", pairs);
          json.add("word_idxs", new JsonObject());
          files.put("auto_circuit_%02d.json".formatted(length), json);
        });
    return files;
  }
}
