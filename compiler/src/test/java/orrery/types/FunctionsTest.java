package orrery.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static orrery.types.Outcomes.assertFails;
import static orrery.types.Outcomes.call;
import static orrery.types.Outcomes.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library's functions, exact where the result is rational. */
class FunctionsTest {
  private static Outcome evaluate(String arguments, String name) {
    return call(name, arguments.trim().split(" +"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          round       | 5/2          | 2
          round       | 7/2          | 4
          round       | -5/2         | -2
          round       | -7/3         | -2
          round       | 2/3 2        | 67/100
          round       | 1250 -2      | 1200
          floor       | -1/2         | -1
          floor       | 3            | 3
          ceil        | -1/2         | 0
          ceil        | 1/3          | 1
          int         | -7/2         | -3
          int         | 7/2          | 3
          int         | "-12"        | -12
          abs         | -1/2         | 1/2
          sign        | -1/2         | -1
          sqrt        | 9/4          | 3/2
          sqrt        | 0            | 0
          sin         | 0            | 0
          cos         | 0            | 1
          tan         | 0            | 0
          asin        | 0            | 0
          acos        | 1            | 0
          atan        | 0            | 0
          sinh        | 0            | 0
          cosh        | 0            | 1
          tanh        | 0            | 0
          exp         | 0            | 1
          log         | 1            | 0
          log         | 1000 10      | 3
          log         | 1/100 10     | -2
          log         | 8 4          | 3/2
          log         | 1 7          | 0
          min         | 3 1/2 2      | 1/2
          max         | "b" "a"      | "b"
          max         | 4            | 4
          gcd         | 12 -18       | 6
          gcd         | 0 0          | 0
          is_prime    | 7            | true
          is_prime    | -7           | false
          is_prime    | 1            | false
          factorial   | 0            | 1
          factorial   | 5            | 120
          indicator   | true         | 1
          len         | "a😀é"       | 3
          upper       | "straße"     | "STRASSE"
          lower       | "ABC"        | "abc"
          reversed    | "a😀b"       | "b😀a"
          sorted      | "listen"     | "eilnst"
          slice       | "hello" 0 3  | "hel"
          slice       | "hello" -3   | "llo"
          slice       | "hello" 1 -1 | "ell"
          slice       | "hello" 4 2  | ""
          slice       | "a😀b" 1 2   | "😀"
          slice       | "abc" -9 99  | "abc"
          occurrences | "Banana" "aA"| 3
          ord         | "a"          | 97
          chr         | 128512       | "😀"
          str         | 1/2          | "1/2"
          str         | true         | "true"
          str         | "x"          | "x"
          sqrt        | none         | none
          log         | 5 none       | none
          """)
  void gives(String name, String arguments, String result) {
    assertThat(evaluate(arguments, name)).isEqualTo(value(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          sqrt      | -1        | E0314
          log       | 0         | E0314
          log       | 5 1       | E0314
          asin      | 2         | E0314
          acos      | -3/2      | E0314
          factorial | -1        | E0314
          factorial | 161       | E0315
          exp       | 1000      | E0315
          round     | 1 101     | E0315
          int       | "1.5"     | E0314
          int       | "x"       | E0314
          int       | true      | E0201
          ord       | "ab"      | E0314
          chr       | -1        | E0314
          chr       | 55296     | E0314
          gcd       | 1/2 1     | E0201
          len       | 12        | E0201
          indicator | 1         | E0201
          abs       | true      | E0201
          min       | 1 "a"     | E0203
          max       | true false| E0203
          """)
  void refuses(String name, String arguments, String code) {
    assertFails(evaluate(arguments, name)).isEqualTo(code);
  }

  @Test
  void whatLeavesTheRationalsIsReal() {
    for (String name : List.of("sqrt", "sin", "cos", "tan", "atan", "sinh", "cosh", "exp", "log")) {
      assertThat(call(name, "2")).as(name).isInstanceOf(Value.Real.class);
    }
    assertThat(((Value) call("log", "2", "10")).toDouble()).isCloseTo(Math.log10(2), within(1e-15));
  }

  @Test
  void aRealNearAnIntegerIsNotRounded() {
    Value almost = new Value.Real(2 + 1e-12);
    Value apart = new Value.Real(2.4);
    for (String name : List.of("floor", "ceil", "int")) {
      Function f = Functions.find(name).orElseThrow();
      assertFails(f.apply(List.of(almost))).isEqualTo("E0212");
      assertThat(f.apply(List.of(apart))).isEqualTo(Value.of(name.equals("ceil") ? 3 : 2));
    }
    Function round = Functions.find("round").orElseThrow();
    assertThat(round.apply(List.of(almost))).isEqualTo(Value.of(2));
    assertFails(round.apply(List.of(new Value.Real(2.5 - 1e-12)))).isEqualTo("E0212");
    assertFails(Functions.find("sign").orElseThrow().apply(List.of(new Value.Real(1e-12))))
        .isEqualTo("E0212");
  }

  @Test
  void aFailedArgumentFailsTheCall() {
    Outcome fails = Operator.DIVIDE.apply(Value.of(1), Value.of(0));
    assertThat(Functions.find("abs").orElseThrow().apply(List.of(fails))).isEqualTo(fails);
  }

  @Test
  void theNumberOfArgumentsIsTheCallersDuty() {
    Function log = Functions.find("log").orElseThrow();
    assertThatThrownBy(() -> log.apply(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThat(log).hasToString("log(x, [base])");
    assertThat(Functions.find("min").orElseThrow()).hasToString("min(x, [more]...)");
  }

  @Test
  void everyFunctionIsFoundByItsNameAndDocumented() {
    assertThat(Functions.all()).hasSizeGreaterThan(30);
    for (Function f : Functions.all()) {
      assertThat(Functions.find(f.name())).contains(f);
      assertThat(f.doc()).as(f.name()).isNotBlank().doesNotEndWith(".");
    }
    assertThat(Functions.find("squareroot")).isEmpty();
  }
}
