package orrery.suite;

import orrery.artifact.JsonNode;

/** What kind of model an item of a suite is: the compiled one, a trained one, a control. */
public enum Kind {
  /** Weights from the compiler. */
  COMPILED,
  /** Trained on behaviour, interchanges and strictness: it has the program's circuit. */
  SIIT,
  /** Trained on behaviour and interchanges only: what is outside the circuit may matter. */
  IIT,
  /** Trained on behaviour only: the circuit is nobody's guess. */
  NATURAL,
  /** Not trained at all: weights as they were drawn. */
  RANDOM;

  /** How it is called in files. */
  public String text() {
    return JsonNode.nameOf(this);
  }

  /** Whether it is drawn from a seed, so that there may be several of a program. */
  boolean isSeeded() {
    return this != COMPILED;
  }

  /**
   * The name of a model: {@code hist-compiled}, {@code hist-s0} (the trained one), {@code
   * hist-natural-s0}.
   */
  String id(String program, int number) {
    return switch (this) {
      case COMPILED -> program + "-compiled";
      case SIIT -> program + "-s" + number;
      case IIT, NATURAL, RANDOM -> program + "-" + text() + "-s" + number;
    };
  }
}
