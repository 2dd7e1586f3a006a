package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * On a model of 2 layers and 2 heads whose loss on example i is what is missing of a planted chain,
 * each of its edges worth i-dependent weights; other edges do nothing.
 */
class CircuitHypothesesTest {
  private static final ResidualGraph GRAPH = Graphs.of(2, 2);
  private static final BitSet CHAIN = chain();
  private static final double[] SCALES = Resampling.generator(1).doubles(40, 0.5, 2).toArray();

  private static BitSet chain() {
    BitSet chain = new BitSet();
    for (int e = 0; e < GRAPH.edgeCount(); e++) {
      String name = GRAPH.edge(e).name();
      if (name.equals("embed->a0.h0<v>")
          || name.equals("a0.h0->a1.h1<k>")
          || name.equals("a1.h1->logits")) {
        chain.set(e);
      }
    }
    return chain;
  }

  private static double[] loss(Mask mask) {
    long missing = CHAIN.stream().filter(e -> !mask.keeps(e)).count();
    return Arrays.stream(SCALES).map(s -> s + s * missing).toArray();
  }

  private static Candidate candidate(BitSet circuit) {
    return new Candidate(
        masks -> masks.stream().map(CircuitHypothesesTest::loss).toArray(double[][]::new),
        GRAPH,
        circuit);
  }

  private static BitSet chainAnd(int edge) {
    BitSet more = (BitSet) CHAIN.clone();
    more.set(edge);
    return more;
  }

  @Test
  void theTrueCircuitPassesEveryTest() {
    Candidate truth = candidate(CHAIN);

    assertThat(CHAIN.cardinality()).isEqualTo(3);
    assertThat(EquivalenceTest.of(truth, 0.1)).isEqualTo(new EquivalenceTest(0, 0, 40, 0.1, 1));
    assertThat(MinimalityTest.of(truth, 100, 1).isMinimal(0.05)).isTrue();
    assertThat(RandomCircuitTest.sufficiency(truth, 100, 1).pValue()).isLessThan(0.01);
    assertThat(RandomCircuitTest.necessity(truth, 100, 1).pValue()).isLessThan(0.01);
  }

  @Test
  void aCircuitThatLacksAnEdgeIsNotEquivalent() {
    BitSet fewer = (BitSet) CHAIN.clone();
    fewer.clear(CHAIN.length() - 1);

    EquivalenceTest test = EquivalenceTest.of(candidate(fewer), 0.1);

    assertThat(test.worse()).isEqualTo(40);
    assertThat(test.pValue()).isLessThan(1e-6);
  }

  @Test
  void anEdgeTooManyIsFoundAndTheOthersAreNot() {
    int idle = CHAIN.nextClearBit(0);

    MinimalityTest test = MinimalityTest.of(candidate(chainAnd(idle)), 100, 1);

    assertThat(test.isMinimal(0.05)).isFalse();
    for (MinimalityTest.Verdict v : test.edges()) {
      assertThat(v.adjusted() <= 0.05).as("%s", v).isEqualTo(v.edge() == idle);
      assertThat(v.effect() == 0).isEqualTo(v.edge() == idle);
      if (v.edge() == idle) assertThat(v.adjusted()).isEqualTo(4 * v.pValue()); // of four tests
    }
  }

  @Test
  void aRandomCircuitIsNoBetterThanRandomOnes() {
    Candidate random = candidate(new RandomCircuits(GRAPH, 8).ofSize(3));

    assertThat(RandomCircuitTest.sufficiency(random, 100, 1).pValue()).isGreaterThan(0.05);
    assertThat(RandomCircuitTest.necessity(random, 100, 1).pValue()).isGreaterThan(0.05);
  }

  @Test
  void equivalenceHasThePValueOfItsFormula() {
    double[] model = {1, 1, 1, 1};
    double[] circuit = {0, 0, 0, 2}; // better on 3 of 4: |3/4 − ½| = ¼, so k = 0, 1, 3, 4

    EquivalenceTest test = EquivalenceTest.of(circuit, model, 0.1);

    double middle = 6 * 0.36 * 0.16;
    assertThat(test.pValue()).isCloseTo(1 - middle, within(1e-12));
    assertThat(EquivalenceTest.of(new double[] {1 + 1e-12}, new double[] {1}, 0.1).equal())
        .isEqualTo(1);
    assertThatThrownBy(() -> EquivalenceTest.of(circuit, model, 0.5))
        .hasMessageContaining("epsilon 0.5");
  }

