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
 * Uniform gradient sampling (UGS): every edge has a probability p = σ(θ) of being kept and is, with
 * probability w = p(1 − p), kept by a uniform share instead; only then its slope counts. Loss =
 * metric + λ Σ p.
 *
 * <p>Source: Li and Janson 2024, section 4 and appendix; θ starts at 1, Adam with β = (0.9, 0.995),
 * gradients clipped at norm 5. Theirs: 3,000 updates (6,000 where ablation constants are trained
 * too) of 5 examples × 12 masks at rate 0.15 to 0.05, λ = 1e-4 to 1e-2 beside a KL divergence. Here
 * every update sees all examples, loose edges are not masked beforehand (under resampling they
 * change nothing), and there is no extra penalty on nodes.
 *
 * @param lambdas the grid of λ, ascending; all train side by side on the same draws
 * @param training updates, rate, samples and seed
 * @param answer {@link Answer#SCORES} gives p, averaged over the grid; a circuit is p ≥ 0.5
 */
public record UniformGradientSampling(List<Double> lambdas, Training training, Answer answer)
    implements Method {
  /** The usual settings for small models. */
  public static final UniformGradientSampling DEFAULT =
      new UniformGradientSampling(
          List.of(1e-4, 1e-3, 1e-2),
          new Training(200, 0.1, 6, Training.Unit.SPAN, 0),
          Answer.SCORES);

  private static final double START = 1;
  private static final double CLIP = 5;

  public UniformGradientSampling {
    lambdas = Grids.ascending("lambdas", lambdas);
  }

  @Override
  public String name() {
    return "ugs";
  }

  @Override
  public String citation() {
    return "Li and Janson 2024";
  }

  @Override
  public Map<String, String> settings() {
    return training.told("lambdas", Grids.text(lambdas), "answer", answer);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    double[][] theta = trained(experiment);
    if (answer == Answer.CIRCUITS) return circuits(graph, theta);
    double[][] mean = new double[graph.edgeCount()][1];
    for (int e = 0; e < mean.length; e++) {
      for (double[] own : theta) mean[e][0] += HardConcrete.sigmoid(own[e]) / theta.length;
    }
    return new Scores.OfEdges(graph, mean);
  }

  private double[][] trained(Experiment experiment) {
    SoftLoss loss = training.loss(experiment);
    int edges = experiment.graph().edgeCount();
    double[][] theta = new double[lambdas.size()][edges];
    List<Adam> adams = new ArrayList<>();
    for (double[] own : theta) {
      Arrays.fill(own, START);
      adams.add(new Adam(edges, training.rate(), 0.9, 0.995));
    }
    Random random = new Random(training.seed());
    for (int step = 0; step < training.steps(); step++) {
      double[][] u = new double[training.samples()][edges];
      for (double[] row : u) Arrays.setAll(row, e -> random.nextDouble());
      double[][] gradients = gradients(loss, theta, u);
      for (int l = 0; l < theta.length; l++) {
        adams.get(l).descend(theta[l], clipped(gradients[l]));
      }
    }
    return theta;
  }

  private double[][] gradients(SoftLoss loss, double[][] theta, double[][] u) {
    double[][] keep = new double[theta.length * u.length][theta[0].length];
    for (int m = 0; m < keep.length; m++) {
      double[] own = theta[m / u.length];
      double[] draw = u[m % u.length];
      Arrays.setAll(keep[m], e -> share(own[e], draw[e]));
    }
    double[][] slopes = loss.slopes(keep);
    double[][] gradients = new double[theta.length][theta[0].length];
    for (int l = 0; l < theta.length; l++) {
      for (int e = 0; e < theta[l].length; e++) {
        double sum = 0;
        int inside = 0;
        for (int m = l * u.length; m < (l + 1) * u.length; m++) {
          if (keep[m][e] > 0 && keep[m][e] < 1) {
            sum += slopes[m][e];
            inside++;
          }
        }
        double slope = inside == 0 ? 0 : sum / inside;
        double p = HardConcrete.sigmoid(theta[l][e]);
        gradients[l][e] = (slope + lambdas.get(l)) * p * (1 - p);
      }
    }
    return gradients;
  }

  /** The mask entry for a uniform draw: 1 below the window around p, 0 above it, a share in it. */
  static double share(double theta, double draw) {
    double p = HardConcrete.sigmoid(theta);
    return 1 - Math.min(1, Math.max(0, (draw - p) / (p * (1 - p)) + 0.5));
  }

  private static double[] clipped(double[] gradient) {
    double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    return norm <= CLIP ? gradient : Arrays.stream(gradient).map(g -> g * CLIP / norm).toArray();
  }

  private Scores.Circuits circuits(ResidualGraph graph, double[][] theta) {
    List<Scores.Found> found = new ArrayList<>();
    for (int l = 0; l < theta.length; l++) {
      BitSet kept = new BitSet();
      for (int e = 0; e < theta[l].length; e++) kept.set(e, theta[l][e] >= 0);
      found.add(new Scores.Found(lambdas.get(l), Mask.of(graph, kept)));
    }
    return new Scores.Circuits(graph, found);
  }
}
