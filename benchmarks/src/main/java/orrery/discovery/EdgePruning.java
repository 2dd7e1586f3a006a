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
 * Edge Pruning: trains hard-concrete masks of edges and of writers, an edge being kept by the
 * product of both, until a target share of the edges is gone; loss = metric + λ₁(s − t) + λ₂(s −
 * t)² with s = 1 − mean mask, t the target of the step, and λ₁, λ₂ trained to make the loss larger.
 *
 * <p>Source: Bhaskar et al. 2024, section 3, and their code. Theirs for GPT-2: 3,000 updates at
 * rate 0.8 for masks and multipliers, t rising linearly from 0 over the first 2,500, batches of 32,
 * log α starting at 10; for Tracr's models other rates and 720 to 6,000 updates. At 10 nearly every
 * draw is clamped and has no slope, so that a few hundred updates do little; small models start at
 * 2, and the metric counts in units of its span ({@link Training.Unit}). The sparsity of writers
 * has no target of its own (their option {@code disable_node_loss}). All updates see all examples.
 *
 * <p>At the end masks are made without noise, the expected number of zeros set to 0, and as many
 * edges are kept as the masks add up to: the largest products.
 *
 * @param targets the grid of target sparsities, ascending; all train side by side on the same noise
 * @param training updates, rate of masks and multipliers, samples and seed
 * @param start of the parameters log α
 * @param answer {@link Answer#SCORES} gives the final masks' products, averaged over the grid
 */
public record EdgePruning(List<Double> targets, Training training, double start, Answer answer)
    implements Method {
  /** The usual settings for small models. */
  public static final EdgePruning DEFAULT =
      new EdgePruning(
          List.of(0.5, 0.8, 0.95),
          new Training(300, 0.1, 2, Training.Unit.SPAN, 0),
          2,
          Answer.SCORES);

  /** The share of the updates over which the target rises. */
  private static final double WARM_UP = 5.0 / 6;

  /** How much flatter masks without noise are. */
  private static final double SHARPNESS = 0.8;

  public EdgePruning {
    targets = Grids.ascending("targets", targets);
  }

  @Override
  public String name() {
    return "edge-pruning";
  }

  @Override
  public String citation() {
    return "Bhaskar et al. 2024";
  }

  @Override
  public Map<String, String> settings() {
    return training.told("targets", Grids.text(targets), "start", start, "answer", answer);
  }

  /** What is trained for one target. */
  private static final class Run {
    final double target;
    final double[] a; // edges, then writers
    final double[] multipliers = new double[2];
    final Adam masks;
    final Adam duals;

    Run(double target, int parts, Training training, double start) {
      this.target = target;
      this.a = new double[parts];
      Random random = new Random(training.seed());
      Arrays.setAll(a, i -> start + 0.01 * random.nextGaussian());
      this.masks = new Adam(parts, training.rate());
      this.duals = new Adam(2, training.rate());
    }
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    int parts = graph.edgeCount() + graph.writers().size();
    List<Run> runs = targets.stream().map(t -> new Run(t, parts, training, start)).toList();
    SoftLoss loss = training.loss(experiment);
    Random random = new Random(~training.seed());
    for (int step = 0; step < training.steps(); step++) {
      double[][] noise = new double[training.samples()][parts];
      for (double[] n : noise) Arrays.setAll(n, i -> HardConcrete.noise(random));
      double risen = Math.min(1, (step + 1) / (WARM_UP * training.steps()));
      update(loss, runs, noise, risen);
    }
    double[][] products = new double[runs.size()][];
    Arrays.setAll(products, r -> products(graph, runs.get(r).a));
    if (answer == Answer.CIRCUITS) return circuits(graph, products);
    double[][] mean = new double[graph.edgeCount()][1];
    for (int e = 0; e < mean.length; e++) {
      for (double[] own : products) mean[e][0] += own[e] / products.length;
    }
    return new Scores.OfEdges(graph, mean);
  }

  private void update(SoftLoss loss, List<Run> runs, double[][] noise, double risen) {
    ResidualGraph graph = loss.experiment().graph();
    int edges = graph.edgeCount();
    double[][] keep = new double[runs.size() * noise.length][edges];
    double[][] z = new double[keep.length][];
    for (int m = 0; m < keep.length; m++) {
      z[m] = masks(runs.get(m / noise.length).a, noise[m % noise.length]);
      double[] own = z[m];
      Arrays.setAll(keep[m], e -> own[e] * own[edges + graph.writerOf(e)]);
    }
    double[][] slopes = loss.slopes(keep);
    for (int r = 0; r < runs.size(); r++) {
      Run run = runs.get(r);
      int first = r * noise.length;
      double sparsity = 1 - sum(keep, first, noise.length) / (noise.length * edges);
      double over = sparsity - risen * run.target;
      double price = (run.multipliers[0] + 2 * run.multipliers[1] * over) / edges;
      double[] gradient = new double[run.a.length];
      for (int m = first; m < first + noise.length; m++) {
        double[] n = noise[m - first];
        for (int e = 0; e < edges; e++) {
          int writer = edges + graph.writerOf(e);
          double slope = (slopes[m][e] - price) / noise.length;
          gradient[e] += slope * z[m][writer] * HardConcrete.slope(run.a[e], n[e]);
          gradient[writer] += slope * z[m][e] * HardConcrete.slope(run.a[writer], n[writer]);
        }
      }
      run.masks.descend(run.a, gradient);
      run.duals.descend(run.multipliers, new double[] {-over, -over * over});
    }
  }

  private static double[] masks(double[] a, double[] noise) {
    double[] z = new double[a.length];
    Arrays.setAll(z, i -> HardConcrete.value(a[i], noise[i]));
    return z;
  }

  private static double sum(double[][] rows, int first, int count) {
    double sum = 0;
    for (int r = first; r < first + count; r++) for (double v : rows[r]) sum += v;
    return sum;
  }

  /** The masks of edges times those of their writers, without noise. */
  private static double[] products(ResidualGraph graph, double[] a) {
    int edges = graph.edgeCount();
    double[] ofEdges = quiet(Arrays.copyOf(a, edges));
    double[] ofWriters = quiet(Arrays.copyOfRange(a, edges, a.length));
    double[] products = new double[edges];
    Arrays.setAll(products, e -> ofEdges[e] * ofWriters[graph.writerOf(e)]);
    return products;
  }

  private static double[] quiet(double[] a) {
    double zeros = Arrays.stream(a).map(v -> 1 - HardConcrete.kept(v)).sum();
    double[] soft = Arrays.stream(a).map(v -> HardConcrete.soft(v, SHARPNESS)).toArray();
    int[] byRank = ranked(soft);
    for (int i = 0; i < Math.round(zeros); i++) soft[byRank[soft.length - 1 - i]] = 0;
    return soft;
  }

  private Scores.Circuits circuits(ResidualGraph graph, double[][] products) {
    List<Scores.Found> found = new ArrayList<>();
    for (int r = 0; r < products.length; r++) {
      int[] order = ranked(products[r]);
      long kept = Math.round(Arrays.stream(products[r]).sum());
      BitSet edges = new BitSet();
      for (int n = 0; n < kept; n++) if (products[r][order[n]] > 0) edges.set(order[n]);
      found.add(new Scores.Found(targets.get(r), Mask.of(graph, edges)));
    }
    return new Scores.Circuits(graph, found);
  }

  /** Largest first. */
  private static int[] ranked(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[j], values[i]));
    return Arrays.stream(order).mapToInt(i -> i).toArray();
  }
}
