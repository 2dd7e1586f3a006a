package orrery.intervention;

import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.model.Weights;

/**
 * The engine in plain Java and float64: exact interventions, and gradients by a backward pass
 * written out for this one architecture. No native library, no start-up.
 *
 * <p>What it does not compute makes it fast: zeros in weights, rows that a change does not reach,
 * and everything before a change. A result is the same to the bit however rows are batched and
 * however many threads run.
 */
public final class JavaEngine implements Engine {
  private final Machine machine;
  private final int threads;

  /** An engine that uses every processor. */
  public JavaEngine(Weights weights) {
    this(weights, Runtime.getRuntime().availableProcessors());
  }

  /** An engine that uses at most so many threads. */
  public JavaEngine(Weights weights, int threads) {
    this(new Machine(weights), threads);
  }

  /**
   * An engine for weights of which it is known along which edges they can carry something; other
   * edges count as dead, whatever rounding has left of them.
   */
  public JavaEngine(Weights weights, Circuit structural, int threads) {
    this(new Machine(weights, Wiring.of(weights, structural)), threads);
  }

  private JavaEngine(Machine machine, int threads) {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    this.machine = machine;
    this.threads = threads;
  }

  /** An engine for a compiled model, whose wiring is known. */
  public static JavaEngine of(CompiledModel model) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new JavaEngine(model.weights(), model.structural(), threads);
  }

  @Override
  public ResidualGraph graph() {
    return machine.graph;
  }

  @Override
  public Experiment prepare(Task task) {
    return new JavaExperiment(machine.under(task.reference()), task, threads);
  }
}
