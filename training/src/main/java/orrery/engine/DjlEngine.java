package orrery.engine;

import java.util.Locale;
import orrery.circuit.Circuit;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.Task;
import orrery.intervention.Wiring;
import orrery.model.Weights;

/**
 * The engine on PyTorch (by DJL): gradients by automatic differentiation, float32 on request, and
 * the GPU. It says what {@code orrery.intervention.JavaEngine} says, up to rounding.
 *
 * <p>Memory outside the Java heap holds the weights until {@link #close}, and for the rest lasts as
 * long as one call. Results are the same at every run; they may part by rounding when examples are
 * batched differently.
 */
public final class DjlEngine implements Engine {
  private final TorchModel model;

  /** An engine in float64 on the processor of the machine. */
  public DjlEngine(Weights weights) {
    this(weights, Precision.FLOAT64, Processor.CPU);
  }

  /**
   * An engine that computes in a precision on a device.
   *
   * @throws NoTorch where there is no such device, or no PyTorch
   */
  public DjlEngine(Weights weights, Precision precision, Processor processor) {
    this(weights, Wiring.of(weights), precision, processor);
  }

  /**
   * The same for weights of which it is known along which edges they can carry something; other
   * edges count as dead, whatever rounding has left of them.
   */
  public DjlEngine(Weights weights, Circuit structural, Precision precision, Processor processor) {
    this(weights, Wiring.of(weights, structural), precision, processor);
  }

  private DjlEngine(Weights weights, Wiring wiring, Precision precision, Processor processor) {
    this.model = new TorchModel(weights, wiring, precision, processor);
  }

  /** The name of such an engine in reports. */
  public static String name(Precision precision, Processor processor) {
    return "PyTorch, %s, %s"
        .formatted(precision.label(), processor.label().toUpperCase(Locale.ROOT));
  }

  @Override
  public ResidualGraph graph() {
    return model.graph;
  }

  /** How many arrays outside the Java heap are held, for tests. */
  int held() {
    return model.held();
  }

  @Override
  public Experiment prepare(Task task) {
    return new DjlExperiment(model, task);
  }

  @Override
  public void close() {
    model.close();
  }
}
