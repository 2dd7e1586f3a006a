package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Selection.Ranking;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;
import orrery.model.RandomWeights;

/** Selections against the obvious way to do the same. */
class SelectionProperties {
  private static final int EXAMPLES = 5;

  @Property
  void topNHasNothingBetterOutside(@ForAll long seed) {
    Scores.OfEdges scores = scores(seed);
    double[] mean = scores.mean();
    for (Ranking ranking : Ranking.values()) {
      List<Mask> curve = new Selection.TopN(ranking).curve(scores);
      for (int n = 0; n <= mean.length; n++) {
        Mask circuit = curve.get(n);
        assertThat(circuit.size()).isEqualTo(n);
        assertThat(circuit).isEqualTo(new Selection.TopN(ranking).select(scores, n));
        for (int in = 0; in < mean.length; in++) {
          for (int out = 0; out < mean.length; out++) {
            if (!circuit.keeps(in) || circuit.keeps(out)) continue;
            double lead = ranking.of(mean[in]) - ranking.of(mean[out]);
            assertThat(lead > 0 || (lead == 0 && in < out)).isTrue();
          }
        }
      }
    }
  }

  @Property
  void greedyIsTheScanOfAllEdgesIntoTheCircuit(@ForAll long seed) {
    Scores.OfEdges scores = scores(seed);
    ResidualGraph graph = scores.graph();
    double[] mean = scores.mean();
    for (Ranking ranking : Ranking.values()) {
      List<Integer> expected = new ArrayList<>();
      Set<Component> reached = new HashSet<>(Set.of(Component.LOGITS));
      while (expected.size() < mean.length) {
        int best = -1;
        for (int e = 0; e < mean.length; e++) {
          if (expected.contains(e) || !reached.contains(graph.edge(e).to())) continue;
          if (best < 0 || ranking.of(mean[e]) > ranking.of(mean[best])) best = e;
        }
        expected.add(best);
        reached.add(graph.edge(best).from());
      }

      assertThat(new Selection.Greedy(ranking).order(scores))
          .containsExactly(expected.stream().mapToInt(e -> e).toArray());
    }
  }

  @Property
  void pruningIsTheFixedPointOfRemovingLooseEnds(@ForAll long seed) {
    ResidualGraph graph = graph(seed);
    Mask circuit = draw(graph, new Random(seed));
    Set<Edge> kept = new HashSet<>();
    circuit.edgesKept().stream().mapToObj(graph::edge).forEach(kept::add);
    boolean changed = true;
    while (changed) {
      Set<Edge> now = Set.copyOf(kept);
      changed =
          kept.removeIf(
              e ->
                  (e.from().time() >= 0 && now.stream().noneMatch(i -> i.to().equals(e.from())))
                      || (!e.to().equals(Component.LOGITS)
                          && now.stream().noneMatch(o -> o.from().equals(e.to()))));
    }

    Mask pruned = Pruning.prune(graph, circuit);

    assertThat(pruned.edgesKept().stream().mapToObj(graph::edge))
        .containsExactlyInAnyOrderElementsOf(kept);
  }

  @Property(tries = 20)
  void pruningChangesNoMetricUnderResampling(@ForAll long seed) {
    SearchCase c = SearchCase.of(seed);
    Experiment experiment = c.experiment();
    Mask circuit = draw(c.graph(), new Random(seed));

    double[][] metrics = experiment.run(List.of(circuit, Pruning.prune(c.graph(), circuit)));

    for (int i = 0; i < metrics[0].length; i++) {
      assertThat(metrics[1][i]).isCloseTo(metrics[0][i], within(1e-9));
    }
  }

