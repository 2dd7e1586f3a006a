package orrery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.causal.CausalModel;
import orrery.circuit.CompiledModel;
import orrery.layout.Refusal;
import orrery.verify.Certificate;

/** A compiled transformer means what its causal model says. */
class CompilerProperties {
  @Property(tries = 300)
  void interpreterAndWeightsAgreeAtEveryVariable(@ForAll long seed) {
    CausalModel meaning = RandomModels.draw(new Random(seed), 6);
    CompiledModel model;
    try {
      model = Compiler.compile(meaning, Compiler.Options.DEFAULT);
    } catch (Refusal refused) {
      assertThat(refused.code()).as(refused.getMessage()).isIn("E0501", "E0901");
      return;
    }

    Certificate certificate = Compiler.verify(model);

    assertThat(certificate.first()).as("seed %s", seed).isEmpty();
    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.margin()).isGreaterThan(0.5);
    assertThat(certificate.leak()).isLessThan(certificate.leakBound() + 1e-6);
  }
}
