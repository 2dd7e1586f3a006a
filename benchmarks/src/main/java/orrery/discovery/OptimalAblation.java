package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Point;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.Vector;

/**
 * Finds the constant for each writer that hurts least when it replaces the writer's output in all
 * examples and at all positions: a lower bound of every ablation by a constant.
 *
 * <p>Source: Li and Janson 2024, section 2; AdamW at rate 0.002 from the mean. Mueller et al. 2025
 * take Adam at rate 0.001 for at most 1,000 steps and stop after 3 without progress. Each writer is
 * replaced alone; all train side by side. The best constant that was met is kept, the mean
 * included.
 *
 * @param steps how many updates
 * @param rate Adam's learning rate
 */
public record OptimalAblation(int steps, double rate) {
  /** The usual settings for small models. */
  public static final OptimalAblation DEFAULT = new OptimalAblation(100, 0.02);

  public OptimalAblation {
    if (steps < 0 || !(rate > 0)) {
      throw new IllegalArgumentException("%d steps at rate %s".formatted(steps, rate));
    }
  }

  /**
   * What was found.
   *
   * @param constant the constants, to be a task's reference
   * @param mean the loss with each writer replaced by its mean, {@code [writer]}
   * @param optimal the loss with each writer replaced by its constant, {@code [writer]}
   */
  public record Found(Reference.Constant constant, double[] mean, double[] optimal) {}

  /** Losses and their slopes by the constants, summed over examples. */
  private record Slopes(double[] loss, double[][] slopes) {}

  /** What a report says of constants that were found so. */
  public String description() {
    return "Optimal constants, found by Adam: %d steps at rate %s from the mean."
        .formatted(steps, rate);
  }

  /** Finds the constants for the prompts and the metric of a task; its reference is not used. */
  public Found find(Engine engine, Task task) {
    double[][] constants = means(engine, task);
    List<Adam> adams = Arrays.stream(constants).map(c -> new Adam(c.length, rate)).toList();
    double[][] best = Arrays.stream(constants).map(double[]::clone).toArray(double[][]::new);
    Slopes now = slopes(engine, task, constants);
    double[] mean = now.loss.clone();
    double[] least = now.loss.clone();
    for (int step = 0; step < steps; step++) {
      for (int u = 0; u < constants.length; u++) adams.get(u).descend(constants[u], now.slopes[u]);
      now = slopes(engine, task, constants);
      for (int u = 0; u < constants.length; u++) {
        if (now.loss[u] < least[u]) {
          least[u] = now.loss[u];
          best[u] = constants[u].clone();
        }
      }
    }
    return new Found(reference(engine.graph(), best), mean, least);
  }

  private static double[][] means(Engine engine, Task task) {
    Reference mean = new Reference.Mean(task.prompts().clean());
    Experiment experiment = engine.prepare(new Task(task.prompts(), mean, task.metric()));
    return IntStream.range(0, engine.graph().writers().size())
        .mapToObj(u -> experiment.reference(u, 0)[0].clone())
        .toArray(double[][]::new);
  }

  private static Reference.Constant reference(ResidualGraph graph, double[][] constants) {
    Map<Component, Vector> values = new LinkedHashMap<>();
    for (int u = 0; u < constants.length; u++) {
      values.put(graph.writer(u), Vector.of(constants[u]));
    }
    return new Reference.Constant(values);
  }

  private static Slopes slopes(Engine engine, Task task, double[][] constants) {
    Reference reference = reference(engine.graph(), constants);
    Experiment experiment = engine.prepare(new Task(task.prompts(), reference, task.metric()));
    List<Point> points = new ArrayList<>();
    for (int u = 0; u < constants.length; u++) points.add(new Point.Output(u, 1));
    double[] loss = new double[constants.length];
    double[][] slopes = new double[constants.length][constants[0].length];
    experiment.gradients(points, Backward.EXACT, g -> add(g, loss, slopes));
    for (int u = 0; u < loss.length; u++) loss[u] /= experiment.examples();
    return new Slopes(loss, slopes);
  }

  private static void add(Gradients g, double[] loss, double[][] slopes) {
    int u = g.point();
    for (int row = 0; row < g.rows(); row++) {
      loss[u] += g.metric(row);
      for (int p = 0; p < g.positions(); p++) {
        for (int d = 0; d < slopes[u].length; d++) {
          slopes[u][d] += g.atWriter(u, row, p, d);
        }
      }
    }
  }
}
