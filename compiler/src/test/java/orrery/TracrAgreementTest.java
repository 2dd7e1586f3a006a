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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * The programs of Tracr's library, its tests and InterpBench mean here what they mean there: the
 * interpreter and the float32 weights give the recorded outputs on every recorded input, from a
 * transformer that is nowhere larger.
 */
class TracrAgreementTest {
  /** Recorded fractions are the nearest doubles. */
  private static final double DOUBLE = 1e-9;

  /** What float32 keeps of a regression output, relative to its size where that exceeds 1. */
  private static final double FLOAT = 1e-5;

  private static final Map<String, JsonObject> RECORDED = recorded();

  private static final Map<Path, CompiledModel> COMPILED = new ConcurrentHashMap<>();

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
    CompiledModel model = compiled(program);
    Domain alphabet = model.meaning().inputs().alphabet();
    List<JsonArray> pairs = new ArrayList<>();
    for (String name : Showroom.recordedNames(program)) {
      RECORDED.get(name).getAsJsonArray("pairs").forEach(pair -> pairs.add(pair.getAsJsonArray()));
    }
    List<int[]> inputs =
        pairs.stream().map(pair -> codes(pair.get(0).getAsJsonArray(), alphabet)).toList();
    assertThat(inputs).isNotEmpty().allMatch(model.meaning().inputs()::isLegal);

    OutputHead head = model.outputs().get(0);
    List<List<Value>> meanings = Answers.meant(model.meaning(), head.output(), inputs);
    List<List<Value>> computed = Answers.computed(model, head, inputs, /* length= */ 0);

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
        requireAgreement(head, computed.get(i).get(p), meaning, at);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void noModelIsDeeperOrWiderThanTracrs(Path program) {
    CompiledModel model = compiled(program);

    for (String name : Showroom.recordedNames(program)) {
      if (!RECORDED.get(name).has("model")) continue; // Tracr refuses it
      JsonObject theirs = RECORDED.get(name).getAsJsonObject("model");
      int heads = 0;
      for (JsonElement inLayer : theirs.getAsJsonArray("heads")) heads += inLayer.getAsInt();
      assertThat(model.weights().config().nLayers())
          .as("layers")
          .isLessThanOrEqualTo(theirs.get("layers").getAsInt());
      assertThat(model.heads()).as("heads").hasSizeLessThanOrEqualTo(heads);
      assertThat(model.weights().config().dModel())
          .as("width")
          .isLessThanOrEqualTo(theirs.get("residual").getAsInt());
    }
  }

  private static CompiledModel compiled(Path program) {
    return COMPILED.computeIfAbsent(
        program, p -> Showroom.compiled(Showroom.meant(Showroom.source(p))));
  }

  private static void requireAgreement(
      OutputHead head, Value weights, Value meaning, String where) {
    if (head.regression()) {
      double size = Math.max(1, Math.abs(meaning.toDouble()));
      assertThat(Math.abs(weights.toDouble() - meaning.toDouble()) / size)
          .as("weights %s, interpreter %s, at %s", weights, meaning, where)
          .isLessThan(FLOAT);
    } else {
      assertThat(weights).as("weights at " + where).isEqualTo(meaning);
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

  private static Map<String, JsonObject> recorded() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                TracrAgreementTest.class.getResourceAsStream("/tracr/outputs.json")),
            StandardCharsets.UTF_8)) {
      JsonArray programs =
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("programs");
      return StreamSupport.stream(programs.spliterator(), false)
          .map(JsonElement::getAsJsonObject)
          .collect(Collectors.toMap((JsonObject p) -> p.get("name").getAsString(), p -> p));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
