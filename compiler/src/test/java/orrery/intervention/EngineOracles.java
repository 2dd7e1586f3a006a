package orrery.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Normalization;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** What holds of every engine whatever the model, and needs no second engine to be checked. */
abstract class EngineOracles {
  /** The engine that is held to the laws. */
  abstract Engine engine(Weights weights);

  @Property(tries = 100)
  void aCircuitOfAllEdgesIsTheCleanRunBitForBit(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = engine(c.weights).prepare(c.task);

    double[][] runs = experiment.run(List.of(c.mask(), Mask.all(c.graph), c.mask()));

    assertThat(runs[1]).isEqualTo(experiment.clean());
  }

  @Property(tries = 100)
  void nothingButReferencesIsTheCounterfactualsRun(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Engine engine = engine(c.weights);
    Experiment noising = engine.prepare(c.resampled());
    Experiment denoising = engine.prepare(c.resampled().denoising());

    Closeness.assertClose("ablated", noising.ablated(), denoising.clean());
    Closeness.assertClose("restored", denoising.ablated(), noising.clean());
    Closeness.assertClose(
        "injected",
        noising.inject(List.of(Mask.none(c.graph), Mask.all(c.graph))),
        new double[][] {noising.ablated(), noising.clean()});
  }

  /** Cutting everything at every position is cutting everything. */
  @Property(tries = 50)
  void aMaskByPositionThatDoesNotPartThemIsTheMask(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = engine(c.weights).prepare(c.task);
    Mask mask = c.mask();

    double[][] runs =
        experiment.run(List.of(mask, mask.byPosition(c.prompts.maxLength()), mask.byPosition(99)));

    assertThat(runs[1]).isEqualTo(runs[0]);
    assertThat(runs[2]).isEqualTo(runs[0]);
  }

  /** NAP(u) = Σ_v EAP(u→v), at every point and under every rule. */
  @Property(tries = 50)
  void aWritersProductIsTheSumOverItsEdges(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = engine(c.weights).prepare(c.task);
    int writers = c.graph.writers().size();

    experiment.gradients(
        List.of(c.point(), Point.clean()),
        c.rules(),
        gradients -> {
          double[][] products = gradients.edgeProducts();
          for (int row = 0; row < gradients.rows(); row++) {
            double[] ofNodes = new double[writers];
            double[] ofEdges = new double[writers];
            for (int u = 0; u < writers; u++) ofNodes[u] = product(experiment, gradients, u, row);
            for (int e = 0; e < c.graph.edgeCount(); e++) {
              ofEdges[c.graph.writerOf(e)] += sum(products[e], row, gradients.rows());
            }
            Closeness.assertClose("NAP", ofNodes, ofEdges);
          }
        });
  }

  /** ⟨r_u − o_u, gradient at u⟩. */
  private static double product(Experiment experiment, Gradients gradients, int writer, int row) {
    double[][] clean = experiment.output(writer, gradients.example(row));
    double[][] reference = experiment.reference(writer, gradients.example(row));
    double sum = 0;
    for (int p = 0; p < clean.length; p++) {
      for (int d = 0; d < clean[p].length; d++) {
        sum += (reference[p][d] - clean[p][d]) * gradients.atWriter(writer, row, p, d);
      }
    }
    return sum;
  }

  private static double sum(double[] byPositionAndRow, int row, int rows) {
    double sum = 0;
    for (int i = row; i < byPositionAndRow.length; i += rows) sum += byPositionAndRow[i];
    return sum;
  }

