package orrery.intervention;

import orrery.circuit.ResidualGraph;
import orrery.model.Weights;

/**
 * The oracle of every other engine: the formula of {@link Engine} and nothing to make it fast.
 *
 * <p>One example at a time and everything anew for every mask, every edge and every derivative;
 * derivatives go forwards ({@link Dual}), so that they share nothing with a backward pass. For tiny
 * models only.
 */
public final class SlowEngine implements Engine {
  private final Weights weights;
  private final ResidualGraph graph;

  public SlowEngine(Weights weights) {
    this.weights = weights;
    this.graph = ResidualGraph.of(weights);
  }

  @Override
  public ResidualGraph graph() {
    return graph;
  }

  @Override
  public Experiment prepare(Task task) {
    for (int[] tokens : task.prompts().clean()) requireLegal(tokens);
    for (int[] tokens : task.prompts().corrupt()) requireLegal(tokens);
    return new SlowExperiment(weights, graph, task);
  }

  private void requireLegal(int[] tokens) {
    if (tokens.length == 0 || tokens.length > weights.config().nCtx()) {
      throw new IllegalArgumentException("a prompt of %d tokens".formatted(tokens.length));
    }
    for (int token : tokens) {
      if (token < 0 || token >= weights.config().dVocab()) {
        throw new IllegalArgumentException("token %d".formatted(token));
      }
    }
  }
}
