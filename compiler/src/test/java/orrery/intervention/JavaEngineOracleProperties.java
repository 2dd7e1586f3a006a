package orrery.intervention;

import orrery.model.Weights;

/** The laws hold of the plain-Java engine. */
class JavaEngineOracleProperties extends EngineOracles {
  @Override
  Engine engine(Weights weights) {
    return new JavaEngine(weights, 2);
  }
}
