package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component.Kind;
import orrery.circuit.Port;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Point;
import orrery.intervention.Reference;

/** What methods owe each other, and exact effects, whatever the model. */
class IdentitiesProperties {
  private static final int TRIES = 20;

  private static Experiment on(RandomTask task) {
    return new JavaEngine(task.weights()).prepare(task.task());
  }

  private static double[][] edges(Experiment experiment, String method) {
    return ((Scores.OfEdges) Methods.one(method).score(experiment)).values();
  }

  private static double[][] writers(Experiment experiment, String method) {
    return ((Scores.OfWriters) Methods.one(method).score(experiment)).values();
  }

  private static double[][] byWriter(RandomTask task, double[][] edges) {
    double[][] sums = new double[task.graph().writers().size()][edges[0].length];
    for (int e = 0; e < edges.length; e++) {
      for (int i = 0; i < edges[e].length; i++) sums[task.graph().writerOf(e)][i] += edges[e][i];
    }
    return sums;
  }

  @Property(tries = TRIES)
  void aNodeIsTheSumOfItsEdges(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    Experiment experiment = on(task);

    Close.assertClose(writers(experiment, "nap"), byWriter(task, edges(experiment, "eap")));
    Close.assertClose(
        writers(experiment, "nap-ig:steps=3,rule=left"),
        byWriter(task, edges(experiment, "eap-ig-inputs:steps=3")));
    Close.assertClose(
        writers(experiment, "relp:level=node"), byWriter(task, edges(experiment, "relp")));
  }

  @Property(tries = TRIES)
  void edgeAttributionPatchingIsTheSlopeOfTheMask(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    Experiment experiment = on(task);
    double[][] keep = new double[1][task.graph().edgeCount()];
    Arrays.fill(keep[0], 1);
    double[] slopes = experiment.maskGradients(keep).slopes()[0];
    double[][] scores = edges(experiment, "eap");
    for (int e = 0; e < slopes.length; e++) {
      Close.assertClose(Arrays.stream(scores[e]).sum(), -slopes[e]);
    }
  }

  @Property(tries = TRIES)
  void positionsSumToTheEdge(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    Experiment experiment = on(task);
    Scores.ByPosition peap = (Scores.ByPosition) Methods.one("peap").score(experiment);

    Close.assertClose(peap.summed().values(), edges(experiment, "eap"));
  }

  /** m(run on the reference's embeddings) − m(clean), by example. */
  private static double[] betweenEnds(Experiment experiment) {
    double[] change = new double[experiment.examples()];
    experiment.gradients(
        List.of(new Point.Inputs(0)),
        Backward.EXACT,
        g -> {
          for (int row = 0; row < g.rows(); row++) change[g.example(row)] = g.metric(row);
        });
    double[] clean = experiment.clean();
    for (int i = 0; i < change.length; i++) change[i] -= clean[i];
    return change;
  }

  private static void assertSum(double[] sum, double[] should, double tolerance) {
    for (int i = 0; i < sum.length; i++) {
      double bound = tolerance * Math.max(1, Math.abs(should[i]));
      assertThat(sum[i]).isCloseTo(should[i], within(bound));
    }
  }

  @Property(tries = 5)
  void integratedGradientsAreCompleteAtTheEmbeddings(@ForAll long seed) {
    RandomTask task = RandomTask.smooth(seed);
    Experiment experiment = on(task);
    double[][] nodes = byWriter(task, edges(experiment, "eap-ig-inputs:steps=400,rule=midpoint"));
    double[] sum = new double[experiment.examples()];
    for (int i = 0; i < sum.length; i++) sum[i] = nodes[0][i] + nodes[1][i];

    assertSum(sum, betweenEnds(experiment), 1e-3);
  }

  /** The left rule errs by c/m; twice the sum of 2m steps minus that of m errs by c/m² only. */
  @Property(tries = 5)
  void conductanceIsCompleteAtEveryCut(@ForAll long seed) {
    RandomTask task = RandomTask.smooth(seed);
    Experiment experiment = on(task);
    double[][] coarse = edges(experiment, "conductance:steps=300");
    double[][] fine = edges(experiment, "conductance:steps=600");
    double[] atLogits = new double[experiment.examples()];
    double[] atEmbeddings = new double[experiment.examples()];
    for (int e = 0; e < fine.length; e++) {
      for (int i = 0; i < atLogits.length; i++) {
        double score = 2 * fine[e][i] - coarse[e][i];
        if (task.graph().edge(e).to().kind() == Kind.LOGITS) atLogits[i] += score;
        if (task.graph().writerOf(e) < 2) atEmbeddings[i] += score;
      }
    }

    assertSum(atLogits, betweenEnds(experiment), 1e-3);
    assertSum(atEmbeddings, betweenEnds(experiment), 1e-3);
  }

