package orrery.engine;

import ai.djl.Device;

/** Where an engine computes. */
public enum Processor {
  /** The processor of the machine. */
  CPU("cpu", Device.cpu(), 8192),
  /** The first CUDA device. */
  GPU("gpu", Device.gpu(0), 131_072);

  private final String label;
  private final Device device;
  private final int lanes;

  Processor(String label, Device device, int lanes) {
    this.label = label;
    this.device = device;
    this.lanes = lanes;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  Device device() {
    return device;
  }

  /** How many positions of how many rows a batch should have. */
  int lanes() {
    return lanes;
  }
}
