package orrery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.causal.CausalModel;
import orrery.circuit.CompiledModel;
import orrery.layout.PlanOptions;
import orrery.layout.Refusal;
import orrery.passes.Distract;
import orrery.passes.Pad;
import orrery.passes.Pass;
import orrery.passes.Passes;
import orrery.passes.Permute;
import orrery.passes.Rotate;
import orrery.verify.Certificate;
import orrery.weights.Dials;

/** Packing and the passes keep random models right at every variable. */
class PassesOnRandomModelsProperties {
  @Property(tries = 150)
  void packedPaddedPermutedRotatedAndDistractedModelsAreVerified(
      @ForAll long seed, @ForAll boolean pack) {
    Random random = new Random(seed);
    CausalModel meaning = RandomModels.draw(random, 6);
    CompiledModel model;
    try {
      model =
          Compiler.compile(
              meaning,
              new Compiler.Options("", java.util.Map.of(), new PlanOptions(pack), Dials.DEFAULT));
    } catch (Refusal refused) {
      assertThat(refused.code()).as(refused.getMessage()).isIn("E0501", "E0901");
      return;
    }
    List<Pass> passes = new ArrayList<>();
    if (random.nextBoolean()) passes.add(new Distract(2, seed));
    if (random.nextBoolean()) passes.add(new Pad(1, 2, 3, random.nextBoolean(), seed));
    if (random.nextBoolean()) passes.add(new Permute(seed));
    if (random.nextBoolean()) passes.add(new Rotate(seed));

    CompiledModel after = Passes.apply(model, passes);

    Certificate certificate = Compiler.verify(after);
    assertThat(certificate.first()).as("seed %s, %s", seed, passes).isEmpty();
    assertThat(certificate.passed()).isTrue();
    assertThat(after.structural().edges().keySet()).containsAll(after.program().edges().keySet());
  }
}
