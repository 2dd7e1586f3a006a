package orrery.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.engine.Processor;
import orrery.siit.Cohort;
import orrery.siit.Recipe;

/**
 * What training costs on one thread: a step of one model, and of many tiny models as one batched
 * computation beside a loop over them on the same engine.
 *
 * <p>A step draws pairs and asks the interpreter for their answers; it runs a source row, an
 * interchange row and a strict row of each forward and backward, and Adam. That is what a step of
 * InterpBench's trainer does; an edge-strict row, which it has not, is measured beside it. Times
 * are processor time of the thread, the least of several blocks of steps.
 *
 * @param compiled whose circuit the models are to have
 * @param pairs pairs of a step: rows of each group
 * @param blocks how often each time is taken
 * @param steps steps of a block
 */
public record TrainBench(CompiledModel compiled, int pairs, int blocks, int steps) {
  /** The pairs of a step for which torch's figures are known. */
  public static final int USUAL_PAIRS = 200;

  private static final String NEVER = Integer.toString(Integer.MAX_VALUE);

  /** The shape of the tiny models. */
  public static final EngineBench.Shape TINY = new EngineBench.Shape(2, 4, 8);

  /** Refuses what measures nothing. */
  public TrainBench {
    if (pairs < 1 || blocks < 1 || steps < 1) {
      throw new IllegalArgumentException("pairs, blocks and steps must be 1 or more");
    }
  }

  /**
   * A step of one model.
   *
   * @param milliseconds of a step without edge-strict rows
   * @param withEdges the same, with them
   * @param torch those of a step of InterpBench's trainer in torch on one core, at the same batch;
   *     empty where there is no such figure
   */
  public record Single(
      EngineBench.Shape shape, double milliseconds, double withEdges, OptionalDouble torch) {}

  /**
   * A step of many tiny models.
   *
   * @param together milliseconds of a step of one model, trained as one batch
   * @param alone the same, each model by itself
   */
  public record Batch(int models, double together, double alone) {}

  /**
   * Models trained until every figure is at its threshold in two looks.
   *
   * @param reached how many came there
   * @param steps of each
   * @param seconds of processor time for all of them, looks included
   */
  public record Finished(int models, int reached, List<Long> steps, double seconds) {
    /** Models of one hour of one core. */
    public double perHour() {
      return reached * 3600 / seconds;
    }
  }

  /** Measures a step of one model. */
  public Single single(EngineBench.Shape shape) {
    try (Cohort one = cohort(shape, 1, 0);
        Cohort edges = cohort(shape, 1, 1)) {
      OptionalDouble torch = pairs == USUAL_PAIRS ? torch(shape) : OptionalDouble.empty();
      double[] least = least(List.of(one, edges));
      return new Single(shape, least[0], least[1], torch);
    }
  }

  /**
   * Measures a step of tiny models, those of a batch and one by itself by turns.
   *
   * @param models how many are a batch
   * @param done is told of each
   */
  public List<Batch> batches(List<Integer> models, Consumer<Batch> done) {
    List<Batch> rows = new ArrayList<>();
    for (int many : models) {
      try (Cohort together = cohort(TINY, many, 0);
          Cohort alone = cohort(TINY, 1, 0)) {
        double[] least = least(List.of(together, alone));
        Batch batch = new Batch(many, least[0] / many, least[1]);
        rows.add(batch);
        done.accept(batch);
      }
    }
    return rows;
  }

  /**
   * Trains models of one shape and of seeds 0, 1, … until they are done, by our recipe.
   *
   * @param atOnce how many are a batch
   */
  public Finished finished(EngineBench.Shape shape, int models, int atOnce) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    List<Long> needed = new ArrayList<>();
    int reached = 0;
    for (int first = 0; first < models; first += atOnce) {
      int many = Math.min(atOnce, models - first);
      List<Cohort.Member> members =
          members(shape, many, first, Recipe.DEFAULT.with("batch", Integer.toString(pairs)));
      try (Cohort cohort = new Cohort(members, Processor.CPU)) {
        while (cohort.left() > 0) cohort.advance(steps);
        needed.addAll(cohort.steps());
        reached += cohort.reached();
      }
    }
    double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
    return new Finished(models, reached, needed, seconds);
  }

  /**
   * A cohort that neither looks nor ends by itself.
   *
   * @param edgeStrict weight of the edge-strict loss; 0 for none
   */
  Cohort cohort(EngineBench.Shape shape, int models, double edgeStrict) {
    Recipe recipe =
        Recipe.DEFAULT
            .with("batch", Integer.toString(pairs))
            .with("steps", NEVER)
            .with("evaluate-every", NEVER)
            .with("edge-strict", Double.toString(edgeStrict));
    return new Cohort(members(shape, models, 0, recipe), Processor.CPU);
  }

  private List<Cohort.Member> members(
      EngineBench.Shape shape, int models, int firstSeed, Recipe recipe) {
    Architecture architecture =
        Architecture.derived(compiled)
            .withLayers(shape.layers())
            .withHeads(shape.heads())
            .withDModel(shape.dModel())
            .withDHead(shape.dModel() / shape.heads())
            .withDMlp(4 * shape.dModel());
    List<Cohort.Member> members = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      members.add(new Cohort.Member(compiled, architecture, recipe, firstSeed + m));
    }
    return members;
  }

  /** Milliseconds of a step of each, the least of all blocks; the first warms up. */
  private double[] least(List<Cohort> cohorts) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] least = new double[cohorts.size()];
    java.util.Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int block = 0; block <= blocks; block++) {
      for (int c = 0; c < least.length; c++) {
        long before = threads.getCurrentThreadCpuTime();
        cohorts.get(c).advance(steps);
        double taken = (threads.getCurrentThreadCpuTime() - before) / 1e6 / steps;
        if (block > 0) least[c] = Math.min(least[c], taken);
      }
    }
    return least;
  }

  static OptionalDouble torch(EngineBench.Shape shape) {
    return Csv.rows("train-figures.csv").stream()
        .filter(
            r ->
                r.integer("layers") == shape.layers()
                    && r.integer("heads") == shape.heads()
                    && r.integer("residual") == shape.dModel())
        .mapToDouble(r -> Double.parseDouble(r.text("torch")))
        .findFirst();
  }
}
