package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.intervention.Backward;
import orrery.intervention.Gradients;
import orrery.intervention.JavaEngine;
import orrery.intervention.Point;

/** Every method on the Java engine is its formula on the slow one, to 1e-9. */
class GradientMethodsProperties {
  private static final int TRIES = 8;

  /** What a method answers on the Java engine, {@code [edge or writer][example]}. */
  private static double[][] is(RandomTask task, String method) {
    Scores scores = Methods.one(method).score(new JavaEngine(task.weights()).prepare(task.task()));
    return scores instanceof Scores.OfEdges edges
        ? edges.values()
        : ((Scores.OfWriters) scores).values();
  }

  private static List<List<Gradients>> clean(SlowFormulas slow, Backward rules) {
    return slow.at(rules, List.of(Point.clean()));
  }

  @Property(tries = TRIES)
  void edgeAttributionPatching(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    List<List<Gradients>> clean = clean(slow, Backward.EXACT);

    Close.assertClose(is(task, "eap"), slow.meanEap(clean, 1));
    Close.assertClose(is(task, "atp"), slow.meanEap(clean, 1));
    Close.assertClose(is(task, "nap"), slow.meanNap(clean, 1));
    Close.assertClose(is(task, "atp:level=node"), slow.meanNap(clean, 1));
  }

  @Property(tries = TRIES)
  void integratedGradientsOfInputs(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    List<List<Gradients>> at =
        slow.at(
            Backward.EXACT,
            List.of(
                new Point.Inputs(0),
                new Point.Inputs(0.25),
                new Point.Inputs(0.5),
                new Point.Inputs(0.75),
                new Point.Inputs(1)));

    Close.assertClose(is(task, "eap-ig-inputs:steps=2"), slow.meanEap(at, .5, 0, .5, 0, 0));
    Close.assertClose(
        is(task, "eap-ig-inputs:steps=2,rule=midpoint"), slow.meanEap(at, 0, .5, 0, .5, 0));
    Close.assertClose(
        is(task, "eap-ig-inputs:steps=2,rule=trapezoid"), slow.meanEap(at, .25, 0, .5, 0, .25));
    Close.assertClose(is(task, "clean-corrupted"), slow.meanEap(at, .5, 0, 0, 0, .5));
    Close.assertClose(is(task, "nap-ig:steps=2"), slow.meanNap(at, 0, 0, .5, 0, .5));
    Close.assertClose(
        is(task, "nap-ig:steps=4,rule=left"), slow.meanNap(at, .25, .25, .25, .25, 0));
  }

  @Property(tries = 3)
  void integratedGradientsOfActivationsMoveOneWriterAtATime(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    double[][] should = new double[slow.edges()][slow.slow.examples()];
    for (int w = 0; w < slow.writers(); w++) {
      List<Point> line = List.of(new Point.Output(w, 0.5), new Point.Output(w, 0));
      double[][] own = slow.meanEap(slow.at(Backward.EXACT, line), .5, .5);
      for (int e = 0; e < own.length; e++) if (task.graph().writerOf(e) == w) should[e] = own[e];
    }

    Close.assertClose(is(task, "eap-ig-activations:steps=2"), should);
  }

  @Property(tries = TRIES)
  void integratedGradientsOfActivationsMoveALayerAtATime(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    double[][] should = new double[slow.edges()][slow.slow.examples()];
    for (int w = 0; w < slow.writers(); w++) {
      Component c = task.graph().writer(w);
      Point half =
          c.layer() < 0
              ? new Point.Inputs(0.5)
              : new Point.LayerOutputs(c.layer(), c.kind() == Component.Kind.MLP, 0.5);
      double[][] own = slow.meanEap(slow.at(Backward.EXACT, List.of(half)), 1);
      for (int e = 0; e < own.length; e++) if (task.graph().writerOf(e) == w) should[e] = own[e];
    }

    Close.assertClose(is(task, "eap-ig-activations:steps=1,rule=midpoint,together=layer"), should);
  }

  @Property(tries = TRIES)
  void conductance(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    List<List<Gradients>> at =
        slow.at(
            Backward.EXACT,
            List.of(new Point.Inputs(0), new Point.Inputs(0.5), new Point.Inputs(1)));
    double[][] should = new double[slow.edges()][slow.slow.examples()];
    for (int step = 0; step < 2; step++) {
      for (int i = 0; i < slow.slow.examples(); i++) {
        Gradients from = at.get(step).get(i);
        Gradients to = at.get(step + 1).get(i);
        for (int e = 0; e < should.length; e++) {
          int u = task.graph().writerOf(e);
          for (int p = 0; p < from.positions(); p++) {
            for (int d = 0; d < task.weights().config().dModel(); d++) {
              double back = from.output(u, 0, p, d) - to.output(u, 0, p, d);
              should[e][i] += back * from.atReader(task.graph().readerOf(e), 0, p, d);
            }
          }
        }
      }
    }

    Close.assertClose(is(task, "conductance:steps=2"), should);
  }

