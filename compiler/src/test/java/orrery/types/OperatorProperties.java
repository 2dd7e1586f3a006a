package orrery.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of the operators. */
class OperatorProperties {
  private static final Value ZERO = Value.of(0);

  @Provide
  Arbitrary<Value> rationals() {
    return Outcomes.rationals();
  }

  @Provide
  Arbitrary<Value> truths() {
    return Outcomes.truths();
  }

  @Provide
  Arbitrary<Value> values() {
    return Outcomes.values();
  }

  @Property
  void floorQuotientAndRemainderMakeTheWhole(
      @ForAll("rationals") Value a, @ForAll("rationals") Value b) {
    Outcome quotient = Operator.FLOOR_DIVIDE.apply(a, b);
    Outcome remainder = Operator.MODULO.apply(a, b);
    if (b.equals(ZERO)) {
      Outcomes.assertFails(quotient).isEqualTo("E0311");
      Outcomes.assertFails(remainder).isEqualTo("E0311");
      return;
    }
    assertThat(Operator.ADD.apply(Operator.MULTIPLY.apply(quotient, b), remainder)).isEqualTo(a);
    boolean positive = Operator.GREATER.apply(b, ZERO).equals(Value.TRUE);
    assertThat(Operator.LESS.apply(remainder, b)).isEqualTo(Value.of(positive));
    assertThat(
            (positive ? Operator.GREATER_OR_EQUAL : Operator.LESS_OR_EQUAL).apply(remainder, ZERO))
        .isEqualTo(Value.TRUE);
  }

  @Property
  void divisionUndoesMultiplication(@ForAll("rationals") Value a, @ForAll("rationals") Value b) {
    if (b.equals(ZERO)) return;
    Outcome product = Operator.MULTIPLY.apply(a, b);
    assertThat(Operator.DIVIDE.apply(product, b)).isEqualTo(a).hasToString(a.toString());
  }

  @Property
  void aPowerIsARepeatedProduct(@ForAll("rationals") Value base) {
    Outcome product = Value.of(1);
    for (int n = 0; n < 6; n++) {
      assertThat(Operator.POWER.apply(base, Value.of(n))).isEqualTo(product);
      product = Operator.MULTIPLY.apply(product, base);
    }
  }

  @Property
  void aSquareHasItsRoot(@ForAll("rationals") Value x) {
    Outcome square = Operator.MULTIPLY.apply(x, x);
    Outcome abs = Functions.find("abs").orElseThrow().apply(List.of(x));
    assertThat(Operator.POWER.apply(square, Outcomes.fraction(1, 2))).isEqualTo(abs);
    assertThat(Functions.find("sqrt").orElseThrow().apply(List.of(square))).isEqualTo(abs);
  }

  @Property
  void kleeneLogicIsSymmetric(@ForAll("values") Value a, @ForAll("values") Value b) {
    for (Operator o : List.of(Operator.AND, Operator.OR)) {
      Outcome there = o.apply(a, b);
      Outcome back = o.apply(b, a);
      if (there instanceof Failure) assertThat(back).isInstanceOf(Failure.class);
      else assertThat(back).isEqualTo(there);
    }
  }

  @Property
  void kleeneLogicObeysDeMorgan(@ForAll("truths") Value a, @ForAll("truths") Value b) {
    assertThat(Operator.not(Operator.AND.apply(a, b)))
        .isEqualTo(Operator.OR.apply(Operator.not(a), Operator.not(b)));
  }

  /** If an operand is not known, what is concluded holds whichever way it turns out. */
  @Property
  void kleeneLogicConcludesOnlyWhatHoldsEitherWay(@ForAll("truths") Value a) {
    for (Operator o : List.of(Operator.AND, Operator.OR)) {
      Outcome ifTrue = o.apply(a, Value.TRUE);
      Outcome ifFalse = o.apply(a, Value.FALSE);
      assertThat(o.apply(a, Value.NONE)).isEqualTo(ifTrue.equals(ifFalse) ? ifTrue : Value.NONE);
    }
  }

  @Property
  void allOthersAreContagious(@ForAll("values") Value a) {
    for (Operator o : Operator.values()) {
      if (o == Operator.AND || o == Operator.OR || o == Operator.COALESCE) continue;
      assertThat(o.apply(a, Value.NONE)).as("%s", o).isEqualTo(Value.NONE);
      assertThat(o.apply(Value.NONE, a)).as("%s", o).isEqualTo(Value.NONE);
    }
  }

  @Property
  void orderedValuesAreOrderedAsTheirDomainIs(
      @ForAll("values") Value a, @ForAll("values") Value b) {
    Outcome less = Operator.LESS.apply(a, b);
    Outcome greaterOrEqual = Operator.GREATER_OR_EQUAL.apply(a, b);
    if (!(less instanceof Value) || a.isNone() || b.isNone()) {
      assertThat(greaterOrEqual.getClass()).isEqualTo(less.getClass());
      return;
    }
    assertThat(less).isEqualTo(Value.of(a.compareTo(b) < 0));
    assertThat(greaterOrEqual).isEqualTo(Operator.not(less));
    assertThat(Operator.GREATER.apply(b, a)).isEqualTo(less);
    assertThat(Operator.LESS_OR_EQUAL.apply(b, a)).isEqualTo(greaterOrEqual);
  }

  @Property
  void membershipIsAnEqualityWithOneOfThem(
      @ForAll("rationals") Value a, @ForAll List<@net.jqwik.api.From("rationals") Value> list) {
    assertThat(Operator.in(a, list)).isEqualTo(Value.of(list.contains(a)));
  }

  @Property
  void theOrderOfValuesIsTotal(
      @ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
      assertThat(a.compareTo(c)).isLessThanOrEqualTo(0);
    }
  }
}
