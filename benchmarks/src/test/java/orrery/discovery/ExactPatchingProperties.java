package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;
import orrery.model.Normalization;

/** Exact effects against masks, one at a time. */
class ExactPatchingProperties {
  private static final double TOLERANCE = 1e-9;

  @Property(tries = 20)
  void noisingCutsOnePartOfTheCleanRun(@ForAll long seed) {
    SearchCase c = SearchCase.of(seed);
    Experiment experiment = c.experiment();
    ResidualGraph graph = c.graph();
    double[][] edges = new ExactEdgePatching(Direction.NOISING).score(experiment).values();
    double[][] nodes = new ExactNodePatching(Direction.NOISING).score(experiment).values();
    double[][][] places = new ExactPositionPatching(Direction.NOISING).score(experiment).values();
    int positions = c.task().prompts().maxLength();
    Mask all = Mask.all(graph);

    for (int e = 0; e < edges.length; e++) {
      assertEffect(edges[e], experiment, all.without(e));
      for (int p = 0; p < positions; p++) {
        assertEffect(places[e][p], experiment, all.byPosition(positions).without(e, p));
      }
    }
    for (int u = 0; u < nodes.length; u++) {
      Mask cut = all;
      for (int e = 0; e < edges.length; e++) if (graph.writerOf(e) == u) cut = cut.without(e);
      assertEffect(nodes[u], experiment, cut);
    }
  }

  private static void assertEffect(double[] effect, Experiment experiment, Mask mask) {
    double[] cut = experiment.run(List.of(mask))[0];
    double[] clean = experiment.clean();
    for (int i = 0; i < cut.length; i++) {
      assertThat(effect[i]).isCloseTo(cut[i] - clean[i], within(TOLERANCE));
    }
  }

  @Property(tries = 20)
  void denoisingIsNoisingOfTheTaskTurnedRound(@ForAll long seed) {
    SearchCase c = SearchCase.of(seed);
    Experiment experiment = c.experiment();
    Experiment turned = c.engine().prepare(c.task().denoising());

    assertNegated(
        new ExactEdgePatching(Direction.DENOISING).score(experiment).values(),
        new ExactEdgePatching(Direction.NOISING).score(turned).values());
    assertNegated(
        new ExactNodePatching(Direction.DENOISING).score(experiment).values(),
        new ExactNodePatching(Direction.NOISING).score(turned).values());
    double[][][] places = new ExactPositionPatching(Direction.DENOISING).score(experiment).values();
    double[][][] others = new ExactPositionPatching(Direction.NOISING).score(turned).values();
    for (int e = 0; e < places.length; e++) assertNegated(places[e], others[e]);
  }

  private static void assertNegated(double[][] effects, double[][] others) {
    assertThat(effects.length).isEqualTo(others.length);
    for (int n = 0; n < effects.length; n++) {
      for (int i = 0; i < effects[n].length; i++) {
        assertThat(effects[n][i]).isCloseTo(-others[n][i], within(TOLERANCE));
      }
    }
  }

  @Property(tries = 20)
  void withoutMlpsPathsAreEdges(@ForAll long seed) {
    SearchCase c = SearchCase.full(seed, /* units= */ 0, Normalization.LAYER_NORM);
    Experiment experiment = c.experiment();
    double[][] edges = new ExactEdgePatching(Direction.NOISING).score(experiment).values();
    boolean noMlps = c.graph().writers().stream().noneMatch(w -> w.kind() == Component.Kind.MLP);

    Scores.OfEdges paths =
        (Scores.OfEdges) new PathPatching(PathPatching.Receivers.EACH).score(experiment);
    Scores.OfWriters direct =
        (Scores.OfWriters) new PathPatching(PathPatching.Receivers.LOGITS).score(experiment);

    assertThat(noMlps).isTrue();
    for (int e = 0; e < edges.length; e++) {
      for (int i = 0; i < edges[e].length; i++) {
        assertThat(paths.values()[e][i]).isCloseTo(edges[e][i], within(TOLERANCE));
        if (c.graph().edge(e).to().equals(Component.LOGITS)) {
          assertThat(direct.values()[c.graph().writerOf(e)][i])
              .isCloseTo(edges[e][i], within(TOLERANCE));
        }
      }
    }
  }
}
