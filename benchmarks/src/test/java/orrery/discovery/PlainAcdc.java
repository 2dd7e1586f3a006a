package orrery.discovery;

import java.util.BitSet;
import java.util.function.ToDoubleFunction;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/** Algorithm 1 of Conmy et al. 2023, one edge at a time. */
final class PlainAcdc {
  private final ResidualGraph graph;
  private final int[] order;
  private final ToDoubleFunction<Mask> loss;
  int asked;

  PlainAcdc(ResidualGraph graph, int[] order, ToDoubleFunction<Mask> loss) {
    this.graph = graph;
    this.order = order;
    this.loss = loss;
  }

  BitSet kept(double threshold) {
    Mask circuit = Mask.all(graph);
    double current = loss.applyAsDouble(circuit);
    asked = 1;
    for (int edge : order) {
      if (isUnread(graph.edge(edge).to(), circuit)) {
        circuit = circuit.without(edge);
        continue;
      }
      double without = loss.applyAsDouble(circuit.without(edge));
      asked++;
      if (without - current < threshold) {
        circuit = circuit.without(edge);
        current = without;
      }
    }
    return circuit.edgesKept();
  }

  private boolean isUnread(Component component, Mask circuit) {
    if (component.equals(Component.LOGITS)) return false;
    for (int e = 0; e < graph.edgeCount(); e++) {
      if (circuit.keeps(e) && graph.edge(e).from().equals(component)) return false;
    }
    return true;
  }
}
