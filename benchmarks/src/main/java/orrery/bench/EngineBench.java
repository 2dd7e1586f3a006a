package orrery.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.circuit.StructuralCircuit;
import orrery.discovery.Methods;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.ActivationFunction;
import orrery.model.Affine;
import orrery.model.AttentionDirection;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/**
 * What interventions cost on one core, beside a published library and a lean re-implementation in
 * torch, on random dense models: causal, ReLU, no normalisation, four times as many units as
 * dimensions, sequences of ten tokens and a vocabulary of twenty; the counterfactual of a prompt is
 * another random prompt, the metric a difference of two logits at the last position.
 */
public final class EngineBench {
  private static final int POSITIONS = 10;
  private static final int VOCABULARY = 20;

  /** The threshold at which ACDC runs. */
  private static final String ACDC = "acdc:thresholds=0.01";

  private EngineBench() {}

  /** The size of a model, and its edges. */
  public record Shape(int layers, int heads, int dModel) {
    /** The three for which other tools' figures are known. */
    public static final List<Shape> ALL =
        List.of(new Shape(2, 4, 16), new Shape(4, 4, 32), new Shape(6, 8, 64));

    @Override
    public String toString() {
      return "%dL%dH d%d".formatted(layers, heads, dModel);
    }
  }

  /**
   * One operation on one model.
   *
   * @param edges of the model, token and position embedding apart
   * @param operation {@code exact}, {@code eap}, …
   * @param seconds of the thread's processor time, the least of several runs, in float64
   * @param published those of the published library for the shape, at 200 prompts
   * @param lean those of the lean re-implementation, at 200 prompts
   */
  public record Row(
      String model,
      int edges,
      int prompts,
      String operation,
      double seconds,
      OptionalDouble published,
      OptionalDouble lean) {}

  /** Something that is done with an experiment. */
  private interface Operation {
    void run(Experiment experiment);
  }

  /** Makes the machine that is measured. */
  public interface Maker {
    /** The plain-Java engine on one thread. */
    Maker JAVA = (weights, structural) -> new JavaEngine(weights, structural, 1);

    /** A machine for weights of which it is known what is wired. */
    Engine of(Weights weights, Circuit structural);
  }

  /** The names of all operations, in the order of the table. */
  public static List<String> operations() {
    return List.of("exact", "eap", "eap-ig", "acdc", "nodes", "probing", "curve");
  }

  /**
   * Measures operations on a random dense model.
   *
   * @param seed of weights and prompts
   * @param maker of the machine
   * @param done is told of each row
   */
  public static void run(
      Shape shape,
      List<String> operations,
      int prompts,
      long seed,
      Maker maker,
      Consumer<Row> done) {
    Weights weights = weights(shape, new Random(seed));
    Task task = task(prompts, new Random(seed + 1));
    try (Engine engine = maker.of(weights, StructuralCircuit.of(weights))) {
      for (String name : operations) {
        double seconds = seconds(engine, task, operation(name, engine.graph()));
        OptionalDouble published = figure(name, shape, "published");
        OptionalDouble lean = figure(name, shape, "lean");
        int edges = engine.graph().edgeCount();
        done.accept(new Row(shape.toString(), edges, prompts, name, seconds, published, lean));
      }
    }
  }

  /** Measures operations on a compiled model, whose weights are mostly zero. */
  public static void run(
      CompiledModel model, List<String> operations, int prompts, Maker maker, Consumer<Row> done) {
    TaskOptions usual = TaskOptions.DEFAULT;
    TaskOptions options =
        new TaskOptions(prompts, 0, usual.counterfactual(), usual.reference(), usual.metric());
    Task task = Tasks.of(model, options).task();
    String called = model.meaning().name();
    try (Engine engine = maker.of(model.weights(), model.structural())) {
      int edges = engine.graph().edgeCount();
      for (String name : operations) {
        double seconds = seconds(engine, task, operation(name, engine.graph()));
        OptionalDouble none = OptionalDouble.empty();
        done.accept(new Row(called, edges, task.prompts().size(), name, seconds, none, none));
      }
    }
  }

