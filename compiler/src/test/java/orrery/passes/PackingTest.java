package orrery.passes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import orrery.Compiler;
import orrery.circuit.CompiledModel;
import orrery.verify.Certificate;

/** Dead subspaces are used again where a build asks for it. */
class PackingTest {
  @Test
  void packedModelsAreVerifiedAndNoWider() {
    Meanings.ALL.forEach(
        (name, meaning) -> {
          CompiledModel packed = Meanings.compiled(meaning, true);
          Certificate certificate = Compiler.verify(packed);
          assertThat(certificate.first()).as(name).isEmpty();
          assertThat(certificate.passed()).as(name).isTrue();
          assertThat(width(packed)).as(name).isLessThanOrEqualTo(width(Meanings.compiled(name)));
        });
  }

  @Test
  void sortReusesWhatItsFirstLayersWrote() {
    int wide = width(Meanings.compiled("sort"));
    CompiledModel packed = Meanings.compiled(Meanings.sort(), true);
    assertThat(width(packed)).isLessThanOrEqualTo(wide - 10);
    assertThat(packed.alignment().labels()).anyMatch(l -> l.matches("rank.key=.*, then sorted=.*"));
  }

  @Test
  void aDimensionIsErasedByTheMlpThatReadsItLast() {
    CompiledModel packed = Meanings.compiled(Meanings.reverse(), true);
    assertThat(packed.alignment().labels()).contains("length, then opposite=-5");
  }

  private static int width(CompiledModel model) {
    return model.weights().config().dModel();
  }
}