  @Property
  void aRatioTakesSoManyPositivesAndThenTheLargest(@ForAll long seed) {
    Scores.OfEdges scores = scores(seed);
    double[] mean = scores.mean();
    long positive = Arrays.stream(mean).filter(s -> s > 0).count();
    for (double share : new double[] {0, 0.3, 1}) {
      for (int n = 0; n <= mean.length; n++) {
        Mask circuit = new Selection.PositiveRatio(share).select(scores, n);

        assertThat(circuit.size()).isEqualTo(n);
        long wanted = Math.min(positive, Math.round(share * n));
        BitSet kept = circuit.edgesKept();
        assertThat(kept.stream().filter(e -> mean[e] > 0).count()).isGreaterThanOrEqualTo(wanted);
        double smallestRest =
            kept.stream()
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> mean[e]).reversed())
                .skip(wanted)
                .mapToDouble(e -> Math.abs(mean[e]))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        for (int e = 0; e < mean.length; e++) {
          if (!kept.get(e)) assertThat(Math.abs(mean[e])).isLessThanOrEqualTo(smallestRest);
        }
      }
    }
  }

  @Example
  void aBootstrapKeepsWhatNoResampleTurnsRound() {
    ResidualGraph graph = graph(1);
    double[][] values = new double[graph.edgeCount()][20];
    for (int i = 0; i < 20; i++) {
      values[0][i] = 2 + i % 2; // always positive
      values[1][i] = i % 2 == 0 ? 5 : -4.9; // 0.05 on average, by chance
      values[2][i] = -1 - i % 3; // always negative
    }
    Scores.OfEdges scores = new Scores.OfEdges(graph, values);
    var bootstrap = new Selection.Bootstrap(200, 0.95, 7, new Selection.TopN(Ranking.ABSOLUTE));

    double[] filtered = bootstrap.filtered(scores).mean();

    assertThat(filtered[0]).isEqualTo(scores.mean()[0]);
    assertThat(filtered[1]).isZero();
    assertThat(filtered[2]).isEqualTo(scores.mean()[2]);
    assertThat(bootstrap.order(scores)).startsWith(0, 2, 1);
  }

  @Example
  void aThresholdIsNotKeptItself() {
    ResidualGraph graph = graph(1);
    double[][] values = new double[graph.edgeCount()][1];
    values[0][0] = 2;
    values[1][0] = -3;
    Scores.OfEdges scores = new Scores.OfEdges(graph, values);

    assertThat(Selection.above(scores, 0, Ranking.SIGNED).edgesKept()).hasToString("{0}");
    assertThat(Selection.above(scores, 2, Ranking.ABSOLUTE).edgesKept()).hasToString("{1}");
  }

  @Example
  void aSizeBeyondTheGraphIsRefused() {
    Scores.OfEdges scores = scores(1);
    int tooMany = scores.graph().edgeCount() + 1;

    assertThatThrownBy(() -> new Selection.TopN(Ranking.SIGNED).select(scores, tooMany))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Selection.PositiveRatio(0.5).select(scores, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void scoresOfWritersMakeTheEdgesAmongTheBestOnesFirst(@ForAll long seed) {
    ResidualGraph graph = graph(seed);
    Random random = new Random(seed);
    double[][] values = new double[graph.writers().size()][1];
    for (double[] v : values) v[0] = random.nextGaussian();

    double[] edges = EdgeScores.of(new Scores.OfWriters(graph, values)).mean();

    for (int e = 0; e < edges.length; e++) {
      double from = values[graph.writerOf(e)][0];
      var to = graph.writerId(graph.edge(e).to());
      double expected = to.isPresent() ? Math.min(from, values[to.getAsInt()][0]) : from;
      assertThat(edges[e]).isEqualTo(expected);
    }
  }

  @Example
  void scoresOfCircuitsAreHowManyKeepAnEdge() {
    ResidualGraph graph = graph(1);
    Mask all = Mask.all(graph);
    var circuits =
        new Scores.Circuits(
            graph, List.of(new Scores.Found(1, all), new Scores.Found(2, all.without(0))));

    double[] scores = EdgeScores.of(circuits).mean();

    assertThat(scores[0]).isEqualTo(0.5);
    assertThat(scores[1]).isEqualTo(1);
  }

  private static ResidualGraph graph(long seed) {
    return ResidualGraph.of(
        RandomWeights.tiny(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), 1));
  }

  /** Small whole numbers, so that there are ties. */
  private static Scores.OfEdges scores(long seed) {
    ResidualGraph graph = graph(seed);
    Random random = new Random(seed);
    double[][] values = new double[graph.edgeCount()][EXAMPLES];
    for (double[] own : values) Arrays.fill(own, random.nextInt(7) - 3);
    return new Scores.OfEdges(graph, values);
  }

  private static Mask draw(ResidualGraph graph, Random random) {
    double share = random.nextDouble();
    BitSet kept = new BitSet();
    for (int e = 0; e < graph.edgeCount(); e++) kept.set(e, random.nextDouble() < share);
    return Mask.of(graph, kept);
  }
}
