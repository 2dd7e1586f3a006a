package orrery.siit;

import orrery.circuit.CompiledModel;
import orrery.components.ComponentModel;
import orrery.engine.Processor;
import orrery.model.Weights;

/**
 * One model to train.
 *
 * @param model the model as it begins: its initial weights and the circuit that it is to have
 * @param meaning the program at the level of that circuit's components
 * @param places its heads and MLPs by number
 * @param recipe how it is trained
 * @param lessons what it is shown
 * @param heldOut what it is looked at with while it trains
 * @param judge asked where looks are good: a look has few pairs, and is no certificate
 */
record Job(
    CompiledModel model,
    ComponentModel meaning,
    Places places,
    Recipe recipe,
    Lessons lessons,
    HeldOut heldOut,
    Judge judge) {
  /** Says whether weights pass the certificate that training aims at. */
  @FunctionalInterface
  interface Judge {
    boolean accepts(Weights weights);
  }

  /** What a model is shown at each step: the same for the same step, whenever it is asked. */
  @FunctionalInterface
  interface Lessons {
    Lesson at(long step);
  }

  /** Whether a model is looked at after so many steps: at the last one in any case. */
  boolean looksAfter(long steps) {
    return steps % recipe.evaluateEvery() == 0 || steps >= recipe.steps();
  }

  /** Whether two models can be trained as one batch. */
  boolean fits(Job other) {
    return shape().equals(other.shape());
  }

  private BatchShape shape() {
    return BatchShape.of(model, model.weights().config(), recipe, Processor.CPU);
  }
}
