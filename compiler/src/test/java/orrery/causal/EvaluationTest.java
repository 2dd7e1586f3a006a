package orrery.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import orrery.types.Domain;
import orrery.types.Value;

/** Reads at the edges of what numbers allow. */
class EvaluationTest {
  private static final Domain INDICES = Domain.range(0, 2);
  private static final Variable POSITION =
      new Variable("indices", INDICES, new Mechanism.Position(), Annotations.UNNAMED);
  private static final InputBatch BATCH = InputBatch.of(List.of(new int[] {0, 0, 0}), 3);

  /** The position before mine. */
  private static Selector previous() {
    BitSet holds = new BitSet();
    holds.set(0 * 3 + 1);
    holds.set(1 * 3 + 2);
    return new Selector.Predicate(List.of(POSITION), List.of(POSITION), holds);
  }

  private static Variable ofPosition(Domain domain) {
    int[] codes = IntStream.range(0, 3).toArray();
    return new Variable(
        "value", domain, new Mechanism.Table(List.of(POSITION), codes), Annotations.UNNAMED);
  }

  private static Variable read(
      Selector selector, Reduction reduction, Variable value, boolean several) {
    Mechanism.Attention a =
        new Mechanism.Attention(
            selector,
            reduction,
            Optional.of(value),
            Value.NONE,
            Mechanism.Bound.proven(true),
            Mechanism.Bound.proven(several));
    return new Variable("read", Mechanism.domainOf(a, 3), a, Annotations.UNNAMED);
  }

  private static List<Value> values(Variable v) {
    int[] codes = new Evaluation(BATCH, false).codes(v);
    return IntStream.of(codes).mapToObj(v.domain()::value).toList();
  }

  @Test
  void theMeanOfOneRealIsThatReal() {
    Domain reals =
        Domain.of(List.of(new Value.Real(0.5), new Value.Real(1.5), new Value.Real(2.5)));
    Variable mean = read(previous(), Reduction.MEAN, ofPosition(reals), /* several= */ false);
    assertThat(values(mean)).containsExactly(Value.NONE, new Value.Real(0.5), new Value.Real(1.5));
  }

  @Test
  void theMeanOfSeveralRealsHasNoFiniteDomain() {
    Domain reals =
        Domain.of(List.of(new Value.Real(0.5), new Value.Real(1.5), new Value.Real(2.5)));
    assertThatThrownBy(
            () -> read(new Selector.Full(), Reduction.MEAN, ofPosition(reals), /* several= */ true))
        .isInstanceOf(TooManyValues.class);
  }

  @Test
  void theMeanOfOneFineFractionIsExact() {
    List<Value> fine =
        IntStream.range(0, 3)
            .mapToObj(i -> Value.of(BigFraction.of(1).divide(BigFraction.of(10).pow(30 + i))))
            .toList();
    Variable mean = read(previous(), Reduction.MEAN, ofPosition(Domain.of(fine)), false);
    assertThat(values(mean)).containsExactly(Value.NONE, fine.get(2), fine.get(1));
  }

  @Test
  void theLargestOfNegativeNumbersIsTheNearestToZero() {
    Variable negative = ofPosition(Domain.range(-3, -1));
    assertThat(values(read(new Selector.Full(), Reduction.MAXIMUM, negative, true)))
        .containsOnly(Value.of(-1));
    assertThat(values(read(new Selector.Full(), Reduction.MINIMUM, negative, true)))
        .containsOnly(Value.of(-3));
    assertThat(values(read(new Selector.Full(), Reduction.MEAN, negative, true)))
        .containsOnly(Value.of(-2));
  }

  /** Tracr's table of means is {1, 1/2, 1/3, ...}; two of three are rounded there. */
  @Test
  void twoOfThreeAreTwoThirds() {
    Variable bits =
        new Variable(
            "bits",
            Domain.BOOL,
            new Mechanism.Table(List.of(POSITION), new int[] {1, 0, 1}),
            Annotations.UNNAMED);
    assertThat(values(read(new Selector.Full(), Reduction.MEAN, bits, true)))
        .containsOnly(Value.of(BigFraction.of(2, 3)));
  }
}
