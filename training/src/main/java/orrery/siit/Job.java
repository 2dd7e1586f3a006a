package orrery.siit;

import orrery.circuit.CompiledModel;
import orrery.components.ComponentModel;
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
    return model.weights().config().equals(other.model.weights().config())
        && model.vocabulary().equals(other.model.vocabulary())
        && outputs().equals(other.outputs())
        && recipe.batch() == other.recipe.batch()
        && recipe.iit() > 0 == other.recipe.iit() > 0
        && recipe.strict() > 0 == other.recipe.strict() > 0
        && heldOut.bases.length == other.heldOut.bases.length
        && recipe.detach() == other.recipe.detach()
        && recipe.optimiser().equals(other.recipe.optimiser())
        && recipe.edgeStrict() > 0 == other.recipe.edgeStrict() > 0
        && recipe.positions() > 0 == other.recipe.positions() > 0
        && recipe.ports() > 0 == other.recipe.ports() > 0
        && recipe.subspaces() > 0 == other.recipe.subspaces() > 0;
  }

  private java.util.List<String> outputs() {
    return model.outputs().stream()
        .map(
            o ->
                "%d %d %b %s"
                    .formatted(
                        o.first(), o.count(), o.regression(), o.output().variable().domain()))
        .toList();
  }
}
