package orrery.intervention;

import orrery.model.Weights;

/** The laws hold of the oracle, too. */
class SlowEngineOracleProperties extends EngineOracles {
  @Override
  Engine engine(Weights weights) {
    return new SlowEngine(weights);
  }
}
