package orrery.discovery;

import java.util.List;
import java.util.Map;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;

/**
 * Path patching: receivers see a sender's reference output as far as it reaches them directly or
 * through MLPs, with every other head frozen.
 *
 * @param receivers who sees it
 */
public record PathPatching(Receivers receivers) implements Method {
  /** Who sees a sender's reference output. */
  public enum Receivers {
    /** The logits: one score for every writer, its direct effect. */
    LOGITS,
    /** Every reader on its own: one score for every pair of writer and later reader, as an edge. */
    EACH
  }

  @Override
  public String name() {
    return "path-patching";
  }

  @Override
  public String citation() {
    return "Wang et al. 2023, section 3.1; Goldowsky-Dill et al. 2023";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("receivers", receivers);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    if (receivers == Receivers.LOGITS) {
      int logits = graph.readerId(new Reader(Component.LOGITS, Port.LOGITS)).orElseThrow();
      double[][] values = new double[graph.writers().size()][];
      for (int u = 0; u < values.length; u++) {
        values[u] = experiment.pathEffect(u, List.of(logits));
      }
      return new Scores.OfWriters(graph, values);
    }
    double[][] values = new double[graph.edgeCount()][];
    for (int e = 0; e < values.length; e++) {
      values[e] = experiment.pathEffect(graph.writerOf(e), List.of(graph.readerOf(e)));
    }
    return new Scores.OfEdges(graph, values);
  }
}
