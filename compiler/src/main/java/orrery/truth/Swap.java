package orrery.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.circuit.Span;
import orrery.model.ActivationBatch;
import orrery.model.Hooks;
import orrery.model.Matrix;
import orrery.model.Site;
import orrery.model.Transformer;
import orrery.verify.Sites;

/**
 * Overwrites the subspaces of some variables by what stands there in other runs: h + P (h′ − h) at
 * every site of the variables, P the projector on the span of all their directions there.
 *
 * <p>Source: Geiger et al. 2024, "Finding Alignments Between Interpretable Causal Variables and
 * Distributed Neural Representations", section 3 (distributed interchange interventions); the
 * directions are the compiler's own.
 */
final class Swap {
  /** An orthonormal basis, its non-zeros only: {@code [direction][non-zero]}. */
  private record Basis(int[][] index, double[][] weight) {
    static Basis of(Matrix rows) {
      int[][] index = new int[rows.rows()][];
      double[][] weight = new double[rows.rows()][];
      for (int r = 0; r < index.length; r++) {
        double[] row = rows.rowToArray(r);
        index[r] = IntStream.range(0, row.length).filter(d -> row[d] != 0).toArray();
        weight[r] = IntStream.of(index[r]).mapToDouble(d -> row[d]).toArray();
      }
      return new Basis(index, weight);
    }

    double[] coordinates(ActivationBatch values, int row, int position) {
      double[] coordinates = new double[index.length];
      for (int c = 0; c < coordinates.length; c++) {
        double sum = 0;
        for (int i = 0; i < index[c].length; i++) {
          sum += weight[c][i] * values.get(row, position, index[c][i]);
        }
        coordinates[c] = sum;
      }
      return coordinates;
    }

    void move(ActivationBatch values, int row, int position, double[] to) {
      double[] from = coordinates(values, row, position);
      for (int c = 0; c < to.length; c++) {
        double by = to[c] - from[c];
        if (by == 0) continue;
        for (int i = 0; i < index[c].length; i++) {
          int d = index[c][i];
          double moved = values.get(row, position, d) + by * weight[c][i];
          values.set(row, position, d, (float) moved);
        }
      }
    }
  }

  private final Transformer transformer;
  private final Map<Site, Basis> bases = new LinkedHashMap<>();

  /** The exchange of these variables, each at all its placements. */
  Swap(CompiledModel model, Transformer transformer, List<Variable> variables) {
    this.transformer = transformer;
    Map<Site, Span> spans = new LinkedHashMap<>();
    for (Variable v : variables) {
      for (Placement p : model.alignment().of(v)) {
        Matrix directions = p.readout().directions();
        Span span = spans.computeIfAbsent(site(model, p), s -> new Span(directions.columns()));
        for (int r = 0; r < directions.rows(); r++) span.add(directions.rowToArray(r));
      }
    }
    spans.forEach((site, span) -> bases.put(site, Basis.of(span.basis())));
  }

  /** The stream right after a placement is written; without layers, the embedding that writes. */
  private static Site site(CompiledModel model, Placement p) {
    if (!model.weights().layers().isEmpty()) return Sites.after(p.time());
    boolean token = p.writers().contains(Component.EMBED);
    return Site.of(token ? Site.Kind.EMBED : Site.Kind.POS_EMBED);
  }

  /** What stands in the subspaces, {@code [sequence][position][direction]} at each site. */
  private Map<Site, double[][][]> read(int[][] sequences) {
    Map<Site, double[][][]> read = new LinkedHashMap<>();
    bases.keySet().forEach(site -> read.put(site, new double[sequences.length][][]));
    transformer.run(
        sequences,
        at(
            (site, basis, values, row) -> {
              double[][] coordinates = new double[values.positions()][];
              for (int p = 0; p < coordinates.length; p++) {
                coordinates[p] = basis.coordinates(values, row, p);
              }
              read.getOrDefault(site, new double[0][][])[(int) values.sequence(row)] = coordinates;
            }));
    return read;
  }

  /**
   * The logits of the bases when the subspaces hold what they hold in the sources, {@code [case,
   * position, dVocabOut]}.
   *
   * @param cases what is exchanged where
   * @param bases their bases as sequences, BOS first
   * @param sources their sources as sequences, BOS first
   */
  float[][][] run(List<InterchangeCase> cases, int[][] bases, int[][] sources) {
    Map<List<Integer>, Integer> number = new LinkedHashMap<>();
    List<int[]> distinct = new ArrayList<>();
    int[] sourceOf = new int[sources.length];
    for (int i = 0; i < sources.length; i++) {
      List<Integer> key = IntStream.of(sources[i]).boxed().toList();
      int[] source = sources[i];
      sourceOf[i] =
          number.computeIfAbsent(
              key,
              k -> {
                distinct.add(source);
                return distinct.size() - 1;
              });
    }
    Map<Site, double[][][]> read = read(distinct.toArray(int[][]::new));
    return transformer.run(
        bases,
        at(
            (site, basis, values, row) -> {
              int i = (int) values.sequence(row);
              double[][] to = read.getOrDefault(site, new double[0][][])[sourceOf[i]];
              for (int p = cases.get(i).from(); p < cases.get(i).to(); p++) {
                basis.move(values, row, p + 1, to[p + 1]);
              }
            }));
  }

  @FunctionalInterface
  private interface Action {
    void at(Site site, Basis basis, ActivationBatch values, int row);
  }

  private Hooks at(Action action) {
    return new Hooks() {
      @Override
      public boolean watches(Site site) {
        return bases.containsKey(site);
      }

      @Override
      public void at(Site site, ActivationBatch values) {
        Basis basis = bases.get(site);
        if (basis == null) throw new AssertionError(site);
        for (int row = 0; row < values.rows(); row++) action.at(site, basis, values, row);
      }
    };
  }
}
