package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;
import orrery.truth.View;

/**
 * The ground on one graph: our own, or that of another tool, to which the truths are projected.
 *
 * @param view the graph
 * @param truth the numbers of its true edges: some part of them is
 * @param judged those that count: some part of them does
 * @param unembedded those that count and whose writer is no embedding
 * @param program those of the PROGRAM circuit
 * @param writers {@code [edge]} the number of its first part's writer
 * @param effects {@code [edge]} the mean exact effect of cutting all its parts at once
 */
record Frame(
    View view,
    BitSet truth,
    BitSet judged,
    BitSet unembedded,
    BitSet program,
    int[] writers,
    double[] effects) {
  /** The ground as another tool sees it. */
  static Frame of(Ground ground, View view) {
    ResidualGraph graph = ground.graph();
    BitSet unembedded = ground.judged();
    int[] writers = new int[view.size()];
    for (int e = graph.edgeCount() - 1; e >= 0; e--) {
      int writer = graph.writerOf(e);
      Component component = graph.writer(writer);
      if (component.time() < 0) unembedded.clear(e);
      view.of(e).ifPresent(v -> writers[v] = writer);
    }
    return new Frame(
        view,
        view.project(ground.truth()),
        view.project(ground.judged()),
        view.project(unembedded),
        view.project(ground.numbers(ground.model().program())),
        writers,
        effects(ground, view));
  }

  /** The exact effects; an edge of several parts is cut as a whole. */
  private static double[] effects(Ground ground, View view) {
    double[] means = ground.meanEffects();
    double[] effects = view.project(means);
    List<Integer> several = new ArrayList<>();
    List<Mask> masks = new ArrayList<>();
    for (int v = 0; v < view.size(); v++) {
      BitSet parts = view.parts(v);
      if (parts.cardinality() < 2) continue;
      BitSet kept = ground.all();
      kept.andNot(parts);
      several.add(v);
      masks.add(Mask.of(ground.graph(), kept));
    }
    if (masks.isEmpty()) return effects;
    double clean = Means.of(ground.experiment().clean());
    double[][] cut = ground.experiment().run(masks);
    for (int i = 0; i < cut.length; i++) effects[several.get(i)] = Means.of(cut[i]) - clean;
    return effects;
  }

  /** How many edges the graph has. */
  int size() {
    return view.size();
  }

  /** The numbers of all edges. */
  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, size());
    return all;
  }
}
