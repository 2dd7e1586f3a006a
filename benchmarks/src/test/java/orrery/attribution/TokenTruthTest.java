package orrery.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static orrery.attribution.Small.letters;
import static orrery.attribution.Small.set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;

/** The token truths of small programs, worked out by hand and by slow means. */
class TokenTruthTest {
  private static TokenTruth truth(CausalModel model, int[] input, int position) {
    return TokenTruth.of(model, input, model.outputs().get(0), position);
  }

  private static TokenTruth.Worth worth(TokenTruth truth) {
    return truth.worth().orElseThrow();
  }

  @Test
  void aCountWasReadFromItsTokensAndRestsOnOthers() {
    TokenTruth truth = truth(Small.meaning(Small.HIST), letters("abac"), 2);

    assertThat(truth.provenance()).isEqualTo(set(0, 2));
    // the first a is needed; b→a makes three, b→c leaves two; another query counts two as well
    assertThat(truth.sensitivity().shares()).containsExactly(1, 0.5, 0, 0.5);
    assertThat(truth.sensitivity().tokens()).isEqualTo(set(0, 1, 3));
    assertThat(truth.sensitivity().replacements()).containsOnly(2);
  }

  @Test
  void inductionReadsTheMatchAndItsFollower() {
    CausalModel model = Small.meaning(Small.INDUCTION);

    // a b c a: the key is position 1, because its previous token is a; its value is b
    assertThat(truth(model, letters("abca"), 3).provenance()).isEqualTo(set(0, 1, 3));
    // the last of several matches
    assertThat(truth(model, letters("abaca"), 4).provenance()).isEqualTo(set(2, 3, 4));
    // nothing matches: only the query was looked at, though others could have matched
    TokenTruth none = truth(model, letters("abc"), 2);
    assertThat(none.provenance()).isEqualTo(set(2));
    assertThat(none.sensitivity().tokens()).isEqualTo(set(0, 1, 2));
    assertThat(none.visible()).isEqualTo(set(0, 1, 2));
    assertThat(truth(model, letters("abcab"), 2).visible()).isEqualTo(set(0, 1, 2));
  }

  @Test
  void theIndirectObjectWasReadFromThreeNamesAndIsSettledByTwo() {
    CausalModel model = Small.meaning(Small.IOI);
    int[] input = new int[8];
    String[] words = "when anna and ben , anna gave to".split(" ");
    for (int i = 0; i < 8; i++) {
      input[i] = model.inputs().alphabet().code(orrery.types.Value.of(words[i]));
    }

    TokenTruth truth = truth(model, input, 7);

    assertThat(truth.provenance()).isEqualTo(set(1, 3, 5));
    assertThat(worth(truth).sufficient().minimal()).containsExactly(set(3, 5));
    // to replace the first anna alone is illegal: somebody else would act
    assertThat(truth.sensitivity().replacements()).containsExactly(0, 0, 0, 1, 0, 1, 0, 0);
    assertThat(truth.sensitivity().tokens()).isEqualTo(set(3, 5));
  }

  @Test
  void exclusiveOrIsAPureInteraction() {
    TokenTruth truth = truth(Small.meaning(Small.XOR), letters("ab"), 0);

    assertThat(worth(truth).interactions().main()).containsExactly(0, 0);
    assertThat(worth(truth).interactions().pairs()[0][1]).isEqualTo(0.5);
    assertThat(worth(truth).shapley()).containsExactly(0.25, 0.25);
    assertThat(worth(truth).sufficient().minimal()).containsExactly(set(0, 1));
    assertThat(truth.sensitivity().shares()).containsExactly(1, 1);
  }

