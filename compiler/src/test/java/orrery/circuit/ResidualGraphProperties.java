package orrery.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.model.ActivationFunction;
import orrery.model.Affine;
import orrery.model.AttentionDirection;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** The graph has the edges that other tools count, and its numbers are what they say. */
class ResidualGraphProperties {
  /** Counts of EAP-IG and auto-circuit, for which the embeddings are one writer. */
  @Example
  void itHasTheEdgesThatOtherToolsCount() {
    assertThat(withEmbeddingsMerged(2, 4)).isEqualTo(110);
    assertThat(withEmbeddingsMerged(4, 4)).isEqualTo(479);
    assertThat(withEmbeddingsMerged(6, 4)).isEqualTo(1108);
    assertThat(withEmbeddingsMerged(12, 12)).isEqualTo(32491); // GPT-2 small
  }

  private static int withEmbeddingsMerged(int layers, int heads) {
    TransformerConfig config =
        new TransformerConfig(
            layers, heads, 1, 1, 1, 1, 1, 1, ActivationFunction.RELU, AttentionDirection.CAUSAL);
    Matrix one = Matrix.zero(1, 1);
    List<Layer> empty = Collections.nCopies(layers, Layer.empty(1));
    Weights weights = new Weights(config, one, one, empty, Affine.zero(1, 1)).padded();
    ResidualGraph graph = ResidualGraph.of(weights);
    return graph.edgeCount() - graph.readers().size(); // every reader has one writer less
  }

  @Property(tries = 100)
  void numbersAndNamesAgree(@ForAll long seed) {
    ResidualGraph graph =
        ResidualGraph.of(
            RandomWeights.tiny(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), 1));
    List<Edge> edges = graph.edges();

    assertThat(edges).hasSize(graph.edgeCount()).doesNotHaveDuplicates();
    for (int e = 0; e < edges.size(); e++) {
      Edge edge = edges.get(e);
      assertThat(graph.edge(e)).isEqualTo(edge);
      assertThat(graph.edgeId(edge)).isEqualTo(OptionalInt.of(e));
      assertThat(graph.edge(graph.writerOf(e), graph.readerOf(e))).isEqualTo(e);
      assertThat(edge.from().time()).isLessThan(edge.to().time());
    }
  }

  @Property(tries = 100)
  void everyEarlierWriterReachesEveryReader(@ForAll long seed) {
    ResidualGraph graph =
        ResidualGraph.of(
            RandomWeights.tiny(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), 1));

    for (Component writer : graph.writers()) {
      int u = graph.writerId(writer).orElseThrow();
      for (Reader reader : graph.readers()) {
        int v = graph.readerId(reader).orElseThrow();
        boolean before = writer.time() < reader.component().time();
        assertThat(graph.edgeId(new Edge(writer, reader.component(), reader.port())).isPresent())
            .isEqualTo(before);
        if (!before) {
          assertThatThrownBy(() -> graph.edge(u, v))
              .hasMessage("%s writes after %s", writer, reader);
        }
      }
    }
  }
}
