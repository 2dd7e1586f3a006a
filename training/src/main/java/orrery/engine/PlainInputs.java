package orrery.engine;

import ai.djl.ndarray.NDArray;

/** Every reader reads the sum of what was written before it. */
class PlainInputs implements Pass.Inputs {
  private final TorchModel model;

  PlainInputs(TorchModel model) {
    this.model = model;
  }

  @Override
  public Pass.Ports heads(TorchLayer layer, Written written) {
    NDArray x = written.sum().add(layer.before());
    return new Pass.Ports(x, x, x);
  }

  @Override
  public NDArray mlp(TorchLayer layer, Written written) {
    return written.sum().add(layer.after());
  }

  @Override
  public NDArray logits(Written written) {
    return written.sum().add(model.constant);
  }
}
