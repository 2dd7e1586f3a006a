package orrery.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.Showroom;
import orrery.causal.CausalModel;
import orrery.diagnostic.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted faults are found, and what is without fault is not accused. */
class RejectionsTest {
  private static CausalModel meaning(String rest) {
    return meaning("[1..5] : \"a\"..\"c\"", rest);
  }

  private static CausalModel meaning(String inputs, String rest) {
    String text = "input tokens" + inputs + ";\n" + rest;
    return Showroom.meant(new Source("test.rasp", text)).model();
  }

  private static boolean everythingMatters(CausalModel meaning) {
    return new Liveness(meaning, new Behaviour(meaning).clean()).everythingMatters();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          output y = indices >= 0;                                         | CONSTANT
          output y = any(full, tokens == tokens);                          | CONSTANT
          output y = tokens;                                               | IDENTITY
          output y = pick(select(indices, indices, ==), tokens);           | IDENTITY
          output y = all(full, tokens == "a") and indices == 3;            | RARE
          n = hist(tokens); m = count(select(tokens, tokens, ==)); output y = n + m; | REPEATED
          output y = hist(tokens);                                         | none
          output y = reverse(tokens);                                      | none
          """)
  void whatIsWrongWithTheAnswersIsFound(String program, String expected) {
    Optional<Rejection> found = new Behaviour(meaning(program)).rejection();

    assertThat(found.map(Rejection::name).orElse("none")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          n = hist(tokens); output y = tokens == "a" if n >= 0 else n == 2;             | false
          n = hist(tokens); output y = reverse(tokens); output z = n at first;          | true
          n = reverse(tokens); output y = shift(n == "a", 1, false);                    | true
          b = best(full, indicator(tokens == "a") * 0); output y = mean(b, tokens == "b"); | false
          output y = sort(tokens == "a", indicator(tokens == "b"));                     | true
          output y = tokens[0];                                                         | true
          """)
  void whatIsIgnoredIsFound(String program, boolean matters) {
    assertThat(everythingMatters(meaning(program))).isEqualTo(matters);
  }

  @Test
  void aReadThatChangesNothingIsFoundThoughTheVariableMattersElsewhere() {
    CausalModel meaning =
        meaning("n = hist(tokens); z = tokens if n < 9 else \"z\"; output z; output m = n;");

    assertThat(everythingMatters(meaning)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1..5] : "a".."c" | output y = hist(tokens);                   | [1..5] : 0..2      | output z = hist(tokens) * 2;                 | true
          [1..5] : "a".."c" | output y = tokens == "a";                  | [1..5] : "a".."c"  | output y = "no" if tokens == "c" else "yes"; | true
          [1..5] : "a".."c" | output y = any(full, tokens == "a");       | [1..5] : "a".."c"  | output y = tokens == "a";                    | false
          [1..5] : "a".."c" | output y = reverse(tokens);                | [1..6] : "a".."d"  | output y = reverse(tokens);                  | true
          [5] : "a".."c"    | output y = reverse(tokens);                | [4] : "a".."c"     | output y = reverse(tokens);                  | false
          [1..5] : "a".."c" | output y = hist(tokens) at last;           | [1..5] : "a".."c"  | output y = hist(tokens);                     | false
          [1..9] : 0..4     | output y = rank(tokens);                   | [1..9] : 0..4      | output y = count(select(tokens, tokens, <)); | false
          [1..9] : 0..4     | output y = hist(tokens);                   | [1..9] : -2..2     | output y = count(select(tokens, tokens, ==)); | true
          [1..5] : "a".."c" | output y = hist(tokens); output z = indices; | [1..5] : "a".."c" | output z = indices; output y = hist(tokens); | true
          """)
  void programsThatMeanTheSameUpToNamesAreDuplicates(
      String inputs, String program, String others, String other, boolean same) {
    MeaningTable one = new MeaningTable(meaning(inputs, program));
    MeaningTable two = new MeaningTable(meaning(others, other));

    assertThat(one.agrees(two)).isEqualTo(same);
    assertThat(two.agrees(one)).isEqualTo(same);
  }

  @Test
  void demandsThatNothingSatisfiesAreRefused() {
    Demand usual = Demand.DEFAULT;

    assertThatThrownBy(() -> usual.with(Set.of(Operation.COUNT), Set.of(Operation.SUM)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> usual.with(Set.of(Operation.FIRST), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Range(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quotas.of(0, Quotas.USUAL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quotas.of(1, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