  @Property(tries = 5)
  void maskIntegratedGradientsAreComplete(@ForAll long seed) {
    RandomTask task = RandomTask.smooth(seed);
    Experiment experiment = on(task);
    double[] ablated = experiment.ablated();
    double[] clean = experiment.clean();
    double change = 0;
    for (int i = 0; i < clean.length; i++) change += (ablated[i] - clean[i]) / clean.length;
    double sum = 0;
    for (double[] score : edges(experiment, "mask-ig:steps=400")) sum += score[0];

    assertSum(new double[] {sum}, new double[] {change}, 1e-3);
  }

  @Property(tries = TRIES)
  void onALinearModelEveryEstimateIsExact(@ForAll long seed) {
    RandomTask task =
        RandomTask.withoutAttention(seed)
            .withoutMlps()
            .withLinearMetric()
            .with(new Reference.Resample());
    Experiment experiment = on(task);
    double[][] exact = experiment.edgeEffects();
    List<String> methods =
        List.of(
            "eap",
            "eap-ig-inputs",
            "eap-ig-activations",
            "eap-ig-activations:together=layer",
            "clean-corrupted",
            "conductance",
            "atp",
            "atp-qk",
            "atp-qk:keys=apart",
            "relp",
            "relp:ah-rule=false",
            "cd-t:biases=rest,renormalise=false");
    for (String method : methods) Close.assertClose(edges(experiment, method), exact);
    double[][][] byPosition = experiment.edgeEffectsByPosition();
    double[][][] peap = ((Scores.ByPosition) Methods.one("peap").score(experiment)).values();
    for (int e = 0; e < peap.length; e++) Close.assertClose(peap[e], byPosition[e]);
    Close.assertClose(writers(experiment, "nap"), experiment.writerEffects());
    Close.assertClose(writers(experiment, "nap-ig"), experiment.writerEffects());
  }

  /** Attention and normalisation are all that contextual decomposition freezes. */
  @Property(tries = TRIES)
  void contextualDecompositionIsExactWhereAttentionIsConstant(@ForAll long seed) {
    RandomTask task = RandomTask.withoutAttention(seed);
    Experiment experiment = on(task);
    String rules = "cd-t:biases=rest,renormalise=false,level=";

    Close.assertClose(edges(experiment, rules + "edge"), experiment.edgeEffects());
    Close.assertClose(writers(experiment, rules + "node"), experiment.writerEffects());
  }

  @Property(tries = TRIES)
  void whatNothingReadsScoresZeroExactly(@ForAll long seed) {
    RandomTask task = RandomTask.withoutAttention(seed);
    Experiment experiment = on(task);
    List<String> methods = List.of("eap", "atp-qk", "atp-qk:keys=apart", "atp-star", "cd-t");
    for (String method : methods) {
      double[][] scores = edges(experiment, method);
      for (int e = 0; e < scores.length; e++) {
        Port port = task.graph().edge(e).port();
        if (port == Port.Q || port == Port.K) assertThat(scores[e]).containsOnly(0.0);
      }
    }
  }

  /** Shares of 1 − 1e-30 and less: what moves is the small rest. */
  @Property(tries = TRIES)
  void saturatedAttentionIsExactToo(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed).sharpened(20);
    SlowFormulas slow = new SlowFormulas(task);
    var clean = slow.at(Backward.EXACT, List.of(Point.clean())).get(0);
    double[][] apart = edges(on(task), "atp-qk:keys=apart");
    double[][] together = edges(on(task), "atp-qk");
    for (int e = 0; e < apart.length; e++) {
      Port port = task.graph().edge(e).port();
      if (port != Port.Q && port != Port.K) continue;
      for (var g : clean) {
        int i = g.example(0);
        Close.assertClose(apart[e][i], slow.queryKeyFix(g, e, /* apart= */ true));
        Close.assertClose(together[e][i], slow.queryKeyFix(g, e, /* apart= */ false));
      }
    }
  }

  @Property(tries = TRIES)
  void informationFlowSharesAreSharesEvenOfNothing(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    double[][] scores = edges(on(task), "ifr");
    for (int v = 0; v < task.graph().readers().size(); v++) {
      for (int i = 0; i < scores[0].length; i++) {
        double sum = 0;
        for (int w = 0; w < task.graph().writersOf(v); w++) {
          double share = scores[task.graph().edge(w, v)][i];
          assertThat(share).isBetween(0.0, 1.0);
          sum += share;
        }
        assertThat(sum).isBetween(0.0, 1.0);
      }
    }
    RandomTask silent = task.with(Surgery.withoutEmbeddings(task.weights()));
    for (double[] score : edges(on(silent), "ifr")) {
      for (double share : score) assertThat(share).isBetween(0.0, 1.0);
    }
  }
}
