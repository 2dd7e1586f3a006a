package orrery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.types.Value;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/**
 * What the RASP compiler before this one gets wrong without a word: wrong here, these programs
 * would compile to weights that contradict the interpreter. Each was measured on its weights.
 */
class SilentErrorsTest {
  private static final Verifier.Options VERIFICATION =
      new Verifier.Options(/* most= */ 20_000, /* sample= */ 200, /* seed= */ 1);

  // ---------------------------------------------------------------- counts

  @Test
  void lengthsUpToAHundredAreCountedRight() {
    agrees(
        """
        input tokens[1..100] : {"a"};
        output n = length;
        """);
  }

  @Test
  void aTokenThatOccursTwelveTimesIsCountedTwelveTimes() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..12] : {"a", "b"};
            output n = hist(tokens);
            """);

    assertThat(answer(model, 0, "aaaaaaaaaaaa")).containsOnly(Value.of(12));
  }

  // ---------------------------------------------------------------- negative numbers

  @Test
  void aNegativeNumberIsNotClippedToZero() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..3] : 1..3;
            output negated : num = -tokens;
            """);

    assertThat(numbers(model, 0, "123")).containsExactly(-1.0, -2.0, -3.0);
  }

  @Test
  void aNegativeNumberMayBeDoubled() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..2] : {"a", "b"};
            @node @encode(num)
            signed = -1 if tokens == "a" else 1;
            output twice : num = signed * 2;
            """);

    assertThat(numbers(model, 0, "ab")).containsExactly(-2.0, 2.0);
  }

  // ---------------------------------------------------------------- tables of means

  private static final String MEANS =
      """
      input tokens[1..5] : {"x", "-"};
      frac = frac_prevs(tokens == "x");
      output most = frac > 0.5;
      output many = frac >= 0.6;
      output percent = round(100 * frac);
      output square : num = frac * frac;
      """;

  @Test
  void aTableOfAMeanKnowsEveryFraction() {
    CompiledModel model = agrees(MEANS);

    assertThat(answer(model, 0, "x-x")).containsExactly(Value.TRUE, Value.FALSE, Value.TRUE);
    assertThat(answer(model, 0, "xx-xx")).containsOnly(Value.TRUE);
    assertThat(answer(model, 1, "xx-")).containsOnly(Value.TRUE);
    assertThat(answer(model, 2, "xx-")).containsExactly(Value.of(100), Value.of(100), Value.of(67));
    assertThat(numbers(model, 3, "xx-").get(2)).isCloseTo(4.0 / 9, within(1e-6));
  }

  @Test
  void aMeanOfNumbersIsExactAndNoMajorityVote() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..4] : 3..7;
            output average = mean(upto(), tokens);
            """);

    assertThat(answer(model, 0, "3757"))
        .containsExactly(Value.of(3), Value.of(5), Value.of(5), fraction(11, 2));
  }

  @Test
  void positionsOfTwoEqualTokensAreAveraged() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..5] : {"a", "b"};
            output where = aggregate(select(tokens, tokens, ==), indices);
            """);

    assertThat(answer(model, 0, "aba")).containsOnly(Value.of(1));
  }

  @Test
  void differentTextsHaveNoMeanAndAreRefusedWhereTheyMeet() {
    Diagnostic refusal =
        refusal(
            """
            input tokens[1..5] : {"a", "b"};
            output next = aggregate(select(tokens, tokens, ==), shift(tokens, 1, "-"));
            """);

    assertThat(refusal.code()).isEqualTo("E0401");
    assertThat(refusal.span().text()).startsWith("aggregate(select(tokens, tokens, ==)");
  }

  @Test
  void aMistakeBehindAReadOfTheSameNameIsStillFound() {
    Diagnostic refusal =
        refusal(
            """
            input tokens[1..4] : {"a", "b"};
            output y = aggregate(
            	select(indices, indices, ==),
            	aggregate(select(tokens, tokens, ==), shift(tokens, 1, "-")));
            """);

    assertThat(refusal.code()).isEqualTo("E0401");
    assertThat(refusal.span().line()).isEqualTo(4);
  }

  // ---------------------------------------------------------------- the start of the sequence

  @Test
  void twoCountsInOneLayerDoNotDisturbAnEmptySelection() {
    agrees(
        """
        input tokens[1..6] : {"a", "b"};
        as_ = count(select(q, k: k <= q and tokens[k] == "a"));
        bs = count(select(q, k: k <= q and tokens[k] == "b"));
        output share : num = mean(select(as_, bs, <), tokens == "b", 0);
        """);
  }

  @Test
  void aNumberThatIsZeroBeforeTheInputDoesNotAttractAHead() {
    agrees(
        """
        input tokens[1..6] : {"a", "b"};
        @encode(num)
        zero = indicator(frac_prevs(tokens == "a") == 0);
        output zeros = count(select(zero, 1, ==));
        output share : num = mean(select(zero, 1, ==), tokens == "b", 0);
        """);
  }

  @Test
  void aHeadThatSelectsNothingGivesTheDefaultThatWasAskedFor() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..5] : 0..3;
            output text = aggregate(select(indices, indices - 2, ==), tokens, "none");
            output seven : num = aggregate(select(indices, indices - 2, ==), tokens, 7);
            """);

    assertThat(answer(model, 0, "120"))
        .containsExactly(Value.of("none"), Value.of("none"), Value.of(1));
    assertThat(numbers(model, 1, "120")).containsExactly(7.0, 7.0, 1.0);
  }

  // ---------------------------------------------------------------- sharpness, padding, margins

  @Test
  void attentionStaysSharpOverManyPositions() {
    Certificate certificate =
        certificate(
            compiled(
                """
                option causal;
                input tokens[1..100] : {"x", "-"};
                output frac : num = frac_prevs(tokens == "x");
                """));

    assertThat(certificate.first()).isEmpty();
    assertThat(certificate.leak()).isLessThan(1e-6);
    assertThat(certificate.margin()).isGreaterThan(0.9);
  }

  @Test
  void paddingChangesNoAnswer() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..6] : {"a", "b"};
            output rare = count(select(hist(tokens) <= 1, true, ==));
            output others = count(select(tokens, "a", !=));
            output last_ = tokens[-1];
            """);
    List<int[]> inputs = model.meaning().inputs().sample(60, new Random(/* seed= */ 1));

    for (var head : model.outputs()) {
      assertThat(Answers.computed(model, head, inputs, /* length= */ 6))
          .isEqualTo(Answers.computed(model, head, inputs, /* length= */ 0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007_hist",
        "018_classify_frequency",
        "025_normalized_frequency",
        "078_hist_letters"
      })
  void everyDecisionIsClear(String program) {
    Source source = Showroom.source(Showroom.PROGRAMS.resolve("interpbench/" + program + ".rasp"));

    assertThat(certificate(Showroom.compiled(Showroom.meant(source))).margin()).isGreaterThan(0.9);
  }

  // ---------------------------------------------------------------- undefined

  @Test
  void undefinedStaysUndefinedAndIsNoToken() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..5] : 0..3;
            moved = shift(tokens, -2);
            output moved_ = moved;
            output more = moved + 1;
            output known = defined(moved);
            output filled = moved ?? 9;
            """);

    assertThat(answer(model, 0, "0123"))
        .containsExactly(Value.of(2), Value.of(3), Value.NONE, Value.NONE);
    assertThat(answer(model, 1, "0123"))
        .containsExactly(Value.of(3), Value.of(4), Value.NONE, Value.NONE);
  }

  @Test
  void anUndefinedKeyIsRefusedWithAnInputThatShowsIt() {
    Diagnostic refusal =
        refusal(
            """
            input tokens[1..5] : 0..3;
            moved = shift(tokens, -2);
            output n = count(select(moved, tokens, ==));
            """);

    assertThat(refusal.code()).isEqualTo("E0301");
    assertThat(refusal.span().line()).isEqualTo(3);
    assertThat(refusal.notes()).anyMatch(note -> note.startsWith("witness: "));
  }

  // ---------------------------------------------------------------- arithmetic

  @Test
  void aDivisionByZeroIsRefusedWhereItStands() {
    Diagnostic refusal =
        refusal(
            """
            input tokens[1..4] : 0..3;
            output share = 6 / tokens;
            """);

    assertThat(refusal.code()).isEqualTo("E0311");
    assertThat(refusal.span().text()).isEqualTo("6 / tokens");
  }

  @Test
  void aDivisionThatIsGuardedCompiles() {
    agrees(
        """
        input tokens[1..4] : 0..3;
        output share = 6 / tokens if tokens != 0 else 0;
        """);
  }

  @Test
  void truthsNumbersAndTextsThatLookAlikeStayDifferent() {
    CompiledModel model =
        agrees(
            """
            input tokens[1..4] : {"a", "b", "c", "d"};
            output y = match tokens { "a": 1; "b": true; "c": "1"; "d": 3/2; };
            """);

    assertThat(answer(model, 0, "abcd"))
        .containsExactly(Value.of(1), Value.TRUE, Value.of("1"), fraction(3, 2));
  }

  // ---------------------------------------------------------------- crashes

  @Test
  void valuesMayOutnumberPositions() {
    agrees(
        """
        input tokens[1..5] : 0..29;
        output moved = shift(tokens, 1);
        """);
  }

  @Test
  void aChainInWhichEveryNodeIsReadTwiceCompilesAtOnce() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            agrees(
                """
                input tokens[1..3] : 0..2;
                var x = tokens;
                for i in range(25) {
                	turned = (x + 1) % 3;
                	x = (x + turned) % 3;
                }
                output y = x;
                """));
  }

  @Test
  void aChainOfUnnamedExpressionsCompilesAtOnce() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            agrees(
                """
                input tokens[1..3] : 0..2;
                def chain(x, n) = x if n == 0 else chain((x + (x + 1) % 3) % 3, n - 1);
                output y = chain(tokens, 25);
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output y = tokens;",
        "output y = indices;",
        "output y = length;",
        "output y = count(full);",
        "output y = 3;",
        "output y : num = tokens + indices;",
        "output y = none;",
        "output y = \"n\" + str(tokens);",
        "output y = count(select(tokens + indices, 3, ==));",
        "output y = mean((select(tokens, 1, ==) or select(indices, 0, ==)) and not select(indices, 1, ==), tokens, 0);",
      })
  void whatUsedToBeRefusedOrCrashedCompiles(String output) {
    agrees("input tokens[1..4] : 0..3;\n" + output + "\n");
  }

  @Test
  void tokensMayBeCalledLikeTheCompilersOwn() {
    agrees(
        """
        input tokens[1..3] : {"BOS", "PAD", "<bos>", "<pad>"};
        output y = shift(tokens, 1);
        """);
  }

  @Test
  void compilingTwiceGivesTheSameWeightsAndNames() {
    Frontend.Meant meant = Showroom.meant(new Source("twice.rasp", MEANS));

    CompiledModel first = Showroom.compiled(meant);
    CompiledModel second = Showroom.compiled(meant);
    CompiledModel third = compiled(MEANS);

    assertThat(second.weights()).isEqualTo(first.weights());
    assertThat(third.weights()).isEqualTo(first.weights());
    assertThat(third.program()).isEqualTo(first.program());
  }

  // ---------------------------------------------------------------- how

  private static CompiledModel compiled(String text) {
    return Showroom.compiled(Showroom.meant(new Source("test.rasp", text)));
  }

  private static Certificate certificate(CompiledModel model) {
    return Verifier.verify(model, VERIFICATION);
  }

  /** The float32 weights of a program, which agree with its interpreter at every variable. */
  private static CompiledModel agrees(String text) {
    CompiledModel model = compiled(text);
    Certificate certificate = certificate(model);
    assertThat(certificate.first()).isEmpty();
    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.margin()).as("margin").isGreaterThan(0.9);
    return model;
  }

  /** The one error of a program. */
  private static Diagnostic refusal(String text) {
    Diagnostics diagnostics = new Diagnostics();
    assertThat(Frontend.load(new Source("test.rasp", text), Map.of(), diagnostics)).isEmpty();
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().get(0);
  }

  /** What the weights answer to a word of single characters. */
  private static List<Value> answer(CompiledModel model, int output, String word) {
    int[] input =
        word.codePoints()
            .mapToObj(Character::toString)
            .map(
                token -> token.matches("[0-9]") ? Value.of(Long.parseLong(token)) : Value.of(token))
            .mapToInt(model.vocabulary().alphabet()::code)
            .toArray();
    return Answers.computed(model, model.outputs().get(output), List.of(input), /* length= */ 0)
        .get(0);
  }

  private static Value fraction(int numerator, int denominator) {
    return Value.of(BigFraction.of(numerator, denominator));
  }

  private static List<Double> numbers(CompiledModel model, int output, String word) {
    return answer(model, output, word).stream().map(Value::toDouble).toList();
  }
}
