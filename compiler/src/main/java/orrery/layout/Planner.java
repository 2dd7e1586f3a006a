package orrery.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Variable;

/**
 * Decides where every variable lives and what computes it.
 *
 * <p>Demand drives it: the named variables and the outputs are asked for, and everything else is
 * realized when somebody reads it, in the earliest half-layer in which its parents are ready.
 */
public final class Planner {
  /** Classes read from one number need its range over its gap below this: float32 logits. */
  private static final double MOST_CLASSES_FROM_ONE_NUMBER = 512;

  private Planner() {}

  /**
   * The plan of a model. A variable that has a cell of its own is read there by everybody: where a
   * plan reads one around its cell, because that was planned before the cell was, the plan is made
   * again with the cell known from the start. So changing what stands in a cell changes all that
   * follows from the variable.
   *
   * @throws Refusal where a variable needs more than the stated limits
   */
  public static Plan plan(CausalModel model, PlanOptions options) {
    Set<Variable> owned = owned(model);
    Realizer realizer = new Realizer(model, owned);
    Plan plan = plan(model, realizer);
    while (owned.addAll(realizer.readAroundTheirCells())) {
      realizer = new Realizer(model, owned);
      plan = plan(model, realizer);
    }
    return plan;
  }

  private static Plan plan(CausalModel model, Realizer realizer) {
    Set<Variable> realized = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Variable v : model.variables()) {
      if (v.annotations().named()) realize(realizer, v, realized);
    }
    List<Plan.OutputPlan> outputs = new ArrayList<>();
    for (CausalModel.Output output : model.outputs()) {
      realize(realizer, output.variable(), realized);
      outputs.add(output(realizer, output));
    }
    List<Cell> cells = new ArrayList<>(realizer.cells);
    cells.sort(Comparator.comparingInt(Cell::time));
    List<HeadPlan> heads = new ArrayList<>(realizer.heads);
    heads.sort(Comparator.comparingInt(HeadPlan::time));
    List<MlpPlan> mlps = new ArrayList<>(realizer.mlps);
    mlps.sort(Comparator.comparingInt(MlpPlan::time));
    return new Plan(model, cells, heads, mlps, outputs, locations(realizer, model));
  }

  private static Set<Variable> owned(CausalModel model) {
    Set<Variable> owned = new LinkedHashSet<>();
    for (Variable v : model.variables()) {
      boolean asked = v.annotations().node() || v.annotations().encoding().isPresent();
      if (asked && v.mechanism() instanceof Mechanism.Table) owned.add(v);
    }
    for (CausalModel.Output output : model.outputs()) {
      if (isOfEmbeddings(output.variable())) owned.add(output.variable());
    }
    return owned;
  }

  /** Whether a variable is a table of one embedding: it would need no component at all. */
  private static boolean isOfEmbeddings(Variable v) {
    if (!(v.mechanism() instanceof Mechanism.Table t)) {
      return false;
    }
    if (t.parents().size() != 1) return t.parents().isEmpty();
    Mechanism parent = t.parents().get(0).mechanism();
    return parent instanceof Mechanism.Token
        || parent instanceof Mechanism.Position
        || isOfEmbeddings(t.parents().get(0));
  }

  /** Makes sure that a variable can be read off somewhere; {@code realized} were asked before. */
  private static void realize(Realizer realizer, Variable v, Set<Variable> realized) {
    if (!realized.add(v)) return;
    Variable x = realizer.prepared(v);
    if (x.mechanism() instanceof Mechanism.Attention) {
      realizer.head(x);
    } else if (realizer.number(v).isPresent()) {
      return;
    } else if (realizer.isOwned(v)
        || (x.mechanism() instanceof Mechanism.Table t
            && t.parents().size() > 1
            && realizer.scalar(v).isEmpty())) {
      realizer.categorical(v);
    } else if (x.mechanism() instanceof Mechanism.Table t) {
      t.parents().forEach(p -> realize(realizer, p, realized));
    }
  }

  private static Plan.OutputPlan output(Realizer realizer, CausalModel.Output output) {
    Variable y = output.variable();
    if (output.numeric()) {
      double[] h = Realizer.numbers(y.domain());
      Reading value = realizer.affine(y, h).orElseGet(() -> realizer.categorical(y).read(h));
      return new Plan.OutputPlan(output, List.of(value), /* regression= */ true);
    }
    if (!realizer.isCategorical(y)) {
      Optional<ScalarView> scalar = realizer.scalar(y);
      if (scalar.isPresent()) {
        Encoding.Scalar codes = new Encoding.Scalar(y.domain(), scalar.get().codes());
        if (codes.range() <= MOST_CLASSES_FROM_ONE_NUMBER * codes.gap()) {
          return new Plan.OutputPlan(output, nearest(scalar.get(), codes), /* regression= */ false);
        }
      }
    }
    View view = realizer.categorical(y);
    List<Reading> logits = new ArrayList<>();
    for (int v = 0; v < y.domain().size(); v++) {
      double[] h = new double[y.domain().size()];
      h[v] = 1;
      logits.add(view.read(h));
    }
    return new Plan.OutputPlan(output, logits, /* regression= */ false);
  }

  /**
   * Logits whose argmax is the nearest code: k(2cs − c²), the part of −k(s − c)² that depends on
   * the class, with codes and number centred and k = 1/gap², so that the right class leads by 1.
   */
  private static List<Reading> nearest(ScalarView scalar, Encoding.Scalar codes) {
    double k = 1 / (codes.gap() * codes.gap());
    double centre =
        (java.util.Arrays.stream(codes.codes()).min().orElse(0)
                + java.util.Arrays.stream(codes.codes()).max().orElse(0))
            / 2;
    List<Reading> logits = new ArrayList<>();
    for (double code : codes.codes()) {
      double c = code - centre;
      logits.add(scalar.reading().plus(-centre).times(2 * c * k).plus(-k * c * c));
    }
    return logits;
  }

  private static Map<Variable, Plan.Location> locations(Realizer realizer, CausalModel model) {
    Map<Variable, Plan.Location> locations = new LinkedHashMap<>();
    Map<Variable, List<Cell>> own = new IdentityHashMap<>();
    for (Cell c : realizer.cells) {
      own.computeIfAbsent(c.variable(), v -> new ArrayList<>()).add(c);
    }
    for (Variable v : model.variables()) {
      List<Cell> cells =
          own.getOrDefault(v, own.getOrDefault(realizer.meaning(v), List.of())).stream()
              .sorted(Comparator.comparingInt(Cell::time))
              .toList();
      Optional<Plan.ScalarLocation> scalar =
          cells.isEmpty() && v.annotations().named() && isLinear(realizer, v)
              ? realizer.scalar(v).map(s -> new Plan.ScalarLocation(s.reading(), s.codes()))
              : Optional.empty();
      locations.put(v, new Plan.Location(cells, scalar, v.parents()));
    }
    return locations;
  }

  private static boolean isLinear(Realizer realizer, Variable v) {
    return v.mechanism() instanceof Mechanism.Table t
        && t.parents().size() > 1
        && !realizer.isCategorical(v);
  }
}
