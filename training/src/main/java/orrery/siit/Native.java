package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The memory of one training step outside the Java heap: everything computed from its arrays is
 * freed with it, so memory stays flat over any number of steps.
 *
 * <p>A result belongs to the owner of the <em>first</em> operand: what outlives a step comes
 * second.
 */
final class Native implements AutoCloseable {
  private final NDManager manager;

  Native(NDManager parent) {
    this.manager = parent.newSubManager();
    JniUtils.setGradMode(false); // it is on in every new thread
  }

  /** Numbers in memory of their own, so that derivatives may remember them. */
  static NDArray of(NDManager manager, float[] values, long... shape) {
    try (NDArray lent = manager.create(values, new Shape(shape))) {
      return lent.duplicate();
    }
  }

  NDArray array(float[] values, long... shape) {
    return of(manager, values, shape);
  }

  NDArray zeros(long... shape) {
    return manager.zeros(new Shape(shape));
  }

  /** One number, to calculate with: DJL's {@code mul(Number)} lends memory that is soon lost. */
  NDArray number(double value) {
    return array(new float[] {(float) value}, 1);
  }

  /** The same values, of which derivatives will be asked. */
  NDArray leaf(NDArray values) {
    NDArray leaf = values.stopGradient();
    leaf.attach(manager);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /** Remembers from now on what derivatives need. */
  void record() {
    JniUtils.setGradMode(true);
  }

  /** The derivatives of a number with respect to a leaf; nothing is remembered from then on. */
  NDArray gradient(NDArray number, NDArray leaf) {
    JniUtils.setGradMode(false);
    NDArray one = array(new float[] {1}).reshape(number.getShape());
    JniUtils.backward((PtNDArray) number, (PtNDArray) one, false, false);
    NDArray gradient = leaf.getGradient();
    gradient.attach(manager);
    return gradient;
  }

  @Override
  public void close() {
    JniUtils.setGradMode(false);
    manager.close();
  }
}