  private static Operation operation(String name, ResidualGraph graph) {
    return switch (name) {
      case "exact" -> Experiment::edgeEffects;
      case "eap" -> e -> Methods.one("eap").score(e);
      case "eap-ig" -> e -> Methods.one("eap-ig-inputs:steps=5").score(e);
      case "acdc" -> e -> Methods.one(ACDC).score(e);
      case "nodes" -> Experiment::writerEffects;
      case "probing" -> {
        double[] half = new double[graph.edgeCount()];
        Arrays.fill(half, 0.5);
        yield e -> e.maskGradients(new double[][] {half});
      }
      case "curve" -> e -> e.run(curve(graph));
      default ->
          throw new IllegalArgumentException(
              "no operation %s, only %s".formatted(name, String.join(", ", operations())));
    };
  }

  /** Ten nested circuits, as MIB's curve has them. */
  private static List<Mask> curve(ResidualGraph graph) {
    double[] shares = {0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
    List<Integer> order = new ArrayList<>();
    for (int e = 0; e < graph.edgeCount(); e++) order.add(e);
    java.util.Collections.shuffle(order, new Random(2));
    List<Mask> masks = new ArrayList<>();
    for (double share : shares) {
      BitSet kept = new BitSet();
      order.subList(0, (int) (share * order.size())).forEach(kept::set);
      masks.add(Mask.of(graph, kept));
    }
    return masks;
  }

  /** The least of some runs: more of them where they are short. */
  private static double seconds(Engine engine, Task task, Operation operation) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double least = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int run = 0; run < 60 && (run < 2 || spent < 3); run++) {
      long before = threads.getCurrentThreadCpuTime();
      operation.run(engine.prepare(task));
      double taken = (threads.getCurrentThreadCpuTime() - before) / 1e9;
      least = Math.min(least, taken);
      spent += taken;
    }
    return least;
  }

  private static OptionalDouble figure(String operation, Shape shape, String column) {
    return Csv.rows("engine-figures.csv").stream()
        .filter(
            r ->
                r.text("operation").equals(operation)
                    && r.integer("layers") == shape.layers()
                    && r.integer("residual") == shape.dModel()
                    && !r.text(column).isEmpty())
        .mapToDouble(r -> Double.parseDouble(r.text(column)))
        .findFirst();
  }

  private static Task task(int prompts, Random random) {
    int[][] clean = new int[prompts][POSITIONS];
    int[][] corrupt = new int[prompts][POSITIONS];
    int[][] answers = new int[prompts][2];
    for (int i = 0; i < prompts; i++) {
      for (int p = 1; p < POSITIONS; p++) {
        clean[i][p] = random.nextInt(VOCABULARY);
        corrupt[i][p] = random.nextInt(VOCABULARY);
      }
      answers[i] = random.ints(2, 0, VOCABULARY).toArray();
    }
    return new Task(
        new Prompts(clean, corrupt),
        new Reference.Resample(),
        new LastLogits(POSITIONS - 1, answers));
  }

  /** Random dense weights of a shape. */
  private static Weights weights(Shape shape, Random random) {
    int d = shape.dModel();
    int dHead = d / shape.heads();
    TransformerConfig config =
        new TransformerConfig(
            shape.layers(),
            shape.heads(),
            d,
            dHead,
            4 * d,
            POSITIONS,
            VOCABULARY,
            VOCABULARY,
            ActivationFunction.RELU,
            AttentionDirection.CAUSAL);
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      List<Head> heads = new ArrayList<>();
      for (int h = 0; h < shape.heads(); h++) {
        heads.add(
            new Head(
                affine(d, dHead, random),
                affine(d, dHead, random),
                affine(d, dHead, random),
                dense(dHead, d, 1 / Math.sqrt(d), random)));
      }
      Mlp mlp = new Mlp(affine(d, 4 * d, random), affine(4 * d, d, random));
      layers.add(new Layer(heads, Vector.zero(d), java.util.Optional.of(mlp)));
    }
    return new Weights(
        config,
        dense(VOCABULARY, d, 1, random),
        dense(POSITIONS, d, 1, random),
        layers,
        affine(d, VOCABULARY, random));
  }

  private static Affine affine(int from, int to, Random random) {
    return Affine.of(dense(from, to, 1 / Math.sqrt(from), random));
  }

  private static Matrix dense(int rows, int columns, double deviation, Random random) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) row[i] = random.nextGaussian() * deviation;
    }
    return Matrix.of(values);
  }
}
