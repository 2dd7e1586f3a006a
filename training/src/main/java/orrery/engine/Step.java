package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;

/**
 * The memory of one piece of work outside the Java heap: everything that is computed from its
 * arrays is freed with it. A result belongs to the owner of the <em>first</em> operand, so weights
 * always come second.
 */
final class Step implements AutoCloseable {
  private final NDManager manager;
  private final Precision precision;

  Step(NDManager parent, Precision precision) {
    this.manager = parent.newSubManager();
    this.precision = precision;
    JniUtils.setGradMode(false); // it is on in every new thread
  }

  /** A part of this work. */
  Step part() {
    return new Step(manager, precision);
  }

  /** Takes an array over: it is freed with this work. */
  NDArray own(NDArray array) {
    array.attach(manager);
    return array;
  }

  NDArray array(double[] values, long... shape) {
    return array(manager, precision, values, shape);
  }

  /**
   * Numbers in native memory of their own. What {@code create} gives lives in a Java buffer that
   * only the array it returns holds: a view, or what derivatives remember, would outlive it.
   */
  static NDArray array(NDManager manager, Precision precision, double[] values, long... shape) {
    try (NDArray borrowed = borrowed(manager, precision, values, new Shape(shape))) {
      return borrowed.duplicate();
    }
  }

  private static NDArray borrowed(
      NDManager manager, Precision precision, double[] values, Shape shape) {
    if (precision == Precision.FLOAT64) return manager.create(values, shape);
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) rounded[i] = (float) values[i];
    return manager.create(rounded, shape);
  }

  /** Zeros of which derivatives will be asked. */
  NDArray probe(long... shape) {
    NDArray zeros = manager.zeros(new Shape(shape), precision.type());
    zeros.setRequiresGradient(true);
    return zeros;
  }

  /** Values of which derivatives will be asked. */
  NDArray leaf(double[] values, long... shape) {
    NDArray leaf = array(values, shape);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /** Remembers from now on what derivatives need. */
  void record() {
    JniUtils.setGradMode(true);
  }

  /** Sends gradients back from an array. */
  void backward(NDArray from, NDArray gradient) {
    JniUtils.setGradMode(false);
    JniUtils.backward((PtNDArray) from, (PtNDArray) gradient, false, false);
  }

  /** The numbers of an array, the last axis fastest. */
  static double[] read(NDArray array) {
    return switch (array.getDataType()) {
      case FLOAT64 -> array.toDoubleArray();
      case FLOAT32 -> widened(array.toFloatArray());
      default -> throw new AssertionError(array.getDataType());
    };
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  @Override
  public void close() {
    JniUtils.setGradMode(false);
    manager.close();
  }
}
