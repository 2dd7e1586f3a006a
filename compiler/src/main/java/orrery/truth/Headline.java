package orrery.truth;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.circuit.TrainingRecord;

/**
 * The truth that a model's edges are judged by.
 *
 * <p>Of a compiled model it is what is ACTIVE under Σ: its weights carry nothing that they are not
 * meant to. A dense model carries a little along every edge, so that by exact effects nearly all
 * are active whatever it was trained for; of a trained model the truth is the PROGRAM circuit, that
 * its acceptance speaks of.
 *
 * <p>An acceptance speaks of whole components. Through which of its queries, keys and values a head
 * reads what it must is the program's way, which training is free to leave; so an edge beside a
 * true one, from the same writer to another port of the same head, counts neither way.
 *
 * <p>Nor does an edge of the circuit that does nothing under Σ, whatever the weights: under
 * resampling a position embedding is replaced by itself. Whoever does not find it is not wrong.
 *
 * @param name ACTIVE or PROGRAM
 * @param definition what makes an edge true, in sentences
 * @param edges the numbers of the true edges
 * @param ignored the numbers of the edges that count neither way
 */
public record Headline(String name, String definition, BitSet edges, BitSet ignored) {
  /** The name of a compiled model's truth. */
  public static final String ACTIVE = "ACTIVE";

  /** The name of a trained model's truth. */
  public static final String PROGRAM = "PROGRAM";

  private static final String TRAINED =
      "The edges of the program's circuit, trained components in the place of compiled ones; the"
          + " acceptance speaks of whole components, so a true writer's edges to other ports of the"
          + " same head count neither way, and neither do edges of the circuit that Σ cannot show:"
          + " cutting them changes nothing.";

  private static final String CONTROL =
      "NEGATIVE CONTROL: this model has no known circuit; these are the edges of the circuit that"
          + " its twin was trained to have, and no method ought to find them.";

  private static final String COMPILED = "The plan moves a variable of the program along the edge.";

  /**
   * The truth about a model.
   *
   * @param graph of the model
   * @param active what is active under the Σ at hand
   */
  public static Headline of(CompiledModel model, ResidualGraph graph, ActiveCircuit active) {
    if (model.build().training().isEmpty()) {
      String definition =
          "Cutting the edge alone changes the metric of some example; Σ: %s."
              .formatted(active.semantics().label());
      return new Headline(ACTIVE, definition, active.edges(graph), active.ignored(graph));
    }
    Set<Edge> program = model.program().edges().keySet();
    Set<List<Component>> pairs = new HashSet<>();
    program.forEach(e -> pairs.add(List.of(e.from(), e.to())));
    BitSet acting = active.edges(graph);
    BitSet edges = new BitSet();
    BitSet ignored = new BitSet();
    for (int i = 0; i < graph.edgeCount(); i++) {
      Edge e = graph.edge(i);
      if (program.contains(e)) (acting.get(i) ? edges : ignored).set(i);
      else if (pairs.contains(List.of(e.from(), e.to()))) ignored.set(i);
    }
    return new Headline(PROGRAM, definitionOfProgram(model), edges, ignored);
  }

  /** What makes an edge belong to a model's PROGRAM circuit, in sentences. */
  public static String definitionOfProgram(CompiledModel model) {
    Optional<TrainingRecord> training = model.build().training();
    if (training.isEmpty()) return COMPILED;
    return training.get().kind().aimsAtCircuit() ? TRAINED : CONTROL;
  }
}
