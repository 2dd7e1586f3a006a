package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.Compiler;
import orrery.RandomModels;
import orrery.artifact.Samples;
import orrery.circuit.CompiledModel;
import orrery.layout.Refusal;

/** What the component model says of interchanges is what they do to the compiled weights. */
class ComponentModelProperties {
  private static final int SWAPS = 120;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hist.rasp",
        "sort.rasp",
        "ioi.rasp",
        "frac_prevs.rasp",
        "dyck2_ptf.rasp",
        "dyck3.rasp",
        "shuffle_dyck3.rasp",
        "addition.rasp",
        "sort_freq.rasp",
        "most_frequent.rasp",
        "interpbench/003_frac_prevs.rasp",
        "interpbench/025_normalized_frequency.rasp",
        "interpbench/126_median.rasp"
      })
  void theShowroomsWeightsAnswerAsSaid(String program) {
    agrees(AssignmentTest.compiled(program), new Random(1));
  }

  @Property(tries = 50)
  void sampledProgramsWeightsAnswerAsSaid(@ForAll long seed) {
    Samples.random(new Random(seed)).ifPresent(model -> agrees(model, new Random(seed)));
  }

  @Property(tries = 50)
  void randomModelsWeightsAnswerAsSaid(@ForAll long seed) {
    CompiledModel model;
    try {
      model = Compiler.compile(RandomModels.draw(new Random(seed), 6), Compiler.Options.DEFAULT);
    } catch (Refusal tooLarge) {
      return;
    }
    agrees(model, new Random(seed));
  }

  private static void agrees(CompiledModel model, RandomGenerator random) {
    ComponentModel components = ComponentModel.of(model);
    List<int[]> inputs = model.meaning().inputs().sample(60, random);
    if (inputs.isEmpty()) return;
    Overwriting weights = new Overwriting(model, components);
    List<ComponentModel.NodeSwap> none = new ArrayList<>();
    for (int[] input : inputs) {
      none.add(new ComponentModel.NodeSwap(input, input, new BitSet(), new BitSet()));
    }
    ComponentModel.Answers own = components.answers(none);
    for (int row = 0; row < own.rows(); row++) {
      assertThat(own.defined(row)).isTrue();
      assertThat(own.changed(row)).isFalse();
    }
    List<ComponentModel.NodeSwap> swaps = new ArrayList<>();
    int nodes = components.nodes().size();
    for (int i = 0; i < SWAPS && nodes > 0; i++) swaps.add(swap(0, nodes, inputs, random));
    int ports = components.ports().size();
    for (int i = 0; i < SWAPS && ports > 0; i++) swaps.add(swap(nodes, ports, inputs, random));
    Optional<String> other = weights.disagreement(swaps, components.answers(swaps));
    assertThat(other)
        .as(
            "%s%n%s%n%s%n%s",
            model.build().program(),
            model.program().edges(),
            components.nodes(),
            components.ports())
        .isEmpty();
  }

  /** A single node or a random set of some, at all positions or at some. */
  private static ComponentModel.NodeSwap swap(
      int first, int nodes, List<int[]> inputs, RandomGenerator random) {
    BitSet chosen = new BitSet();
    if (random.nextBoolean()) {
      chosen.set(first + random.nextInt(nodes));
    } else {
      for (int n = first; n < first + nodes; n++) chosen.set(n, random.nextBoolean());
    }
    int[] base = inputs.get(random.nextInt(inputs.size()));
    int[] source = inputs.get(random.nextInt(inputs.size()));
    BitSet positions = new BitSet();
    if (random.nextBoolean()) {
      positions.set(0, Math.min(base.length, source.length));
    } else {
      for (int p = 0; p < base.length; p++) positions.set(p, random.nextBoolean());
    }
    return new ComponentModel.NodeSwap(base, source, chosen, positions);
  }
}
