package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Training.SoftLoss;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/**
 * Subnetwork probing: trains a hard-concrete mask that keeps the metric low with few parts; loss =
 * metric + λ · mean P[z &gt; 0].
 *
 * <p>Sources: Cao et al. 2021; for circuits, Conmy et al. 2023, appendix; on edges, Miller et al.
 * 2024. Theirs: on nodes 3,000 updates at rate 0.001 with λ = 50 (grid 0.01 to 300), on edges 20 to
 * 2,000 updates at rate 0.1 with λ = 0.1 to 10 times the mean sampled mask. They mask a head's q, k
 * and v apart and MLPs at their outputs; the nodes here are writers, a head as a whole. What is
 * kept is what has z ≥ 0.5 without noise, that is a ≥ 0.
 *
 * @param level what has a mask entry; all edges of a writer share its
 * @param lambdas the grid of λ, ascending; all train side by side on the same noise, so that none
 *     depends on the others
 * @param training updates, rate, samples and seed
 * @param answer {@link Answer#SCORES} gives P[z &gt; 0], averaged over the grid
 */
public record SubnetworkProbing(Level level, List<Double> lambdas, Training training, Answer answer)
    implements Method {
  /** The usual settings for small models, on edges. */
  public static final SubnetworkProbing EDGES =
      new SubnetworkProbing(
          Level.EDGE,
          List.of(0.03, 0.3, 3.0),
          new Training(200, 0.1, 2, Training.Unit.SPAN, 0),
          Answer.SCORES);

  /** The usual settings for small models, on writers. */
  public static final SubnetworkProbing WRITERS =
      new SubnetworkProbing(
          Level.NODE,
          List.of(0.03, 0.3, 3.0),
          new Training(200, 0.1, 2, Training.Unit.SPAN, 0),
          Answer.SCORES);

  private static final double START = HardConcrete.parameter(0.9);

  public SubnetworkProbing {
    lambdas = Grids.ascending("lambdas", lambdas);
  }

  @Override
  public String name() {
    return level == Level.EDGE ? "subnetwork-probing" : "subnetwork-probing-nodes";
  }

  @Override
  public String citation() {
    return "Cao et al. 2021; Conmy et al. 2023";
  }

  @Override
  public Map<String, String> settings() {
    return training.told("lambdas", Grids.text(lambdas), "answer", answer);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    double[][] a = trained(experiment);
    if (answer == Answer.CIRCUITS) return circuits(graph, a);
    double[][] mean = new double[a[0].length][1];
    for (int i = 0; i < mean.length; i++) {
      for (double[] own : a) mean[i][0] += HardConcrete.kept(own[i]) / a.length;
    }
    return level == Level.EDGE
        ? new Scores.OfEdges(graph, mean)
        : new Scores.OfWriters(graph, mean);
  }

  /** The parameters, {@code [λ][edge or writer]}. */
  private double[][] trained(Experiment experiment) {
    SoftLoss loss = training.loss(experiment);
    int[] owner = owners(experiment.graph());
    int parts = Arrays.stream(owner).max().orElse(-1) + 1;
    double[][] a = new double[lambdas.size()][parts];
    List<Adam> adams = new ArrayList<>();
    for (double[] own : a) {
      Arrays.fill(own, START);
      adams.add(new Adam(parts, training.rate()));
    }
    Random random = new Random(training.seed());
    for (int step = 0; step < training.steps(); step++) {
      double[][] noise = new double[training.samples()][parts];
      for (double[] n : noise) Arrays.setAll(n, i -> HardConcrete.noise(random));
      double[][] gradients = gradients(loss, owner, a, noise);
      for (int l = 0; l < a.length; l++) adams.get(l).descend(a[l], gradients[l]);
    }
    return a;
  }

  private double[][] gradients(SoftLoss loss, int[] owner, double[][] a, double[][] noise) {
    double[][] keep = new double[a.length * noise.length][owner.length];
    for (int m = 0; m < keep.length; m++) {
      double[] own = a[m / noise.length];
      double[] n = noise[m % noise.length];
      Arrays.setAll(keep[m], e -> HardConcrete.value(own[owner[e]], n[owner[e]]));
    }
    double[][] slopes = loss.slopes(keep);
    double[][] gradients = new double[a.length][a[0].length];

    for (int m = 0; m < keep.length; m++) {
      double[] own = a[m / noise.length];
      double[] n = noise[m % noise.length];
      for (int e = 0; e < owner.length; e++) {
        int i = owner[e];
        gradients[m / noise.length][i] +=
            slopes[m][e] * HardConcrete.slope(own[i], n[i]) / noise.length;
      }
    }
    for (int l = 0; l < a.length; l++) {
      for (int i = 0; i < a[l].length; i++) {
        gradients[l][i] += lambdas.get(l) / a[l].length * HardConcrete.keptSlope(a[l][i]);
      }
    }
    return gradients;
  }

  private int[] owners(ResidualGraph graph) {
    int[] owner = new int[graph.edgeCount()];
    Arrays.setAll(owner, e -> level == Level.EDGE ? e : graph.writerOf(e));
    return owner;
  }

  private Scores.Circuits circuits(ResidualGraph graph, double[][] a) {
    int[] owner = owners(graph);
    List<Scores.Found> found = new ArrayList<>();
    for (int l = 0; l < a.length; l++) {
      BitSet kept = new BitSet();
      for (int e = 0; e < owner.length; e++) kept.set(e, a[l][owner[e]] >= 0);
      found.add(new Scores.Found(lambdas.get(l), Mask.of(graph, kept)));
    }
    return new Scores.Circuits(graph, found);
  }
}