  /** Where nothing bends, EAP is exact, and a writer's effect is the sum of its edges'. */
  @Property(tries = 50)
  void inALinearModelProductsAreEffects(@ForAll long seed) {
    RandomGenerator random = random(seed);
    Weights weights = Surgery.linear(RandomWeights.tiny(random, 1));
    RandomCase c = RandomCase.of(weights, random);
    Metric metric = LogitDifference.random(c.prompts, weights.config().dVocabOut(), random);
    Experiment experiment =
        engine(weights).prepare(new Task(c.prompts, c.task.reference(), metric));
    double[][] products = new double[c.graph.edgeCount()][c.prompts.size()];
    experiment.gradients(
        List.of(Point.clean()),
        Backward.EXACT,
        gradients -> {
          for (int e = 0; e < products.length; e++) {
            for (int row = 0; row < gradients.rows(); row++) {
              products[e][gradients.example(row)] =
                  sum(gradients.edgeProducts()[e], row, gradients.rows());
            }
          }
        });

    double[][] effects = experiment.edgeEffects();

    Closeness.assertClose("EAP", products, effects);
    double[][] sums = new double[c.graph.writers().size()][c.prompts.size()];
    for (int e = 0; e < effects.length; e++) {
      for (int i = 0; i < effects[e].length; i++) sums[c.graph.writerOf(e)][i] += effects[e][i];
    }
    Closeness.assertClose("writers", experiment.writerEffects(), sums);
  }

  /** Σ_edges of the mask gradients, integrated from all kept to all cut. */
  @Property(generation = GenerationMode.EXHAUSTIVE)
  void jointMaskGradientsIntegrateToTheEffectOfAblatingEverything(
      @ForAll AttentionDirection direction, @ForAll Normalization normalization) {
    RandomCase c = smooth(direction, normalization);
    Experiment experiment = engine(c.weights).prepare(c.task);
    double[] shares = Quadrature.POINTS;
    double[][] keep = new double[shares.length][c.graph.edgeCount()];
    for (int k = 0; k < shares.length; k++) Arrays.fill(keep[k], shares[k]);

    double[][] slopes = experiment.maskGradients(keep).slopes();

    double integral = Quadrature.of(k -> -Arrays.stream(slopes[k]).sum());
    assertIntegral(experiment, integral);
  }

  /** Σ over the readers of both embeddings: EAP-IG's completeness holds at the inputs. */
  @Property(generation = GenerationMode.EXHAUSTIVE)
  void gradientsAtInputsIntegrateToTheEffectOfReplacingThem(
      @ForAll AttentionDirection direction, @ForAll Normalization normalization) {
    RandomCase c = smooth(direction, normalization);
    Experiment experiment = engine(c.weights).prepare(c.resampled());
    List<Point> points = new ArrayList<>();
    for (double share : Quadrature.POINTS) points.add(new Point.Inputs(share));
    double[] products = new double[points.size()];

    experiment.gradients(
        points,
        Backward.EXACT,
        gradients -> {
          double[][] ofEdges = gradients.edgeProducts();
          for (int e = 0; e < ofEdges.length; e++) {
            if (c.graph.edge(e).from().layer() >= 0) continue;
            products[gradients.point()] += Arrays.stream(ofEdges[e]).sum();
          }
        });

    assertIntegral(experiment, Quadrature.of(k -> products[k]));
  }

  private static void assertIntegral(Experiment experiment, double integral) {
    double clean = Arrays.stream(experiment.clean()).sum();
    double ablated = Arrays.stream(experiment.ablated()).sum();
    double scale = Math.max(1, Math.max(Math.abs(clean), Math.abs(ablated)));
    assertThat(integral).isCloseTo(ablated - clean, within(Closeness.TOLERANCE * scale));
  }

  /**
   * A small dense model without kinks, and a task on it. The same in every run of the tests, and
   * one whose normalisations do not come near zero on the way, where an integral would need many
   * more points.
   */
  private static RandomCase smooth(AttentionDirection direction, Normalization normalization) {
    TransformerConfig config =
        new TransformerConfig(
            2, 1, 4, 2, 3, 2, 4, 3, ActivationFunction.GELU, direction, normalization);
    return RandomCase.of(RandomWeights.full(config, random(24), 1), random(2));
  }

