package orrery.truth;

import orrery.circuit.CompiledModel;

/** Wrong models for tests elsewhere. */
public final class Mutants {
  private Mutants() {}

  /** A program of the showroom with one row of its first lookup flipped. */
  public static CompiledModel flipped(String program) {
    return Planted.withFlippedRow(Planted.showroom(program));
  }
}
