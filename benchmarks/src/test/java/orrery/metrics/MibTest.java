package orrery.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;
import orrery.circuit.ResidualGraph;

/** MIB's numbers by MIB's own procedure, quirks included. */
class MibTest {
  @Test
  void thereAreAsManyEdgesAsInEapIg() {
    assertThat(new MibGraph(Graphs.of(2, 4)).edges()).hasSize(110).doesNotHaveDuplicates();
    assertThat(new MibGraph(Graphs.of(4, 4)).edges()).hasSize(479);
    assertThat(new MibGraph(Graphs.of(6, 4)).edges()).hasSize(1108);
    assertThat(new MibGraph(Graphs.of(12, 12)).edges()).hasSize(32_491);
  }

  @Test
  void edgesStandInEapIgsOrder() {
    ResidualGraph graph = Graphs.of(1, 2);

    assertThat(new MibGraph(graph).edges().stream().map(e -> graph.edge(e).name()))
        .containsExactly(
            "embed->a0.h0<q>",
            "embed->a0.h0<k>",
            "embed->a0.h0<v>",
            "embed->a0.h1<q>",
            "embed->a0.h1<k>",
            "embed->a0.h1<v>",
            "embed->m0",
            "a0.h0->m0",
            "a0.h1->m0",
            "embed->logits",
            "a0.h0->logits",
            "a0.h1->logits",
            "m0->logits");
  }

  /** The longest chain of a model of six layers: a head and the MLP of every layer. */
  private static BitSet chain(ResidualGraph graph, int head) {
    BitSet chain = new BitSet();
    Component from = Component.EMBED;
    for (int l = 0; l < 6; l++) {
      Component to = Component.head(l, head);
      chain.set(graph.edgeId(new Edge(from, to, Port.V)).orElseThrow());
      chain.set(graph.edgeId(new Edge(to, Component.mlp(l), Port.MLP)).orElseThrow());
      from = Component.mlp(l);
    }
    chain.set(graph.edgeId(new Edge(from, Component.LOGITS, Port.LOGITS)).orElseThrow());
    return chain;
  }

  /** By an independent transcription of MIB's Python: .641 pruned, .684 unpruned, for head 0. */
  @Test
  void scoresThatSayNothingGetFarMoreThanAHalf() {
    ResidualGraph graph = Graphs.of(6, 4);
    MibGraph mib = new MibGraph(graph);
    double[] zeros = new double[graph.edgeCount()];
    BitSet all = new BitSet();
    mib.edges().forEach(all::set);
    double[] pruned = new double[4];
    double[] unpruned = new double[4];
    for (int head = 0; head < 4; head++) {
      BitSet truth = chain(graph, head);
      assertThat(truth.cardinality()).isEqualTo(13);
      assertThat(RankScore.AUROC.of(Ranking.of(zeros, truth))).isEqualTo(0.5);
      pruned[head] = MibAuroc.of(mib, zeros, truth).value();
      unpruned[head] = MibAuroc.of(mib, zeros, truth, all, found -> found).value();
    }
    assertThat(pruned).containsExactly(new double[] {0.641, 0.609, 0.593, 0.587}, within(5e-4));
    assertThat(unpruned).containsExactly(new double[] {0.684, 0.653, 0.638, 0.632}, within(5e-4));
  }

  @Test
  void theTruthItselfIsNotPerfectWithoutTheOrigin() {
    ResidualGraph graph = Graphs.of(6, 4);
    BitSet truth = chain(graph, 1);
    double[] oracle = new double[graph.edgeCount()];
    truth.stream().forEach(e -> oracle[e] = 1);

    MibAuroc mib = MibAuroc.of(new MibGraph(graph), oracle, truth);

    assertThat(mib.fpr()[9]).isEqualTo(1);
    assertThat(mib.tpr()[4]).isEqualTo(1); // 23 edges: the chain and ten more
    assertThat(mib.points()).hasSize(10);
  }