  @Property(tries = TRIES)
  void maskIntegratedGradientsAreSlopesOfOneMaskForAll(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    double[][] keep = new double[3][slow.edges()];
    java.util.Arrays.fill(keep[1], 0.5);
    java.util.Arrays.fill(keep[2], 1);
    double[][] slopes = slow.slow.maskGradients(keep).slopes();
    double[][] should =
        slow.table(
            slow.edges(),
            e ->
                new double[] {
                  -(slopes[0][e] / 4 + slopes[1][e] / 2 + slopes[2][e] / 4) / slow.slow.examples()
                });

    Close.assertClose(is(task, "mask-ig:steps=2"), should);
  }

  @Property(tries = TRIES)
  void relevancePatching(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    Backward without = new Backward(true, false, true, 1, 1, 1, OptionalInt.empty());

    double[][] relp = is(task, "relp");
    Close.assertClose(relp, slow.meanEap(clean(slow, Backward.RELP), 1));
    Close.assertClose(is(task, "relp:ah-rule=false"), slow.meanEap(clean(slow, without), 1));
    Close.assertClose(is(task, "relp:level=node"), slow.meanNap(clean(slow, Backward.RELP), 1));
    for (int e = 0; e < relp.length; e++) {
      Port port = task.graph().edge(e).port();
      if (port == Port.Q || port == Port.K) assertThat(relp[e]).containsOnly(0.0);
    }
  }

  @Property(tries = TRIES)
  void gradientInteraction(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);

