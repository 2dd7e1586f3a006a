package orrery.types;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.types.Outcomes.fraction;
import static orrery.types.Outcomes.value;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** Values and domains, their order and their spelling. */
class ValueTest {
  /** commons-numbers 1.2 orders negative fractions the wrong way round. */
  @Test
  void negativeNumbersAreOrderedBySize() {
    Domain d =
        Domain.of(Stream.of("1", "-1", "-2", "0", "-1/2", "-3/2").map(Outcomes::value).toList());
    assertThat(d.values())
        .containsExactly(
            Stream.of("-2", "-3/2", "-1", "-1/2", "0", "1")
                .map(Outcomes::value)
                .toArray(Value[]::new));
    assertThat(Domain.range(-5, 5).value(0)).isEqualTo(Value.of(-5));
    assertThat(Domain.range(-5, 5)).hasToString("-5..5");
  }

  @Test
  void theSignStandsBeforeTheFraction() {
    Value half = Value.of(BigFraction.of(1).divide(BigFraction.of(-2)));
    assertThat(half)
        .hasToString("-1/2")
        .isEqualTo(fraction(-1, 2))
        .hasSameHashCodeAs(fraction(-1, 2));
    assertThat(Value.of(BigFraction.of(4).divide(BigFraction.of(-2)))).hasToString("-2");
  }

  @Test
  void kindsAreOrderedNumbersTextsTruthsNone() {
    List<Value> ordered =
        List.of(
            value("2"),
            new Value.Real(2.5),
            value("\"￿\""),
            value("\"😀\""),
            Value.FALSE,
            Value.TRUE,
            Value.NONE);
    assertThat(Domain.of(ordered).values()).isEqualTo(ordered);
    assertThat(Domain.of(ordered).mayBeNone()).isTrue();
    assertThat(Domain.of(ordered).isNumeric()).isFalse();
  }

  @Test
  void aDomainIsWrittenAsTheLanguageWritesIt() {
    assertThat(Domain.BOOL).hasToString("bool");
    assertThat(Domain.range(0, 9)).hasToString("0..9");
    assertThat(Domain.of(List.of(value("\"b\""), value("\"a\"")))).hasToString("{\"a\", \"b\"}");
    assertThat(Domain.of(List.of(value("0"), value("1/2"), value("2")))).hasToString("{0, 1/2, 2}");
    assertThat(Domain.range(0, 1).with(Value.NONE)).hasToString("{0, 1, none}");
  }
}
