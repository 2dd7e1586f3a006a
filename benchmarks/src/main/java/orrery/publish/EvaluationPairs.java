package orrery.publish;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import orrery.artifact.TokenizerFile;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Inputs with counterfactuals of the same length, and what the program answers to both, in terms of
 * token ids and logits: to be used without knowing the program.
 */
final class EvaluationPairs {
  static final String SCHEMA = "orrery/evaluation/1";

  /** How many counterfactuals are looked at for one with other answers. */
  private static final int TRIES = 20;

  private final CompiledModel model;
  private final HeldOut inputs;
  private final List<Pair> pairs = new ArrayList<>();

  private EvaluationPairs(CompiledModel model, HeldOut inputs) {
    this.model = model;
    this.inputs = inputs;
  }

  /** Two inputs of one length, as token codes without BOS. */
  private record Pair(int[] clean, int[] counterfactual) {}

  /** A pair for each of the first so many inputs, as far as it finds another of its length. */
  static EvaluationPairs of(CompiledModel model, HeldOut inputs, int most, long seed) {
    EvaluationPairs made = new EvaluationPairs(model, inputs);
    Random random = new Random(seed);
    List<int[]> all = inputs.inputs();
    for (int[] clean : all.subList(0, Math.min(most, all.size()))) {
      List<int[]> others = all.stream().filter(o -> isOther(o, clean)).toList();
      if (!others.isEmpty()) made.pairs.add(made.pair(clean, others, random));
    }
    return made;
  }

  private static boolean isOther(int[] input, int[] than) {
    return input.length == than.length && !Arrays.equals(input, than);
  }

  /** With an input whose answers differ, where one is found soon. */
  private Pair pair(int[] clean, List<int[]> others, Random random) {
    int[] other = others.get(random.nextInt(others.size()));
    JsonObject answers = answers(clean);
    for (int t = 1; t < TRIES && answers(other).equals(answers); t++) {
      other = others.get(random.nextInt(others.size()));
    }
    return new Pair(clean, other);
  }

  /** How many pairs there are. */
  int size() {
    return pairs.size();
  }

  /** The file {@code pairs.json}. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("held_out", inputs.isHeldOut());
    json.addProperty("inputs", inputs.described());
    JsonArray outputs = new JsonArray();
    model.outputs().forEach(o -> outputs.add(output(o)));
    json.add("outputs", outputs);
    JsonArray all = new JsonArray();
    for (Pair p : pairs) {
      JsonObject pair = new JsonObject();
      pair.add("clean", ids(p.clean()));
      pair.add("counterfactual", ids(p.counterfactual()));
      pair.add("clean_answers", answers(p.clean()));
      pair.add("counterfactual_answers", answers(p.counterfactual()));
      all.add(pair);
    }
    json.add("pairs", all);
    return json;
  }

  /** Which logits answer an output, and of a number which values there are. */
  private static JsonObject output(OutputHead head) {
    JsonObject json = new JsonObject();
    json.addProperty("name", head.output().name());
    json.addProperty("first", head.first());
    json.addProperty("count", head.count());
    json.addProperty("regression", head.regression());
    if (head.regression()) {
      JsonArray values = new JsonArray();
      Domain domain = head.output().variable().domain();
      for (int c = 0; c < domain.size(); c++) values.add(number(domain.value(c)));
      json.add("values", values);
    }
    return json;
  }

  private JsonArray ids(int[] input) {
    JsonArray ids = new JsonArray();
    for (int id : model.vocabulary().ids(input, input.length)) ids.add(id);
    return ids;
  }

  /**
   * By output, for every position with BOS at 0: the logit that ought to be the largest of the
   * output's, or the number that its one logit ought to be; null where nothing is asked.
   */
  private JsonObject answers(int[] input) {
    JsonObject answers = new JsonObject();
    Evaluation values = values(input);
    for (OutputHead head : model.outputs()) {
      JsonArray own = new JsonArray();
      own.add(JsonNull.INSTANCE);
      for (int p = 0; p < input.length; p++) own.add(answer(values, head, p, input.length));
      answers.add(head.output().name(), own);
    }
    return answers;
  }

  private Evaluation values(int[] input) {
    return new Evaluation(
        InputBatch.of(List.of(input), input.length), model.meaning().inputs().causal());
  }

  private static JsonElement answer(Evaluation values, OutputHead head, int position, int length) {
    int code = code(values, head, position, length);
    if (code < 0) return JsonNull.INSTANCE;
    return head.regression()
        ? new JsonPrimitive(number(head.output().variable().domain().value(code)))
        : new JsonPrimitive(head.first() + code);
  }

  private static int code(Evaluation values, OutputHead head, int position, int length) {
    return head.output().judgedAt(position, length)
        ? values.codes(head.output().variable())[position]
        : Evaluation.NO_VALUE;
  }

  private static double number(Value value) {
    return value.isNone() ? 0 : value.toDouble();
  }

  /**
   * A table as EAP-IG's {@code EAPDataset} reads it: a row for every pair and position at which the
   * two answers are different classes; empty where there is none.
   */
  Optional<String> eap() {
    StringBuilder csv =
        new StringBuilder("clean,corrupted,correct_idx,incorrect_idx,position,length,pair\n");
    int rows = 0;
    for (int i = 0; i < pairs.size(); i++) {
      Pair p = pairs.get(i);
      Evaluation clean = values(p.clean());
      Evaluation other = values(p.counterfactual());
      for (OutputHead head : model.outputs()) {
        for (int at = 0; at < p.clean().length && !head.regression(); at++) {
          int right = code(clean, head, at, p.clean().length);
          int wrong = code(other, head, at, p.clean().length);
          if (right < 0 || wrong < 0 || right == wrong) continue;
          csv.append(text(p.clean())).append(',').append(text(p.counterfactual())).append(',');
          csv.append(head.first() + right).append(',').append(head.first() + wrong).append(',');
          csv.append(at + 1).append(',').append(p.clean().length + 1).append(',').append(i);
          csv.append('\n');
          rows++;
        }
      }
    }
    return rows == 0 ? Optional.empty() : Optional.of(csv.toString());
  }

  /** The tokens without BOS, as the tokenizer splits them. */
  private String text(int[] input) {
    List<String> names = TokenizerFile.names(model.vocabulary());
    String text = Arrays.stream(input).mapToObj(names::get).collect(Collectors.joining(" "));
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
