package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Linear maps of the last axis. */
final class Maps {
  private Maps() {}

  /** x w + b for {@code [row, position, from]}; {@code [row, position, to]}. */
  static NDArray affine(NDArray x, NDArray w, NDArray b) {
    Shape shape = x.getShape();
    return x.reshape(-1, shape.get(2)).matMul(w).add(b).reshape(shape.get(0), shape.get(1), -1);
  }
}
