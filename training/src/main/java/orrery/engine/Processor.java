package orrery.engine;

import ai.djl.Device;

/** Where an engine computes. */
public enum Processor {
  /** The processor of the machine. */
  CPU("cpu", 8192),
  /** The first CUDA device. */
  GPU("gpu", 131_072);

  private final String label;
  private final int lanes;

  Processor(String label, int lanes) {
    this.label = label;
    this.lanes = lanes;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  Device device() {
    return this == GPU ? Device.gpu(0) : Device.cpu();
  }

  /** How many positions of how many rows a batch should have. */
  int lanes() {
    return lanes;
  }
}
