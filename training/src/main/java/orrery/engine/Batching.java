package orrery.engine;

/** How many lanes (positions of rows) are computed at once. */
final class Batching {
  /** Numbers in all readers' inputs of a batch: 32 MB in float64, some ten times that in all. */
  private static final int NUMBERS = 1 << 22;

  private Batching() {}

  /** Where every reader has an input of its own. */
  static int lanes(TorchModel model) {
    long perLane = (long) model.graph.readers().size() * model.config.dModel();
    long most = model.processor.lanes();
    long fitting = NUMBERS * (most / Processor.CPU.lanes()) / perLane;
    return Math.toIntExact(Math.max(1, Math.min(most, fitting)));
  }

  /** Where all readers of a moment read the same. */
  static int streamLanes(TorchModel model) {
    return model.processor.lanes();
  }
}
