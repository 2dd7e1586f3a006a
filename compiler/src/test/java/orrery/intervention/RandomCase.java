package orrery.intervention;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.model.RandomWeights;
import orrery.model.Vector;
import orrery.model.Weights;

/** A tiny random model, a random task on it, and random questions about it, all from one seed. */
final class RandomCase {
  final Weights weights;
  final ResidualGraph graph;
  final Prompts prompts;
  final Task task;
  private final RandomGenerator random;

  private RandomCase(Weights weights, RandomGenerator random, int examples) {
    this.weights = weights;
    this.graph = ResidualGraph.of(weights);
    this.random = random;
    this.prompts = prompts(examples);
    this.task = new Task(prompts, reference(), metric());
  }

  /** Any model, any reference, either metric, one to four examples. */
  static RandomCase of(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] densities = {1, 1, 0.6, 0.3};
    return of(RandomWeights.tiny(random, densities[random.nextInt(densities.length)]), random);
  }

  /** Any task on a model. */
  static RandomCase of(Weights weights, RandomGenerator random) {
    return new RandomCase(weights, random, random.nextInt(1, 5));
  }

  /** Any model and any task of so many examples. */
  static RandomCase of(long seed, int examples) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    return new RandomCase(RandomWeights.tiny(random, 1), random, examples);
  }

  /** The task with the counterfactuals' outputs as references. */
  Task resampled() {
    return new Task(prompts, new Reference.Resample(), task.metric());
  }

  /** Pairs of any lengths that fit. */
  private Prompts prompts(int examples) {
    int[][] clean = RandomWeights.tokens(random, weights.config(), examples);
    int[][] corrupt = new int[clean.length][];
    for (int i = 0; i < clean.length; i++) {
      corrupt[i] = random.ints(clean[i].length, 0, weights.config().dVocab()).toArray();
    }
    return new Prompts(clean, corrupt);
  }

  private Reference reference() {
    int[][] over =
        Stream.of(prompts.clean(), prompts.corrupt()).flatMap(Stream::of).toArray(int[][]::new);
    return switch (random.nextInt(7)) {
      case 0 -> new Reference.Zero();
      case 1 -> new Reference.Mean(over);
      case 2 -> new Reference.MeanByPosition(over);
      case 3 -> new Reference.Noise(random.nextDouble(0.1, 3), random.nextLong());
      case 4 -> new Reference.Constant(constants());
      default -> new Reference.Resample();
    };
  }

  private Map<Component, Vector> constants() {
    Map<Component, Vector> constants = new HashMap<>();
    for (Component writer : graph.writers()) {
      if (random.nextInt(3) > 0) {
        double[] value = random.doubles(weights.config().dModel(), -2, 2).toArray();
        constants.put(writer, Vector.of(value));
      }
    }
    return constants;
  }

  /** Either metric, about answers drawn at random. */
  Metric metric() {
    int width = weights.config().dVocabOut();
    return random.nextBoolean()
        ? LogitDifference.random(prompts, width, random)
        : CrossEntropy.random(prompts, width, random);
  }

  /** Every edge is kept with a probability of its mask's own. */
  Mask mask() {
    double density = new double[] {0.5, 0.9, 0.1}[random.nextInt(3)];
    BitSet kept = new BitSet();
    for (int e = 0; e < graph.edgeCount(); e++) kept.set(e, random.nextDouble() < density);
    return Mask.of(graph, kept);
  }

  /** The same with some edges cut at some positions only. */
  Mask maskByPosition() {
    int positions = random.nextInt(1, prompts.maxLength() + 1); // those beyond are kept
    Mask mask = mask().byPosition(positions);
    for (int e = 0; e < graph.edgeCount(); e++) {
      if (random.nextBoolean()) mask = mask.without(e, random.nextInt(positions));
    }
    return mask;
  }

  /** Masks of both kinds, all and none among them. */
  List<Mask> masks() {
    return List.of(
        Mask.all(graph), mask(), maskByPosition(), Mask.none(graph), mask(), maskByPosition());
  }

  /** Shares from 0 to 1, hard ones among them. */
  double[] keep() {
    return random
        .doubles(graph.edgeCount(), -0.3, 1.3)
        .map(x -> Math.max(0, Math.min(1, x)))
        .toArray();
  }

  int writer() {
    return random.nextInt(graph.writers().size());
  }

  /** One to three readers. */
  List<Integer> receivers() {
    return IntStream.range(0, random.nextInt(1, 4))
        .mapToObj(i -> random.nextInt(graph.readers().size()))
        .distinct()
        .toList();
  }

  /** Whether a query sees a key. */
  boolean sees(int query, int key) {
    return weights.config().attentionDirection().sees(query, key);
  }

  /** A point of any kind. */
  Point point() {
    double share = random.nextInt(4) * 0.3;
    Component component = graph.writer(writer());
    return switch (random.nextInt(4)) {
      case 0 -> Point.clean();
      case 1 -> new Point.Output(writer(), share);
      case 2 ->
          component.layer() < 0
              ? new Point.Inputs(share)
              : new Point.LayerOutputs(
                  component.layer(), component.kind() == Component.Kind.MLP, share);
      default -> new Point.Inputs(share);
    };
  }

  /** Rules of any kind, the published ones most often. */
  Backward rules() {
    int layers = weights.config().nLayers();
    return switch (random.nextInt(5)) {
      case 0 -> Backward.EXACT;
      case 1 -> Backward.RELP;
      case 2 -> Backward.GIM;
      case 3 -> layers == 0 ? Backward.EXACT : Backward.dropping(random.nextInt(layers));
      default ->
          new Backward(
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextDouble(0.5, 3),
              random.nextDouble(),
              random.nextDouble(),
              layers == 0 || random.nextBoolean()
                  ? OptionalInt.empty()
                  : OptionalInt.of(random.nextInt(layers)));
    };
  }
}