  @Test
  void dependenceIsFoundAndIndependenceHasUniformPValues() {
    RandomGenerator random = Resampling.generator(4);
    double[] x = random.doubles(60).toArray();
    double[] square = Arrays.stream(x).map(v -> (v - 0.5) * (v - 0.5)).toArray();

    assertThat(IndependenceTest.of(x, square, 500, 1).pValue()).isLessThan(0.01);
    assertThat(IndependenceTest.of(x, new double[60], 100, 1))
        .isEqualTo(new IndependenceTest(0, 1));
    int rejected = 0;
    for (int t = 0; t < 200; t++) {
      double[] a = random.doubles(20).toArray();
      double[] b = random.doubles(20).toArray();
      if (IndependenceTest.of(a, b, 99, t).pValue() <= 0.1) rejected++;
    }
    assertThat(rejected).isBetween(8, 33); // 20 ± 3 standard errors
  }

  @Test
  void theStatisticIsTheTraceOfItsDefinition() {
    double[] x = {0, 1, 3};
    double[] y = {2, 2, 5};
    double[][] k = kernel(x, 2); // distances 1, 2, 3
    double[][] l = kernel(y, 3); // distances 0, 3, 3
    double trace = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int a = 0; a < 3; a++) {
          for (int b = 0; b < 3; b++) {
            trace += k[i][j] * h(j, a) * l[a][b] * h(b, i);
          }
        }
      }
    }

    assertThat(IndependenceTest.of(x, y, 10, 1).hsic()).isCloseTo(trace / 4, within(1e-12));
  }

  private static double h(int i, int j) {
    return (i == j ? 1 : 0) - 1 / 3.0;
  }

  private static double[][] kernel(double[] x, double width) {
    double[][] kernel = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        kernel[i][j] = Math.exp(-Math.pow((x[i] - x[j]) / width, 2) / 2);
      }
    }
    return kernel;
  }

  @Test
  void theComplementOfTheTruthKnowsNothingWhereItsOutputIsConstant() {
    // everything outside the chain is idle: with the chain cut the loss is 4·s, without it s
    Candidate constant =
        new Candidate(
            masks ->
                masks.stream()
                    .map(m -> m.keeps(CHAIN.nextSetBit(0)) ? SCALES.clone() : new double[40])
                    .toArray(double[][]::new),
            GRAPH,
            CHAIN);

    assertThat(IndependenceTest.of(constant, 50, 1).pValue()).isEqualTo(1);
    assertThat(IndependenceTest.of(candidate(CHAIN), 200, 1).pValue()).isLessThan(0.01);
  }

  @Test
  void randomCircuitsAreMadeOfWholePaths() {
    RandomCircuits random = new RandomCircuits(GRAPH, 3);
    for (int i = 0; i < 50; i++) {
      BitSet circuit = random.ofSize(1 + i % 20);
      assertThat(circuit.cardinality()).isGreaterThan(i % 20);
      circuit.stream()
          .forEach(
              e -> {
                String from = GRAPH.writer(GRAPH.writerOf(e)).name();
                String to = GRAPH.reader(GRAPH.readerOf(e)).component().name();
                assertThat(from.endsWith("embed") || touches(circuit, from, false)).isTrue();
                assertThat(to.equals("logits") || touches(circuit, to, true)).isTrue();
              });
    }
    assertThatThrownBy(() -> random.ofSize(GRAPH.edgeCount() + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean touches(BitSet circuit, String component, boolean asWriter) {
    return circuit.stream()
        .anyMatch(
            e ->
                component.equals(
                    asWriter
                        ? GRAPH.writer(GRAPH.writerOf(e)).name()
                        : GRAPH.reader(GRAPH.readerOf(e)).component().name()));
  }
}
