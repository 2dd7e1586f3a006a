package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import orrery.circuit.CompiledModel;
import orrery.model.ActivationFunction;
import orrery.model.Matrix;
import orrery.model.Normalization;
import orrery.model.Weights;

class ArchitectureTest {
  @Test
  void theShapeFollowsFromTheCompiledModel() {
    assertThat(Architecture.derived(AssignmentTest.compiled("hist.rasp")))
        .isEqualTo(new Architecture(2, 4, 32, 8, 128, ActivationFunction.GELU, Normalization.NONE));
    assertThat(Architecture.derived(AssignmentTest.compiled("shuffle_dyck3.rasp")))
        .isEqualTo(new Architecture(5, 6, 56, 9, 224, ActivationFunction.GELU, Normalization.NONE));
  }

  @Test
  void aSizeOfNothingIsRefused() {
    Architecture derived = Architecture.derived(AssignmentTest.compiled("hist.rasp"));
    assertThatThrownBy(() -> derived.withHeads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heads is 0, must be at least 1");
  }

  @Test
  void initialWeightsHaveTheStatedSpreadAndComeFromTheSeed() {
    CompiledModel compiled = AssignmentTest.compiled("hist.rasp");
    Architecture architecture = Architecture.derived(compiled);
    Weights weights = InitialWeights.of(architecture.config(compiled), 5);
    assertThat(Architecture.of(weights)).isEqualTo(architecture);
    Matrix wOut = weights.layers().get(1).mlp().orElseThrow().wOut();
    double variance =
        IntStream.range(0, wOut.rows())
            .mapToObj(wOut::rowToArray)
            .flatMapToDouble(DoubleStream::of)
            .map(w -> w * w)
            .average()
            .orElseThrow();
    assertThat(Math.sqrt(variance)).isCloseTo(0.8 / Math.sqrt(32), within(0.01));
    assertThat(weights.layers().get(0).heads().get(0).bQ().nonZeros()).isZero();
    assertThat(weights).isEqualTo(InitialWeights.of(architecture.config(compiled), 5));
    assertThat(weights).isNotEqualTo(InitialWeights.of(architecture.config(compiled), 6));
  }
}
