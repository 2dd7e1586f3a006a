package orrery.discovery;

import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.model.Layer;
import orrery.model.TransformerConfig;

/** What a method computes by itself, as a share of one forward pass: multiply-adds, all dense. */
final class ForwardShare {
  private ForwardShare() {}

  /** Scores of every head anew for each writer of its queries and of its keys. */
  static double ofQueriesAndKeys(Experiment experiment, int positions) {
    TransformerConfig config = experiment.weights().config();
    ResidualGraph graph = experiment.graph();
    double one = (double) positions * config.dHead() * (config.dModel() + positions);
    double work = 0;
    for (int v = 0; v < graph.readers().size(); v++) {
      Reader reader = graph.reader(v);
      if (reader.port() == Port.Q || reader.port() == Port.K) work += one * graph.writersOf(v);
    }
    return work / whole(experiment, positions);
  }

  /** Everything after a time of {@link orrery.circuit.Component#time}. */
  static double after(Experiment experiment, int time, int positions) {
    return after(experiment, (long) time, positions) / whole(experiment, positions);
  }

  private static double whole(Experiment experiment, int positions) {
    return after(experiment, Long.MIN_VALUE, positions);
  }

  private static double after(Experiment experiment, long time, int positions) {
    TransformerConfig config = experiment.weights().config();
    double head = (double) config.dHead() * (4 * config.dModel() + 2 * positions);
    double perPosition = (double) config.dModel() * config.dVocabOut();
    for (int l = 0; l < experiment.weights().layers().size(); l++) {
      Layer layer = experiment.weights().layers().get(l);
      if (2L * l > time) perPosition += layer.heads().size() * head;
      if (2L * l + 1 > time) perPosition += 2.0 * config.dModel() * layer.dMlp();
    }
    return positions * perPosition;
  }
}
