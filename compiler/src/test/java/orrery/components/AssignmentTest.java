package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.Showroom;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.diagnostic.Source;
import orrery.model.Weights;

class AssignmentTest {
  private static final String DECOY =
      """
      program decoy;
      input tokens[1..4] : "a".."c";
      @decoy
      before = shift(tokens, 1, "a");
      output hist = selector_width(select(tokens, tokens, ==));
      """;

  static CompiledModel compiled(String program) {
    return Showroom.compiled(
        Showroom.meant(Showroom.source(Showroom.PROGRAMS.resolve(Path.of(program)))));
  }

  private static Weights weights(CompiledModel compiled, Architecture architecture, long seed) {
    return InitialWeights.of(architecture.config(compiled), seed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hist.rasp", "sort.rasp", "shuffle_dyck3.rasp", "dyck2_ptf.rasp"})
  void everyPartHasAComponentOfItsOwnAndTheOrderIsKept(String program) {
    CompiledModel compiled = compiled(program);
    Architecture derived = Architecture.derived(compiled);
    Architecture architecture = derived.withLayers(derived.layers() + 1);
    for (long seed = 0; seed < 20; seed++) {
      Assignment a = Assignment.random(compiled, architecture, seed);
      assertThat(new HashSet<>(a.map().values())).hasSameSizeAs(a.map().keySet());
      a.map().forEach((from, to) -> assertThat(to.kind()).isEqualTo(from.kind()));
      CompiledModel trained = a.skeleton(weights(compiled, architecture, seed));
      for (Edge e : trained.program().edges().keySet()) {
        assertThat(e.from().time()).as("%s", e).isLessThan(e.to().time());
        assertThat(trained.structural().edges()).containsKey(e);
      }
      assertThat(trained.program().edges()).hasSameSizeAs(compiled.program().edges());
    }
  }

  @Test
  void headsAndLayersDifferFromSeedToSeed() {
    CompiledModel compiled = compiled("hist.rasp");
    Architecture architecture = Architecture.derived(compiled);
    Set<Component> heads =
        LongStream.range(0, 100)
            .mapToObj(seed -> Assignment.random(compiled, architecture, seed))
            .flatMap(a -> a.map().values().stream())
            .collect(Collectors.toSet());
    assertThat(heads).hasSize(architecture.layers() * architecture.heads());
    assertThat(Assignment.random(compiled, architecture, 7).map())
        .isEqualTo(Assignment.random(compiled, architecture, 7).map());
  }

  @Test
  void whatIsTooSmallIsRefusedWithTheSizeThatItNeeds() {
    CompiledModel dyck = compiled("shuffle_dyck3.rasp");
    Architecture architecture = Architecture.derived(dyck);
    assertThatThrownBy(() -> Assignment.random(dyck, architecture.withHeads(5), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the program needs 6 heads in one layer, the architecture has 5: give it 6");
    assertThatThrownBy(() -> Assignment.random(dyck, architecture.withLayers(4), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the program needs 5 layers, the architecture has 4: give it 5");
    assertThat(Assignment.random(dyck, architecture.withLayers(5), 0).map()).isNotEmpty();
  }

  @Test
  void aTrainedModelKnowsWritersAndNoDirections() {
    CompiledModel compiled = compiled("sort.rasp");
    Architecture architecture = Architecture.derived(compiled);
    Assignment a = Assignment.random(compiled, architecture, 3);
    CompiledModel trained = a.skeleton(weights(compiled, architecture, 3));
    compiled
        .alignment()
        .placements()
        .forEach(
            (v, own) -> {
              List<Placement> renamed = trained.alignment().of(v);
              assertThat(renamed).hasSameSizeAs(own);
              for (int i = 0; i < own.size(); i++) {
                assertThat(renamed.get(i).label()).isEqualTo(own.get(i).label());
                assertThat(renamed.get(i).writers())
                    .isEqualTo(own.get(i).writers().stream().map(a::of).toList());
                assertThat(renamed.get(i).readout().kind()).isEqualTo(Readout.Kind.COMPONENT);
              }
            });
    assertThat(trained.heads()).hasSameSizeAs(compiled.heads());
  }

  @Test
  void whatReachesNoOutputHasNoPart() {
    CompiledModel compiled = Showroom.compiled(Showroom.meant(new Source("decoy.rasp", DECOY)));
    assertThat(compiled.heads()).hasSizeGreaterThan(1);
    Architecture architecture = Architecture.derived(compiled);
    Assignment a = Assignment.random(compiled, architecture, 0);
    CompiledModel trained = a.skeleton(weights(compiled, architecture, 0));
    SortedSet<Component> circuit = new TreeSet<>(trained.program().components());
    assertThat(circuit).containsAll(a.map().values());
    assertThat(trained.heads()).hasSize(1);
    assertThat(trained.alignment().placements().keySet()).noneMatch(v -> v.name().equals("before"));
  }
}
