package orrery.engine;

import ai.djl.ndarray.types.DataType;

/** The numbers an engine computes with. */
public enum Precision {
  /** 53 bits: what the plain-Java engine has, and the default. */
  FLOAT64("float64"),
  /** 24 bits: what most Python code has; gradients through saturated attention can vanish in it. */
  FLOAT32("float32");

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  DataType type() {
    return this == FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
  }
}