  @Test
  void greedyTakesWhatIsConnectedAndRoundsUp() {
    ResidualGraph graph = Graphs.of(1, 2);
    MibGraph mib = new MibGraph(graph);
    double[] scores = new double[graph.edgeCount()];
    scores[id(graph, "embed->a0.h1<k>")] = 9;
    scores[id(graph, "a0.h0->m0")] = 8;
    scores[id(graph, "a0.h1->logits")] = 2;
    scores[id(graph, "m0->logits")] = 1;

    assertThat(names(graph, mib.greedy(scores, 1.2)))
        .containsExactlyInAnyOrder("a0.h1->logits", "embed->a0.h1<k>");
    assertThat(names(graph, mib.greedy(scores, 4)))
        .containsExactlyInAnyOrder("a0.h1->logits", "embed->a0.h1<k>", "m0->logits", "a0.h0->m0");
    assertThat(names(graph, mib.topN(scores, 2)))
        .containsExactlyInAnyOrder("embed->a0.h1<k>", "a0.h0->m0");
  }

  @Test
  void pruningDropsWhatIsNotOnAPathToAFixedPoint() {
    ResidualGraph graph = Graphs.of(2, 1);
    MibGraph mib = new MibGraph(graph);
    BitSet path = ids(graph, "embed->a0.h0<v>", "a0.h0->m1", "m1->logits");
    BitSet loose = ids(graph, "embed->m0", "m0->a1.h0<q>", "a1.h0->m1", "pos_embed->m0");
    loose.or(path);
    BitSet dangling = ids(graph, "embed->m0", "m0->a1.h0<q>", "a0.h0->logits");

    assertThat(mib.pruned(path)).isEqualTo(path);
    assertThat(mib.pruned(dangling).isEmpty()).isTrue();
    loose.clear(id(graph, "m1->logits"));
    loose.set(id(graph, "a0.h0->logits"));
    assertThat(names(graph, mib.pruned(loose)))
        .containsExactlyInAnyOrder("embed->a0.h0<v>", "a0.h0->logits");
  }

  @Test
  void anEdgeThatTheHypothesisLacksCountsAsFound() {
    ResidualGraph graph = Graphs.of(1, 1);
    MibGraph mib = new MibGraph(graph);
    BitSet truth = ids(graph, "embed->m0", "m0->logits");
    double[] zeros = new double[graph.edgeCount()];
    BitSet known = new BitSet();
    mib.edges().forEach(known::set);
    known.clear(id(graph, "embed->m0"));
    known.clear(id(graph, "embed->a0.h0<q>"));

    MibAuroc lacking = MibAuroc.of(mib, zeros, truth, known);

    assertThat(lacking.tpr()[0]).isEqualTo(0.5);
    assertThat(lacking.fpr()[0]).isEqualTo(2 / 6.0); // the missing one, and embed->logits
  }

  @Test
  void thePositionEmbeddingIsAlwaysClean() {
    ResidualGraph graph = Graphs.of(1, 1);
    MibGraph mib = new MibGraph(graph);

    assertThat(names(graph, mib.ends().empty().edgesKept()))
        .allMatch(n -> n.startsWith("pos_embed"))
        .hasSize(5);
    assertThat(mib.ends().full().size() - mib.ends().empty().size()).isEqualTo(8);
  }

  private static int id(ResidualGraph graph, String name) {
    for (int e = 0; e < graph.edgeCount(); e++) {
      if (graph.edge(e).name().equals(name)) return e;
    }
    throw new IllegalArgumentException(name);
  }

  private static BitSet ids(ResidualGraph graph, String... names) {
    BitSet ids = new BitSet();
    for (String n : names) ids.set(id(graph, n));
    return ids;
  }

  private static List<String> names(ResidualGraph graph, BitSet edges) {
    return edges.stream().mapToObj(e -> graph.edge(e).name()).toList();
  }
}
