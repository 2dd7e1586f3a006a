package orrery.siit;

import ai.djl.engine.Engine;
import java.util.Map;
import orrery.engine.Processor;
import orrery.engine.Torch;

/** What computed a training, by name: part of every trained model's record. */
final class Versions {
  private Versions() {}

  static Map<String, String> of(Processor processor) {
    Torch.start(processor).close();
    Engine engine = Engine.getEngine("PyTorch");
    return Map.of(
        "engine", engine.getEngineName() + " " + engine.getVersion(),
        "djl", Engine.getDjlVersion(),
        "device", processor.label(),
        "precision", "float32",
        "java", Runtime.version().toString());
  }
}