  @Test
  void redundantTokensSettleAnAnswerEachAlone() {
    CausalModel model =
        Small.meaning(
            """
            program some;
            input tokens[3] : "a".."c";
            output some_a = count(select(q, k: tokens[k] == "a")) > 0;
            """);

    TokenTruth two = truth(model, letters("aba"), 0);
    assertThat(worth(two).sufficient().minimal()).containsExactly(set(0), set(2));
    assertThat(worth(two).sufficient().core()).isEqualTo(set());
    assertThat(worth(two).sufficient().union()).isEqualTo(set(0, 2));
    assertThat(two.sensitivity().tokens()).isEqualTo(set()); // the other a is still there
    assertThat(worth(truth(model, letters("bcb"), 0)).sufficient().minimal())
        .containsExactly(set(0, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {Small.HIST, Small.INDUCTION, Small.IOI, Small.XOR, Small.COPY})
  void worthIsWhatSlowCountingSays(String text) {
    CausalModel model = Small.meaning(text);
    int length = model.inputs().maxLength();
    List<int[]> all = Small.inputs(model.inputs(), length);
    CausalModel.Output output = model.outputs().get(0);
    int position = length - 1;
    for (int at = 0; at < all.size(); at += 1 + all.size() / 7) {
      int[] input = all.get(at);
      double[] chances = new double[1 << length];
      for (int set = 0; set < chances.length; set++) {
        chances[set] = chance(model, all, input, set, position);
      }

      TokenTruth.Worth worth = worth(TokenTruth.of(model, input, output, position));

      Game slow = new Game(length, chances);
      assertThat(worth.shapley()).containsExactly(Shapley.of(slow), within(1e-12));
      assertThat(Arrays.stream(worth.shapley()).sum()).isCloseTo(1 - chances[0], within(1e-12));
      assertThat(worth.sufficient().minimal())
          .containsExactlyInAnyOrderElementsOf(slowMinimal(chances));
    }
  }

  private static double chance(
      CausalModel model, List<int[]> all, int[] input, int set, int position) {
    int same = 0;
    int count = 0;
    for (int[] other : all) {
      boolean agrees = true;
      for (int t = 0; t < input.length; t++) {
        agrees &= (set >> t & 1) == 0 || other[t] == input[t];
      }
      if (!agrees) continue;
      count++;
      if (answer(model, other, position) == answer(model, input, position)) same++;
    }
    return same / (double) count;
  }

  private static int answer(CausalModel model, int[] input, int position) {
    InputBatch batch = InputBatch.of(List.of(input), input.length);
    return new Evaluation(batch, model.inputs().causal())
        .codes(model.outputs().get(0).variable())[position];
  }

  /** Sufficient sets of which no proper subset is sufficient. */
  private static List<BitSet> slowMinimal(double[] chances) {
    List<BitSet> minimal = new ArrayList<>();
    for (int set = 0; set < chances.length; set++) {
      boolean isMinimal = chances[set] == 1;
      for (int other = 0; other < set; other++) {
        if ((other & set) == other && chances[other] == 1) isMinimal = false;
      }
      if (isMinimal) minimal.add(BitSet.valueOf(new long[] {set}));
    }
    return minimal;
  }

  @ParameterizedTest
  @ValueSource(strings = {Small.HIST, Small.INDUCTION, Small.XOR, Small.COPY})
  void everyTokenOfSensitivityIsInEverySufficientSet(String text) {
    CausalModel model = Small.meaning(text);
    int length = model.inputs().maxLength();
    for (int[] input : Small.inputs(model.inputs(), length)) {
      TokenTruth truth = truth(model, input, length - 1);
      BitSet outside = truth.sensitivity().tokens();
      outside.andNot(worth(truth).sufficient().core());
      assertThat(outside.isEmpty()).as(Arrays.toString(input)).isTrue();
    }
  }

  @Test
  void tooManyInputsAreRefusedInASentenceAndTheRestIsTold() {
    CausalModel model =
        Small.meaning(
            """
            program wide;
            input tokens[1..9] : "a".."d";
            output same = tokens;
            """);

    assertThatThrownBy(() -> LengthSpace.of(model, 9))
        .isInstanceOf(AttributionRefusal.class)
        .hasMessageContaining("262144 inputs of 9 tokens")
        .hasMessageContaining("up to 50,000");
    TokenTruth truth = truth(model, letters("abcdabcda"), 4);
    assertThat(truth.worth()).isEmpty();
    assertThat(truth.refusal()).isPresent();
    assertThat(truth.provenance()).isEqualTo(set(4));
    assertThat(truth.sensitivity().tokens()).isEqualTo(set(4));
  }

  @Test
  void whatIsNoInputIsRefused() {
    CausalModel model = Small.meaning(Small.XOR);

    assertThatThrownBy(() -> truth(model, letters("abb"), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Provenance.of(model, letters("ab"), model.tokens(), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