  /** Writers and readers are dealt to two halves of the stream: what crosses carries nothing. */
  @Property(tries = 50)
  void anEdgeThatCanCarryNothingHasNoEffectAtAll(@ForAll long seed) {
    RandomGenerator random = random(seed);
    Surgery.Halves halves = Surgery.halves(RandomWeights.tiny(random, 1), random);
    RandomCase c = RandomCase.of(halves.weights(), random);
    Experiment experiment = engine(c.weights).prepare(c.resampled());

    double[][] effects = experiment.edgeEffects();
    double[][][] byPosition = experiment.edgeEffectsByPosition();

    for (int e : halves.dead()) {
      assertThat(effects[e]).as("%s", c.graph.edge(e)).containsOnly(0.0);
      for (double[] at : byPosition[e]) assertThat(at).containsOnly(0.0);
    }
    experiment.gradients(
        List.of(Point.clean()),
        Backward.EXACT,
        gradients -> {
          double[][] products = gradients.edgeProducts();
          for (int e : halves.dead()) {
            for (double product : products[e]) assertThat(product == 0).isTrue();
          }
        });
  }

  /** Neither what else is in a batch of masks nor of examples changes a result. */
  @Property(tries = 50)
  void batchesDoNotMatter(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Task task = c.resampled();
    List<Mask> masks = c.masks();
    Experiment together = engine(c.weights).prepare(task);
    double[][] runs = together.run(masks);
    double[][] edges = together.edgeEffects();

    for (int m = 0; m < masks.size(); m++) {
      Closeness.assertAlike("one mask", together.run(List.of(masks.get(m)))[0], runs[m]);
    }
    for (int i = 0; i < c.prompts.size(); i++) {
      Task one = new Task(c.prompts.select(i), task.reference(), new Shifted(task.metric(), i));
      Experiment alone = engine(c.weights).prepare(one);
      double[][] run = alone.run(masks);
      double[][] effects = alone.edgeEffects();
      for (int m = 0; m < run.length; m++) {
        Closeness.assertAlike("run alone", run[m], new double[] {runs[m][i]});
      }
      for (int e = 0; e < effects.length; e++) {
        Closeness.assertAlike("effect alone", effects[e], new double[] {edges[e][i]});
      }
    }
  }

  @Property(tries = 50)
  void theOrderOfMasksDoesNotMatter(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = engine(c.weights).prepare(c.task);
    List<Mask> masks = c.masks();
    List<Mask> reversed = new ArrayList<>(masks);
    Collections.reverse(reversed);

    double[][] forwards = experiment.run(masks);
    double[][] backwards = experiment.run(reversed);

    for (int m = 0; m < masks.size(); m++) {
      Closeness.assertAlike("run", backwards[masks.size() - 1 - m], forwards[m]);
    }
  }

  /** What hangs in the air transmits nothing that the counterfactual does not. */
  @Property(tries = 100)
  void pruningDoesNotChangeAResampledCircuit(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = engine(c.weights).prepare(c.resampled());
    Mask circuit = c.mask();
    Mask pruned = Mask.of(c.graph, Surgery.pruned(c.graph, circuit.edgesKept()));

    double[][] runs = experiment.run(List.of(circuit, pruned));

    Closeness.assertClose("pruned", runs[1], runs[0]);
  }

  /** A single edge is cut by a mask as it is by {@link Experiment#edgeEffects}. */
  @Property(tries = 50)
  void anEffectIsTheRunWithoutTheEdge(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = engine(c.weights).prepare(c.task);
    List<Mask> masks =
        IntStream.range(0, c.graph.edgeCount()).mapToObj(Mask.all(c.graph)::without).toList();

    double[][] effects = experiment.run(masks);

    double[] clean = experiment.clean();
    for (double[] effect : effects) for (int i = 0; i < clean.length; i++) effect[i] -= clean[i];
    Closeness.assertClose("effects", experiment.edgeEffects(), effects);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** A task's metric where one of its examples has become the only one. */
  private record Shifted(Metric metric, int by) implements Metric {
    @Override
    public String name() {
      return metric.name();
    }

    @Override
    public double value(int example, Logits logits) {
      return metric.value(example + by, logits);
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      metric.gradient(example + by, logits, visit);
    }

    @Override
    public boolean reads(int example, int position) {
      return metric.reads(example + by, position);
    }
  }
}
