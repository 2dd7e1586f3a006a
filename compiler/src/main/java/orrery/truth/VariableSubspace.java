package orrery.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.circuit.Span;
import orrery.circuit.WeightMatrices;
import orrery.model.Matrix;
import orrery.model.Weights;
import orrery.verify.Sites;

/**
 * Where a variable stands in the residual stream, as it is written and as it is read. The two
 * differ: a copy that nobody reads is written and not read, a value that nobody asks for neither.
 *
 * <p>A direction that a method finds for a variable is compared with both; with the written one
 * alone, a method that finds only what is read would be called incomplete, and the other way round.
 *
 * @param variable the variable's name
 * @param site the hook after which it stands there
 * @param labels the subspaces' names in the plan
 * @param written orthonormal, {@code [k, dModel]}: the span of what its writers add there; constant
 *     biases are left out
 * @param read orthonormal, {@code [k, dModel]}: the span of what later readers' weights see of it
 */
public record VariableSubspace(
    String variable, String site, List<String> labels, Matrix written, Matrix read) {
  /** A row or column counts if more than this share of its length is in the subspace. */
  private static final double LEAST = 1e-5;

  /** The subspaces of every variable that has placements, in the order of the causal model. */
  public static List<VariableSubspace> of(CompiledModel model) {
    Subspaces subspaces = new Subspaces(model);
    List<VariableSubspace> all = new ArrayList<>();
    for (Variable v : model.meaning().variables()) {
      Map<Integer, List<Placement>> byTime = new TreeMap<>();
      for (Placement p : model.alignment().of(v)) {
        byTime.computeIfAbsent(p.time(), t -> new ArrayList<>()).add(p);
      }
      byTime.forEach((time, placements) -> all.add(subspaces.of(v, time, placements)));
    }
    return all;
  }

  /** The weights that the subspaces of one model are read off. */
  private static final class Subspaces {
    private final CompiledModel model;
    private final Map<Component, Matrix> writers = new LinkedHashMap<>();
    private final Map<WeightMatrices.End, Matrix> readers; // [column, dModel]

    Subspaces(CompiledModel model) {
      this.model = model;
      Weights weights = model.weights();
      WeightMatrices.writers(weights).forEach((c, m) -> writers.put(c, withoutBias(c, m)));
      readers = new LinkedHashMap<>();
      WeightMatrices.readers(weights).forEach((end, m) -> readers.put(end, m.transpose()));
    }

    private static Matrix withoutBias(Component c, Matrix m) {
      return c.kind() == Component.Kind.MLP ? m.rowsBetween(0, m.rows() - 1) : m;
    }

    VariableSubspace of(Variable variable, int time, List<Placement> placements) {
      int width = model.weights().config().dModel();
      Span declared = new Span(width);
      for (Placement p : placements) addAll(declared, p.readout().directions());
      Span written = new Span(width);
      Span region = Span.of(declared.basis());
      for (Placement p : placements) {
        for (Component c : p.writers()) {
          Matrix rows = writers.getOrDefault(c, Matrix.zero(0, width));
          for (int r = 0; r < rows.rows(); r++) {
            double[] row = rows.rowToArray(r);
            if (norm(declared.project(row)) <= LEAST * norm(row)) continue;
            written.add(row);
            region.add(row);
          }
        }
      }
      return new VariableSubspace(
          variable.name(),
          Sites.after(time).hookName(),
          placements.stream().map(Placement::label).toList(),
          written.basis(),
          read(region, time, nextTenant(declared, time)));
    }

    private Matrix read(Span region, int time, int until) {
      Span read = new Span(model.weights().config().dModel());
      readers.forEach(
          (end, columns) -> {
            if (end.to().time() <= time || end.to().time() > until) return;
            for (int c = 0; c < columns.rows(); c++) {
              double[] column = columns.rowToArray(c);
              double[] part = region.project(column);
              if (norm(part) > LEAST * norm(column)) read.add(part);
            }
          });
      return read.basis();
    }

    /** When another variable is written over this one, where dimensions are used again. */
    private int nextTenant(Span declared, int time) {
      int next = Integer.MAX_VALUE;
      if (!model.build().pack()) return next;
      for (List<Placement> own : model.alignment().placements().values()) {
        for (Placement p : own) {
          if (p.time() > time && p.time() < next && overlaps(declared, p)) next = p.time();
        }
      }
      return next;
    }

    private static boolean overlaps(Span span, Placement p) {
      Matrix directions = p.readout().directions();
      for (int r = 0; r < directions.rows(); r++) {
        double[] row = directions.rowToArray(r);
        if (norm(span.project(row)) > LEAST * norm(row)) return true;
      }
      return false;
    }

    private static void addAll(Span span, Matrix rows) {
      for (int r = 0; r < rows.rows(); r++) span.add(rows.rowToArray(r));
    }
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double x : vector) sum += x * x;
    return Math.sqrt(sum);
  }
}