    Close.assertClose(is(task, "gim"), slow.meanEap(clean(slow, Backward.GIM), 1));
    Close.assertClose(
        is(task, "gim:steps=1,rule=midpoint,level=node"),
        slow.meanNap(slow.at(Backward.GIM, List.of(new Point.Inputs(0.5))), 1));
  }

  @Property(tries = TRIES)
  void attributionPatchingWithExactSoftmaxes(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    List<Gradients> clean = clean(slow, Backward.EXACT).get(0);

    double[][] together = fixed(slow, clean, false);
    Close.assertClose(is(task, "atp-qk"), together);
    Close.assertClose(is(task, "atp-qk:keys=apart"), fixed(slow, clean, true));
    Close.assertClose(is(task, "atp-qk:level=node"), byWriter(task, together));
  }

  @Property(tries = TRIES)
  void attributionPatchingThatDropsLayers(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    int layers = task.weights().config().nLayers();
    List<double[][]> plain = new ArrayList<>();
    List<double[][]> star = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      List<List<Gradients>> dropped = clean(slow, Backward.dropping(l));
      plain.add(slow.meanEap(dropped, 1));
      star.add(fixed(slow, dropped.get(0), false));
    }
    int divisor = layers == 1 ? 1 : layers - 1;

    Close.assertClose(is(task, "atp-graddrop"), magnitudes(plain, divisor));
    Close.assertClose(is(task, "atp-star"), magnitudes(star, divisor));
    Close.assertClose(
        is(task, "atp-star:level=node"),
        magnitudes(star.stream().map(e -> byWriter(task, e)).toList(), divisor));
  }

  private static double[][] fixed(SlowFormulas slow, List<Gradients> windows, boolean apart) {
    return slow.table(
        slow.edges(),
        e -> {
          Port port = slow.task.graph().edge(e).port();
          boolean fix = port == Port.Q || port == Port.K;
          return windows.stream()
              .mapToDouble(g -> fix ? slow.queryKeyFix(g, e, apart) : slow.eap(g, e))
              .toArray();
        });
  }

  private static double[][] byWriter(RandomTask task, double[][] edges) {
    double[][] sums = new double[task.graph().writers().size()][edges[0].length];
    for (int e = 0; e < edges.length; e++) {
      for (int i = 0; i < edges[e].length; i++) sums[task.graph().writerOf(e)][i] += edges[e][i];
    }
    return sums;
  }

  private static double[][] magnitudes(List<double[][]> all, int divisor) {
    double[][] sums = new double[all.get(0).length][all.get(0)[0].length];
    for (double[][] one : all) {
      for (int e = 0; e < sums.length; e++) {
        for (int i = 0; i < sums[e].length; i++) sums[e][i] += Math.abs(one[e][i]) / divisor;
      }
    }
    return sums;
  }

  @Property(tries = TRIES)
  void positionAwarePatching(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    List<Gradients> clean = clean(slow, Backward.EXACT).get(0);
    PositionAwarePatching peap = new PositionAwarePatching();
    var experiment = new JavaEngine(task.weights()).prepare(task.task());

    double[][][] is = ((Scores.ByPosition) peap.score(experiment)).values();
    for (Gradients g : clean) {
      for (int e = 0; e < is.length; e++) {
        for (int p = 0; p < is[e].length; p++) {
          double should = p < g.positions() ? slow.eap(g, e, p) : 0;
          Close.assertClose(is[e][p][g.example(0)], should);
        }
      }
    }
    Crossings crossings = peap.crossings(experiment);
    for (Gradients g : clean) {
      for (int h = 0; h < crossings.heads().size(); h++) {
        Component head = crossings.heads().get(h);
        for (int t = 0; t < g.positions(); t++) {
          for (int s = 0; s < g.positions(); s++) {
            Close.assertClose(
                crossings.keys()[h][g.example(0)][t][s], slow.crossing(g, head, Port.K, t, s));
            Close.assertClose(
                crossings.values()[h][g.example(0)][t][s], slow.crossing(g, head, Port.V, t, s));
          }
        }
      }
    }
  }

  @Property(tries = TRIES)
  void headImportance(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    double[][] nap = slow.meanNap(clean(slow, Backward.EXACT), 1);
    double[] mean = new double[nap.length];
    for (int w = 0; w < nap.length; w++) {
      for (double v : nap[w]) mean[w] += Math.abs(v) / nap[w].length;
    }
    double[][] should =
        slow.table(
            nap.length,
            w -> {
              double squares = 0;
              for (int o = 0; o < nap.length; o++) {
                boolean same = task.graph().writer(o).layer() == task.graph().writer(w).layer();
                if (same) squares += mean[o] * mean[o];
              }
              double norm = squares == 0 ? 1 : Math.sqrt(squares);
              return java.util.Arrays.stream(nap[w]).map(v -> Math.abs(v) / norm).toArray();
            });

    Close.assertClose(is(task, "hisp"), should);
  }

  @Property(tries = TRIES)
  void informationFlowRoutes(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    double[][] should =
        slow.table(
            slow.edges(),
            e -> {
              double[] row = new double[slow.slow.examples()];
              for (int i = 0; i < row.length; i++) row[i] = slow.informationFlow(e, i, 1e-5);
              return row;
            });

    Close.assertClose(is(task, "ifr"), should);
  }

  @Property(tries = TRIES)
  void contextualDecomposition(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    for (boolean split : new boolean[] {true, false}) {
      for (boolean settle : new boolean[] {true, false}) {
        double[][] should =
            slow.table(
                slow.writers(),
                w -> {
                  double[] row = new double[slow.slow.examples()];
                  for (int i = 0; i < row.length; i++) {
                    row[i] = new SlowDecomposition(slow, i, split, settle).ofWriter(w);
                  }
                  return row;
                });
        String biases = split ? "split" : "rest";

        Close.assertClose(
            is(task, "cd-t:level=node,biases=" + biases + ",renormalise=" + settle), should);
      }
    }
  }

  @Property(tries = TRIES)
  void magnitudes(@ForAll long seed) {
    RandomTask task = RandomTask.of(seed);
    SlowFormulas slow = new SlowFormulas(task);
    double[][] difference = is(task, "magnitude:level=node");
    double[][] output = is(task, "magnitude:level=node,of=output");
    double[][] edges = is(task, "magnitude");
    for (int i = 0; i < slow.slow.examples(); i++) {
      for (int w = 0; w < slow.writers(); w++) {
        double changed = 0;
        double written = 0;
        for (int p = 0; p < slow.slow.output(w, i).length; p++) {
          for (int d = 0; d < slow.slow.output(w, i)[p].length; d++) {
            double o = slow.slow.output(w, i)[p][d];
            changed += Math.pow(slow.slow.reference(w, i)[p][d] - o, 2);
            written += o * o;
          }
        }
        Close.assertClose(difference[w][i], Math.sqrt(changed));
        Close.assertClose(output[w][i], Math.sqrt(written));
      }
      for (int e = 0; e < edges.length; e++) {
        Close.assertClose(edges[e][i], difference[task.graph().writerOf(e)][i]);
      }
    }
  }
}
