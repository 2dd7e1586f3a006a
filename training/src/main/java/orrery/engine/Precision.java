package orrery.engine;

import ai.djl.ndarray.types.DataType;

/** The numbers an engine computes with. */
public enum Precision {
  /** 53 bits: what the plain-Java engine has, and the default. */
  FLOAT64("float64", DataType.FLOAT64),
  /** 24 bits: what most Python code has; gradients through saturated attention can vanish in it. */
  FLOAT32("float32", DataType.FLOAT32);

  private final String label;
  private final DataType type;

  Precision(String label, DataType type) {
    this.label = label;
    this.type = type;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  DataType type() {
    return type;
  }
}
