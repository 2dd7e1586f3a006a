package orrery.types;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.types.Outcomes.assertFails;
import static orrery.types.Outcomes.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operators at the points where other RASPs or Python surprise. */
class OperatorTest {
  private static Outcome apply(String left, String symbol, String right) {
    return Operator.of(symbol).orElseThrow().apply(value(left), value(right));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          7     , /  , 2    , 7/2
          1     , /  , -2   , -1/2
          -7    , // , 2    , -4
          7     , // , -2   , -4
          -7    , %  , 3    , 2
          7     , %  , -3   , -2
          7/2   , %  , 1    , 1/2
          2     , ^  , -2   , 1/4
          0     , ^  , 0    , 1
          -1    , ^  , 99   , -1
          4/9   , ^  , 1/2  , 2/3
          8     , ^  , 2/3  , 4
          "ab"  , +  , "c"  , "abc"
          "ab"  , *  , 2    , "abab"
          3     , *  , "a"  , "aaa"
          "ab"  , *  , -1   , ""
          1/10  , == , 2/20 , true
          true  , == , 1    , false
          "1"   , == , 1    , false
          true  , != , 1    , true
          "Z"   , <  , "a"  , true
          "😀"  , >  , "￿"  , true
          none  , == , none , none
          none  , ?? , 3    , 3
          0     , ?? , 3    , 0
          false , and, none , false
          none  , or , true , true
          none  , or , false, none
          """)
  void gives(String left, String symbol, String right, String result) {
    assertThat(apply(left, symbol, right)).isEqualTo(value(result));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          1     , /  , 0    , E0311
          1     , // , 0    , E0311
          1     , %  , 0    , E0311
          0     , ^  , -1   , E0311
          -4    , ^  , 1/2  , E0314
          "a"   , +  , 1    , E0201
          true  , +  , 1    , E0201
          "a"   , /  , 0    , E0201
          "a"   , *  , 1/2  , E0201
          "a"   , <  , 3    , E0203
          true  , <  , false, E0203
          1     , and, true , E0201
          10    , ^  , 400  , E0315
          2     , ^  , 9999999999999999, E0315
          "ab"  , *  , 9999999999999999, E0315
          """)
  void refuses(String left, String symbol, String right, String code) {
    assertFails(apply(left, symbol, right)).isEqualTo(code);
  }

  @Test
  void anOperandThatCannotMatterMayFail() {
    Outcome fails = apply("1", "/", "0");
    assertThat(Operator.AND.apply(fails, Value.FALSE)).isEqualTo(Value.FALSE);
    assertThat(Operator.AND.apply(Value.FALSE, fails)).isEqualTo(Value.FALSE);
    assertThat(Operator.OR.apply(fails, Value.TRUE)).isEqualTo(Value.TRUE);
    assertThat(Operator.AND.apply(Value.TRUE, fails)).isEqualTo(fails);
    assertThat(Operator.AND.apply(fails, Value.NONE)).isEqualTo(fails);
    assertThat(Operator.COALESCE.apply(Value.of(1), fails)).isEqualTo(Value.of(1));
    assertThat(Operator.ADD.apply(Value.of(1), fails)).isEqualTo(fails);
  }

  @Test
  void anIrrationalNumberIsNeverComparedByItsLastDigits() {
    Outcome root = apply("2", "^", "1/2");
    assertThat(root).isInstanceOf(Value.Real.class);
    Outcome two = Operator.MULTIPLY.apply(root, root);
    assertFails(Operator.EQUAL.apply(root, root)).isEqualTo("E0212");
    assertFails(Operator.LESS.apply(two, Value.of(2))).isEqualTo("E0212");
    assertFails(Operator.FLOOR_DIVIDE.apply(two, Value.of(1))).isEqualTo("E0212");
    assertThat(Operator.LESS.apply(root, Value.of(2))).isEqualTo(Value.TRUE);
    assertThat(Operator.FLOOR_DIVIDE.apply(root, Value.of(1))).isEqualTo(Value.of(1));
    assertThat(Operator.MODULO.apply(root, Value.of(1)))
        .isEqualTo(Operator.SUBTRACT.apply(root, Value.of(1)));
  }

  @Test
  void numbersDoNotGrowWithoutBound() {
    Outcome n = Value.of(2);
    for (int i = 0; i < 40; i++) {
      n = Operator.MULTIPLY.apply(n, n);
    }
    assertFails(n).isEqualTo("E0315");
    Outcome x = new Value.Real(1.5);
    for (int i = 0; i < 40; i++) {
      x = Operator.MULTIPLY.apply(x, x);
    }
    assertFails(x).isEqualTo("E0315");
  }

  @Test
  void aFailureNamesItsOperandsAndWhatToWrite() {
    Failure f = (Failure) apply("true", "+", "1");
    assertThat(f.sentence()).isEqualTo("`+` needs two numbers, or two texts; it got true and 1");
    assertThat(f.operands()).containsExactly(Value.TRUE, Value.of(1));
    assertThat(f.advice()).hasValueSatisfying(a -> assertThat(a).contains("indicator(b)"));
  }

  @Test
  void theUnaryOperatorsKeepToTheirKinds() {
    assertThat(Operator.negate(value("1/2"))).isEqualTo(value("-1/2"));
    assertThat(Operator.plus(value("1/2"))).isEqualTo(value("1/2"));
    assertThat(Operator.not(Value.NONE)).isEqualTo(Value.NONE);
    assertThat(Operator.negate(Value.NONE)).isEqualTo(Value.NONE);
    assertThat(Operator.defined(Value.NONE)).isEqualTo(Value.FALSE);
    assertThat(Operator.negate(new Value.Real(0))).isEqualTo(new Value.Real(0));
    assertFails(Operator.negate(Value.TRUE)).isEqualTo("E0201");
    assertFails(Operator.plus(value("\"a\""))).isEqualTo("E0201");
    assertFails(Operator.not(Value.of(1))).isEqualTo("E0201");
  }

  @Test
  void membershipIsThreeValued() {
    assertThat(Operator.in(Value.NONE, List.of())).isEqualTo(Value.NONE);
    assertThat(Operator.in(Value.of(1), List.of(Value.TRUE))).isEqualTo(Value.FALSE);
    assertThat(Operator.in(Value.of(1), List.of(Value.NONE, Value.of(1)))).isEqualTo(Value.TRUE);
    assertThat(Operator.in(Value.of(2), List.of(Value.NONE, Value.of(1)))).isEqualTo(Value.NONE);
  }
}
