package orrery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.model.Transformer;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * The programs of Tracr's library, its tests and InterpBench mean here what they mean there: the
 * interpreter and the float32 weights give the recorded outputs on every recorded input.
 */
class TracrAgreementTest {
  /** Recorded fractions are the nearest doubles. */
  private static final double DOUBLE = 1e-9;

  /** What float32 keeps of a regression output, relative to its size where that exceeds 1. */
  private static final double FLOAT = 1e-5;

  private static final Map<String, JsonArray> RECORDED = recorded();

  static List<Path> programs() {
    return Showroom.files().stream().filter(f -> !Showroom.recordedNames(f).isEmpty()).toList();
  }

  @Test
  void everyRecordedProgramHasAFile() {
    List<String> paired =
        programs().stream().flatMap(f -> Showroom.recordedNames(f).stream()).toList();

    assertThat(paired).containsExactlyInAnyOrderElementsOf(RECORDED.keySet());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void interpreterAndWeightsGiveTheRecordedOutputs(Path program) {
    Frontend.Meant meant = Showroom.meant(Showroom.source(program));
    List<JsonArray> pairs = new ArrayList<>();
    for (String name : Showroom.recordedNames(program)) {
      RECORDED.get(name).forEach(pair -> pairs.add(pair.getAsJsonArray()));
    }
    Domain alphabet = meant.model().inputs().alphabet();
    List<int[]> inputs =
        pairs.stream().map(pair -> codes(pair.get(0).getAsJsonArray(), alphabet)).toList();
    assertThat(inputs).allMatch(meant.model().inputs()::isLegal);

    List<List<Value>> meanings = interpreted(meant, inputs);
    List<List<Double>> readings = new ArrayList<>();
    List<List<Value>> classes = new ArrayList<>();
    run(Showroom.compiled(meant), inputs, readings, classes);

    for (int i = 0; i < pairs.size(); i++) {
      JsonArray expected = pairs.get(i).get(1).getAsJsonArray();
      String where = "of " + pairs.get(i).get(0);
      assertThat(meanings.get(i)).as("length " + where).hasSize(expected.size());
      for (int p = 0; p < expected.size(); p++) {
        String at = "position " + p + " " + where;
        Value meaning = meanings.get(i).get(p);
        assertThat(agrees(meaning, expected.get(p)))
            .as("interpreter %s, recorded %s, at %s", meaning, expected.get(p), at)
            .isTrue();
        if (readings.get(i).isEmpty()) {
          assertThat(classes.get(i).get(p)).as("weights at " + at).isEqualTo(meaning);
        } else {
          double wanted = meaning.toDouble();
          assertThat(Math.abs(readings.get(i).get(p) - wanted) / Math.max(1, Math.abs(wanted)))
              .as("weights %s, interpreter %s, at %s", readings.get(i).get(p), wanted, at)
              .isLessThan(FLOAT);
        }
      }
    }
  }

  private static List<List<Value>> interpreted(Frontend.Meant meant, List<int[]> inputs) {
    InputBatch batch = InputBatch.of(inputs, meant.model().inputs().maxLength());
    var output = meant.model().outputs().get(0).variable();
    int[] codes = new Evaluation(batch, meant.model().inputs().causal()).codes(output);
    List<List<Value>> values = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      List<Value> own = new ArrayList<>();
      for (int p = 0; p < inputs.get(row).length; p++) {
        own.add(output.domain().value(codes[batch.at(row, p)]));
      }
      values.add(own);
    }
    return values;
  }

  /** Runs the weights; a row of {@code readings} is empty where the output is a class. */
  private static void run(
      CompiledModel model,
      List<int[]> inputs,
      List<List<Double>> readings,
      List<List<Value>> classes) {
    OutputHead head = model.outputs().get(0);
    Domain domain = head.output().variable().domain();
    int[][] ids =
        inputs.stream().map(i -> model.vocabulary().ids(i, i.length)).toArray(int[][]::new);
    for (float[][] sequence : new Transformer(model.weights()).run(ids)) {
      List<Double> numbers = new ArrayList<>();
      List<Value> values = new ArrayList<>();
      for (int p = 1; p < sequence.length; p++) {
        float[] logits = sequence[p];
        if (head.regression()) {
          numbers.add((double) logits[head.first()]);
        } else {
          int best = 0;
          for (int c = 1; c < head.count(); c++) {
            if (logits[head.first() + c] > logits[head.first() + best]) best = c;
          }
          values.add(domain.value(best));
        }
      }
      readings.add(numbers);
      classes.add(values);
    }
  }

  /**
   * Whether a value is the recorded one. Python counts truth values as 0 and 1, and a mean of one
   * truth value is recorded as itself; undefined is recorded as null.
   */
  private static boolean agrees(Value value, JsonElement recorded) {
    if (recorded.isJsonNull()) return value.isNone();
    JsonPrimitive literal = recorded.getAsJsonPrimitive();
    if (literal.isString()) {
      return value instanceof Value.Text t && t.text().equals(literal.getAsString());
    }
    if (literal.isBoolean() && !value.isNumber()) {
      return value.equals(literal.getAsBoolean() ? Value.TRUE : Value.FALSE);
    }
    double number = literal.isBoolean() ? (literal.getAsBoolean() ? 1 : 0) : literal.getAsDouble();
    return value.isNumber() && Math.abs(value.toDouble() - number) < DOUBLE;
  }

  private static int[] codes(JsonArray tokens, Domain alphabet) {
    return StreamSupport.stream(tokens.spliterator(), false)
        .mapToInt(token -> code(token.getAsJsonPrimitive(), alphabet))
        .toArray();
  }

  private static int code(JsonPrimitive token, Domain alphabet) {
    for (int code = 0; code < alphabet.size(); code++) {
      if (agrees(alphabet.value(code), token)) return code;
    }
    throw new AssertionError(token + " is no token of " + alphabet);
  }

  private static Map<String, JsonArray> recorded() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                TracrAgreementTest.class.getResourceAsStream("/tracr/outputs.json")),
            StandardCharsets.UTF_8)) {
      JsonArray programs =
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("programs");
      return StreamSupport.stream(programs.spliterator(), false)
          .map(JsonElement::getAsJsonObject)
          .collect(
              Collectors.toMap(
                  (JsonObject p) -> p.get("name").getAsString(), p -> p.getAsJsonArray("pairs")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
