package orrery.engine;

import net.jqwik.api.lifecycle.AfterTry;
import orrery.intervention.Engine;
import orrery.intervention.EngineContract;
import orrery.model.Weights;

/** The engine on PyTorch answers in float64 what the oracle answers. */
class DjlEngineProperties extends EngineContract {
  private final java.util.List<Engine> made = new java.util.ArrayList<>();

  @Override
  protected Engine engine(Weights weights) {
    Engine engine = new DjlEngine(weights);
    made.add(engine);
    return engine;
  }

  @AfterTry
  void close() {
    made.forEach(Engine::close);
    made.clear();
  }
}
