package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;
import orrery.model.RandomWeights;

/** Asking ahead finds what asking one edge at a time finds. */
class EdgeRemovalProperties {
  private static final List<Double> THRESHOLDS = List.of(0.0, 1e-6, 0.05, 0.3, 1.0, 4.0);

  /**
   * Losses of sets of edges: single effects, pairs that stand in for each other, and dead edges.
   */
  private static final class Losses {
    final ResidualGraph graph;
    final double[] weights;
    final int[] partner;
    final BitSet dead = new BitSet();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger batches = new AtomicInteger();

    Losses(ResidualGraph graph, Random random) {
      this.graph = graph;
      int edges = graph.edgeCount();
      weights = random.doubles(edges, -0.5, 1.5).map(w -> random.nextInt(3) == 0 ? 0 : w).toArray();
      partner = random.ints(edges, 0, edges).toArray();
      for (int e = 0; e < edges; e++) {
        if (random.nextInt(4) > 0) continue;
        weights[e] = 0;
        dead.set(e);
      }
    }

    double of(Mask mask) {
      double loss = 0;
      for (int e = 0; e < weights.length; e++) {
        if (!isCut(e, mask)) continue;
        loss += weights[e];
        if (isCut(partner[e], mask)) loss += weights[e] * weights[e];
      }
      return loss;
    }

    /** Whether an edge is cut that somebody would notice. */
    private boolean isCut(int edge, Mask mask) {
      if (mask.keeps(edge) || dead.get(edge)) return false;
      Component to = graph.edge(edge).to();
      return to.equals(Component.LOGITS)
          || mask.edgesKept().stream().anyMatch(e -> graph.edge(e).from().equals(to));
    }

    double[] of(List<Mask> masks) {
      asked.addAndGet(masks.size());
      batches.incrementAndGet();
      return masks.stream().mapToDouble(this::of).toArray();
    }
  }

  @Property(tries = 100)
  void theCircuitsAreThoseOfAskingSingly(@ForAll long seed) {
    ResidualGraph graph = graph(seed);
    Losses losses = new Losses(graph, new Random(seed));
    for (EdgeOrder order : List.of(EdgeOrder.REVERSE, EdgeOrder.FORWARD, EdgeOrder.random(seed))) {
      int[] edges = order.edges(graph);

      SortedMap<Double, BitSet> ahead =
          new EdgeRemoval(graph, edges, losses.dead, losses::of).run(THRESHOLDS);

      assertThat(ahead.keySet()).containsExactlyElementsOf(THRESHOLDS);
      for (double t : THRESHOLDS) {
        PlainAcdc plain = new PlainAcdc(graph, edges, losses::of);
        assertThat(ahead.get(t)).as("%s at %s", order, t).isEqualTo(plain.kept(t));
      }
    }
  }

  @Property(tries = 100)
  void atMostThreeTimesAsManyCircuitsAreRun(@ForAll long seed) {
    ResidualGraph graph = graph(seed);
    Losses losses = new Losses(graph, new Random(seed));
    int[] edges = EdgeOrder.REVERSE.edges(graph);
    for (double t : THRESHOLDS) {
      losses.asked.set(0);
      losses.batches.set(0);
      new EdgeRemoval(graph, edges, losses.dead, losses::of).run(List.of(t));
      PlainAcdc plain = new PlainAcdc(graph, edges, losses::of);
      plain.kept(t);

      assertThat(losses.asked.get()).isLessThanOrEqualTo(3 * plain.asked + 8);
      assertThat(losses.batches.get()).isLessThanOrEqualTo(1 + plain.asked);
    }
  }

  private static ResidualGraph graph(long seed) {
    return ResidualGraph.of(
        RandomWeights.tiny(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), 1));
  }
}
