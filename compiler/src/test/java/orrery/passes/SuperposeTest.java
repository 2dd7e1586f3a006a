package orrery.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.Compiler;
import orrery.Showroom;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.Orthogonal;
import orrery.model.Weights;
import orrery.verify.Certificate;

/** More values than dimensions, and the program is still computed exactly. */
class SuperposeTest {
  @ParameterizedTest
  @CsvSource({
    "induction, 1",
    "sort, 1",
    "dyck1, 1",
    "recall, 1",
    "frac_prevs, 1",
    "most_frequent, 0.5"
  })
  void aNarrowerStreamStillComputesTheProgram(String program, double share) {
    CompiledModel before = compiled(program);
    CompiledModel after = new Superpose(share, 1).apply(before);

    assertThat(after.weights().config().dModel()).isLessThan(before.weights().config().dModel());
    Certificate certificate = Compiler.verify(after);
    assertThat(certificate.first()).isEmpty();
    assertThat(certificate.margin()).isGreaterThan(0.49);
  }

  @Test
  void theDictionaryHasMoreEntriesThanDimensionsAndOppositesAreOppositeExactly() {
    CompiledModel after = new Superpose(1, 1).apply(compiled("sort"));
    int values = 0;
    int opposites = 0;
    Set<Integer> dimensions = new TreeSet<>();
    for (List<Placement> own : after.alignment().placements().values()) {
      for (Placement p : own) {
        if (p.readout().kind() != Readout.Kind.ONE_HOT) continue;
        Matrix gram = p.readout().directions().times(p.readout().directions().transpose());
        values += gram.rows();
        p.readout().directions().forEach((value, d, v) -> dimensions.add(d));
        int[] found = {0};
        gram.forEach(
            (a, b, v) -> {
              if (a != b) assertThat(v).isIn(-1.0, 0.0);
              if (a < b && v == -1) found[0]++;
            });
        opposites += found[0];
      }
    }
    assertThat(opposites).isPositive();
    assertThat(values).isGreaterThan(dimensions.size());
  }

  @Test
  void aPlainProjectionToAsFewDimensionsDestroysTheProgram() {
    CompiledModel before = compiled("induction");
    int width = before.weights().config().dModel();
    int narrow = new Superpose(1, 1).apply(before).weights().config().dModel();
    Matrix projection = Orthogonal.random(width, new Random(1)).transpose().rowsBetween(0, narrow);
    Matrix onto = projection.transpose().times(projection);
    Certificate certificate =
        Compiler.verify(before.withWeights(projected(before.weights(), onto)));
    assertThat(certificate.passed()).isFalse();
  }

  /** The same model whose readers see only what a projection leaves of the stream. */
  private static Weights projected(Weights w, Matrix onto) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : w.layers()) {
      List<Head> heads =
          layer.heads().stream()
              .map(h -> new Head(read(h.q(), onto), read(h.k(), onto), read(h.v(), onto), h.wO()))
              .toList();
      layers.add(
          new Layer(heads, layer.bO(), layer.mlp().map(m -> new Mlp(read(m.in(), onto), m.out()))));
    }
    return new Weights(w.config(), w.wE(), w.wPos(), layers, read(w.unembed(), onto));
  }

  private static Affine read(Affine map, Matrix onto) {
    return new Affine(onto.times(map.w()), map.b());
  }

  @Test
  void valuesThatAreReadTogetherAreNotPaired() {
    assertThatThrownBy(() -> new Superpose(1, 1).apply(compiled("hist")))
        .isInstanceOf(PassRefusal.class)
        .hasMessageContaining("no two values");
  }

  @Test
  void aCopyOfWhatIsLeftOfOneIsNoValueOfItsOwn() {
    CompiledModel before = Meanings.compiled("echo");
    for (Variable v : before.alignment().placements().keySet()) {
      CompiledModel copied = new Copy(v.name()).apply(before);
      for (long seed = 0; seed < 5; seed++) {
        CompiledModel after = new Superpose(1, seed).apply(copied);
        assertThat(Compiler.verify(after).first()).as("%s, seed %s", v.name(), seed).isEmpty();
      }
    }
  }

  private static CompiledModel compiled(String program) {
    return Showroom.compiled(
        Showroom.meant(Showroom.source(Showroom.PROGRAMS.resolve(program + ".rasp"))));
  }
}
