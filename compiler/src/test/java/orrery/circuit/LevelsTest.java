package orrery.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.artifact.Samples;
import orrery.causal.Mechanism;

/** The levels of the ground truth of programs that everybody knows. */
class LevelsTest {
  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int b : set) bits.set(b);
    return bits;
  }

  @Test
  void reverseMovesFromTheMirroredPosition() {
    CompiledModel model = Samples.compile(Samples.REVERSE);
    PositionLevel level = PositionLevel.of(model, 0);
    Component mover =
        model.heads().stream()
            .filter(h -> h.variable().name().equals("reverse"))
            .map(HeadRole::head)
            .findFirst()
            .orElseThrow();
    PositionLevel.Pairs pairs = level.heads().get(mover);

    assertThat(pairs.status()).isEqualTo(Mechanism.Status.PROVEN);
    assertThat(pairs.byLength().get(3)).containsExactly(bits(0), bits(3), bits(2), bits(1));
    Edge value = new Edge(Component.EMBED, mover, Port.V);
    assertThat(level.positions(value, 2)).containsExactly(bits(0), bits(2), bits(1));
    Edge key = new Edge(Component.POS_EMBED, mover, Port.K);
    assertThat(level.positions(key, 1)).containsExactly(bits(0, 1), bits(0, 1));
    Edge query = new Edge(Component.POS_EMBED, mover, Port.Q);
    assertThat(level.positions(query, 1)).containsExactly(bits(0), bits(1));
  }

  @Test
  void aCountLooksAtBosAndEverythingThatCanBeEqual() {
    CompiledModel model = Samples.compile(Samples.HIST);
    PositionLevel.Pairs pairs = PositionLevel.of(model, 0).heads().get(Component.head(0, 0));

    assertThat(pairs.status()).isEqualTo(Mechanism.Status.EXHAUSTIVE);
    assertThat(pairs.inputs()).isEqualTo(3 + 9 + 27 + 81);
    assertThat(pairs.byLength().get(2)).containsExactly(bits(0), bits(0, 1, 2), bits(0, 1, 2));
  }

  @Test
  void aCausalMeanLooksBack() {
    CompiledModel model = Samples.compile(Samples.FRACTION);
    PositionLevel.Pairs pairs = PositionLevel.of(model, 0).heads().get(Component.head(0, 0));

    assertThat(pairs.status()).isEqualTo(Mechanism.Status.PROVEN);
    assertThat(pairs.byLength().get(2)).containsExactly(bits(0), bits(1), bits(1, 2));
  }

  @Test
  void tooManyInputsAreSampled() {
    CompiledModel model =
        Samples.compile(
            """
            program wide;
            input tokens[8] : "a".."h";
            output other = any(select(tokens, tokens, !=), tokens == "a");
            """);

    PositionLevel.Pairs pairs = PositionLevel.of(model, 1).heads().get(Component.head(0, 0));

    assertThat(pairs.status()).isEqualTo(Mechanism.Status.SAMPLED);
    assertThat(pairs.inputs()).isEqualTo(20_000);
  }

  @Test
  void directionsAreNamedByWhatStandsThere() {
    CompiledModel model = Samples.compile(Samples.HIST);
    DirectionLevel level = new DirectionLevel(model);
    Edge edge = new Edge(Component.EMBED, Component.head(0, 0), Port.Q);

    DirectionLevel.Directions program =
        level.program(edge, model.program().edges().getOrDefault(edge, new java.util.TreeSet<>()));
    DirectionLevel.Directions structural = level.structural(edge);

    assertThat(program.labels()).containsExactly("tokens");
    assertThat(program.basis().rows()).isEqualTo(3);
    assertThat(structural.labels()).containsExactly("tokens");
    assertThat(structural.basis().rows()).as("and BOS").isEqualTo(4);
    assertThat(
            level
                .structural(new Edge(Component.POS_EMBED, Component.LOGITS, Port.LOGITS))
                .basis()
                .rows())
        .isZero();
  }

  @Test
  void theGraphOfVariablesSaysHowEachIsRead() {
    VariableLevel graph = VariableLevel.of(Samples.compile(Samples.HIST).meaning());

    assertThat(graph.arcs())
        .extracting(a -> a.parent().name() + "->" + a.child().name() + " " + a.use())
        .isEqualTo(List.of("tokens->hist KEY", "tokens->hist QUERY"));
  }
}
