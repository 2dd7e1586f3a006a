package orrery.intervention;

import java.util.List;
import java.util.function.Consumer;
import orrery.circuit.ResidualGraph;
import orrery.model.Weights;

/**
 * One {@link Task} on one model, ready for interventions. All results are per example and signed;
 * who wants a mean takes it last.
 *
 * <p>Results do not depend on how examples or masks are batched, nor on the number of threads.
 */
public interface Experiment {
  /** The writers, readers and edges of the model. */
  ResidualGraph graph();

  /** The weights of the model, for methods that compute something of their own. */
  Weights weights();

  /** What is asked. */
  Task task();

  /** How many examples there are. */
  default int examples() {
    return task().prompts().size();
  }

  /** The metric of the clean runs, {@code [example]}: every edge is kept. */
  double[] clean();

  /** The metric with every edge cut, {@code [example]}. */
  double[] ablated();

  /**
   * The task's metric of circuits (isolated): kept edges carry what their writers compute <em>under
   * the same mask</em>, {@code [mask][example]}.
   */
  default double[][] run(List<Mask> masks) {
    return run(masks, task().metric());
  }

  /** The same with another metric. */
  double[][] run(List<Mask> masks, Metric metric);

  /**
   * The metric when edges are injected: the run starts from the embeddings' references, kept edges
   * carry the clean values that their writers had, not recomputed, and all others what is computed
   * in this run, {@code [mask][example]}. A broken chain still transmits; see {@link #run} for the
   * usual meaning of a circuit. With nothing kept this is {@link #ablated} only where references
   * are outputs of one run, as when resampling.
   */
  double[][] inject(List<Mask> masks);

  /**
   * The exact effect of every single edge, metric with it cut − metric of the clean run, {@code
   * [edge][example]}. An edge that can carry nothing has effect 0.0 exactly.
   */
  double[][] edgeEffects();

  /**
   * The exact effect of every edge at every position of its reader, {@code
   * [edge][position][example]}; positions that an example does not have are 0.
   */
  double[][][] edgeEffectsByPosition();

  /** The exact effect of every writer: all its edges are cut, {@code [writer][example]}. */
  double[][] writerEffects();

  /**
   * Path patching (Wang et al. 2023): the metric when the receivers see what reaches them from the
   * sender's reference output, through any MLPs and no other head, minus the clean metric, {@code
   * [example]}.
   *
   * @param sender the number of a writer
   * @param receivers the numbers of readers
   */
  double[] pathEffect(int sender, List<Integer> receivers);

  /**
   * Gradients of the metric at some points of the computation, all by one backward pass each; the
   * visitor gets a few examples of one point at a time, in order, on one thread.
   */
  void gradients(List<Point> points, Backward rules, Consumer<Gradients> visit);

  /**
   * The metric under soft masks and its derivative with respect to each mask entry, summed over
   * examples.
   *
   * @param keep {@code [mask][edge]} numbers from 0 (cut) to 1 (kept)
   */
  MaskGradients maskGradients(double[][] keep);

  /**
   * The metric under soft masks and the derivatives of its sum over examples.
   *
   * @param metric {@code [mask][example]}
   * @param slopes {@code [mask][edge]}
   */
  record MaskGradients(double[][] metric, double[][] slopes) {}

  /** What a writer writes in the clean run of an example, {@code [position][dModel]}. */
  double[][] output(int writer, int example);

  /** What replaces it, {@code [position][dModel]}. */
  double[][] reference(int writer, int example);

  /** A head's attention in the clean run of an example, {@code [query][key]}. */
  double[][] pattern(int layer, int head, int example);

  /** What has been computed so far, {@link Engine#prepare} included. */
  Cost cost();

  /** Counts what a method has computed by itself, as a part of passes over all examples. */
  void charge(Cost more);
}
