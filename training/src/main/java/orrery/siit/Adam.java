package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019),
 * on the flat parameters of many models, each with a step size and a clipped gradient of its own.
 */
final class Adam implements AutoCloseable {
  private static final double EPSILON = 1e-8;

  /**
   * The settings.
   *
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of their squares
   * @param decay weight decay, as a part of the step size
   * @param clip the largest norm of a model's gradient; longer ones are shortened
   */
  record Settings(double beta1, double beta2, double decay, double clip) {}

  private final Settings settings;
  final NDArray parameters; // [model, parameter]
  final NDArray mean;
  final NDArray square;
  private long steps;

  /** Starts from these parameters, {@code [model, parameter]}. */
  Adam(Settings settings, NDManager owner, float[] parameters, int models) {
    this.settings = settings;
    int each = parameters.length / models;
    this.parameters = Native.of(owner, parameters, models, each);
    this.mean = Native.of(owner, new float[parameters.length], models, each);
    this.square = Native.of(owner, new float[parameters.length], models, each);
  }

  long steps() {
    return steps;
  }

  /** Goes on from what an earlier optimiser had come to. */
  void resume(long done, float[] meanThen, float[] squareThen) {
    steps = done;
    mean.set(meanThen);
    square.set(squareThen);
  }

  /**
   * One step.
   *
   * @param gradient {@code [model, parameter]}, of the step's own memory
   * @param rates the step size of each model
   */
  void step(Native memory, NDArray gradient, float[] rates) {
    steps++;
    NDArray norm = gradient.square().sum(new int[] {1}, true).sqrt();
    NDArray shrink =
        memory
            .number(settings.clip())
            .div(norm.add(memory.number(1e-12)))
            .minimum(memory.number(1));
    NDArray g = gradient.mul(shrink);
    mean.muli(memory.number(settings.beta1()));
    mean.addi(g.mul(memory.number(1 - settings.beta1())));
    square.muli(memory.number(settings.beta2()));
    square.addi(g.square().muli(memory.number(1 - settings.beta2())));
    NDArray rate = memory.array(rates, rates.length, 1);
    if (settings.decay() != 0) {
      parameters.subi(rate.mul(memory.number(settings.decay())).mul(parameters));
    }
    double bias1 = 1 - Math.pow(settings.beta1(), (double) steps);
    double bias2 = 1 - Math.pow(settings.beta2(), (double) steps);
    NDArray root = memory.number(1 / bias2).mul(square).sqrt().addi(memory.number(EPSILON));
    NDArray by = memory.number(1 / bias1).mul(mean).divi(root).muli(rate);
    parameters.subi(by);
  }

  @Override
  public void close() {
    parameters.close();
    mean.close();
    square.close();
  }
}
