package orrery.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** A circuit is drawn whole. */
class CircuitGraphTest {
  private static final String REVERSE =
      """
      program reverse;
      input tokens[1..4] : {"a", "b"};
      flip = select(indices, length - 1 - indices, ==);
      output reversed = aggregate(flip, tokens);
      """;

  private static CompiledModel reverse() {
    Source source = new Source("reverse.rasp", REVERSE);
    return Compiler.compile(
        Frontend.load(source, Map.of(), new Diagnostics()).orElseThrow().model(),
        Compiler.Options.DEFAULT);
  }

  @Test
  void everyComponentAndEdgeIsThere() {
    CompiledModel model = reverse();
    for (Circuit circuit : java.util.List.of(model.program(), model.structural())) {
      Graph graph = CircuitGraph.of(model, circuit);
      assertThat(graph.nodes())
          .extracting(Graph.Node::id)
          .containsExactlyElementsOf(circuit.components().stream().map(Component::name).toList());
      assertThat(graph.edges()).hasSameSizeAs(circuit.edges().keySet());
      assertThat(Svg.write(graph))
          .contains("reverse: " + circuit.family().name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void anEdgeIsColouredByItsPortAndTellsWhatItCarries() {
    CompiledModel model = reverse();
    Graph graph = CircuitGraph.of(model, model.program());
    assertThat(graph.edges())
        .anySatisfy(
            e -> {
              assertThat(e.from()).isEqualTo("embed");
              assertThat(e.kind().name()).isEqualTo("v");
              assertThat(e.tip()).contains("carries tokens");
            });
    assertThat(graph.nodes()).anySatisfy(n -> assertThat(n.lines()).contains("reversed"));
  }
}
