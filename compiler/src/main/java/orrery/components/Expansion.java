package orrery.components;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.layout.Cell;
import orrery.layout.HeadPlan;
import orrery.layout.MlpPlan;
import orrery.layout.Plan;
import orrery.layout.Reading;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * A program's plan as a causal model: every cell that a component writes is a variable, computed
 * from the cells that the component reads.
 *
 * <p>The plan follows from the meaning; which component writes which cell is on the edges of the
 * PROGRAM circuit, whoever plays the part. Where a component reads what no input of the program
 * brings about, its variable has no value (see {@link Reachable}).
 */
final class Expansion {
  private final Plan plan;
  private final Map<Cell, HeadPlan> heads = new IdentityHashMap<>();
  private final Map<Cell, MlpPlan> mlps = new IdentityHashMap<>();
  private final Map<String, SortedSet<Component>> writers = new HashMap<>(); // by label
  private final Map<Cell, Variable> ofCell = new IdentityHashMap<>();
  private final Set<Variable> order = new LinkedHashSet<>(); // parents before children
  private final Map<Component, Set<Variable>> written = new LinkedHashMap<>();
  private final Map<Component, Map<Port, Set<Variable>>> read = new HashMap<>(); // of heads
  private final Map<String, Variable> copies = new HashMap<>(); // what heads read, by name

  /**
   * The expansion of a plan.
   *
   * @param live the edges that lead on to the logits, with the cells that they carry; a constant
   *     that is written as zero is on none
   * @throws IllegalArgumentException where a head or MLP writes what is no cell of the plan
   */
  Expansion(Plan plan, Circuit live) {
    this.plan = plan;
    plan.heads().forEach(h -> heads.put(h.output(), h));
    plan.mlps().forEach(m -> mlps.put(m.output(), m));
    Set<String> cells = new HashSet<>();
    plan.cells().forEach(c -> cells.add(c.label()));
    live.edges()
        .forEach(
            (edge, labels) -> {
              for (String label : labels) {
                if (!cells.contains(label)) {
                  throw new IllegalArgumentException(
                      "%s carries `%s`, which is not in the program's plan".formatted(edge, label));
                }
                writers.computeIfAbsent(label, k -> new TreeSet<>()).add(edge.from());
              }
            });
  }

  /** The outputs, each a table of the cells that its logits read. */
  List<CausalModel.Output> outputs() {
    List<CausalModel.Output> outputs = new ArrayList<>();
    for (Plan.OutputPlan o : plan.outputs()) {
      Variable y = o.output().variable();
      CellTable table = new CellTable(cells(o.logits()));
      int[] codes =
          o.regression()
              ? table.nearest(numbers(y.domain()), o.logits().get(0))
              : table.largest(o.logits());
      Variable own = table(y.name(), y.domain(), table, Reachable.only(y, table, codes), this::of);
      outputs.add(
          new CausalModel.Output(own, o.output().name(), o.output().at(), o.output().numeric()));
    }
    return outputs;
  }

  /** The variables that the outputs asked for so far need, parents before children. */
  List<Variable> variables() {
    return List.copyOf(order);
  }

  /** The variables that a component writes; none where the outputs need nothing of it. */
  Set<Variable> written(Component component) {
    return written.getOrDefault(component, Set.of());
  }

  /** What the queries, keys or values of a head bring to it, each a copy of a variable. */
  Set<Variable> read(Component head, Port port) {
    return read.getOrDefault(head, Map.of()).getOrDefault(port, Set.of());
  }

  private Variable of(Cell cell) {
    Variable known = ofCell.get(cell);
    if (known == null) {
      known = made(cell);
      ofCell.put(cell, known);
      order.add(known);
      for (Component w : writers(cell)) {
        written.computeIfAbsent(w, c -> new LinkedHashSet<>()).add(known);
      }
    }
    return known;
  }

  private SortedSet<Component> writers(Cell cell) {
    return writers.getOrDefault(cell.label(), Collections.emptySortedSet());
  }

  /** A cell as a head's queries, keys or values bring it: equal to it, unless it is exchanged. */
  private Variable at(HeadPlan head, Port port, Cell cell) {
    String name =
        "%s.%s(%s)".formatted(head.label(), port.name().toLowerCase(Locale.ROOT), cell.label());
    Variable copied = of(cell);
    Variable copy =
        copies.computeIfAbsent(
            name,
            n -> {
              int[] same = IntStream.range(0, copied.domain().size()).toArray();
              return new Variable(
                  n,
                  copied.domain(),
                  new Mechanism.Table(List.of(copied), same),
                  Annotations.UNNAMED);
            });
    order.add(copy);
    for (Component w : writers(head.output())) {
      read.computeIfAbsent(w, c -> new HashMap<>())
          .computeIfAbsent(port, q -> new LinkedHashSet<>())
          .add(copy);
    }
    return copy;
  }

  private Variable made(Cell cell) {
    Mechanism own = cell.variable().mechanism();
    if (own instanceof Mechanism.Token || own instanceof Mechanism.Position) {
      return cell.variable();
    }
    HeadPlan head = heads.get(cell);
    if (head != null) return attention(head);
    MlpPlan mlp = mlps.get(cell);
    if (mlp == null) throw new AssertionError("nobody writes " + cell);
    List<Reading> read = new ArrayList<>();
    mlp.boxes().forEach(b -> read.add(b.conditions()));
    mlp.steps().forEach(s -> read.addAll(List.of(s.gate(), s.statistic())));
    CellTable table = new CellTable(cells(read));
    int[] codes = table.decoded(cell.encoding(), table.written(mlp));
    int[] kept = Reachable.only(cell.variable(), table, codes);
    return table(cell.label(), cell.variable().domain(), table, kept, this::of);
  }

  /** What is computed of some cells. */
  private Variable table(
      String name, Domain domain, CellTable table, int[] codes, Function<Cell, Variable> of) {
    List<Variable> parents = table.cells().stream().map(of).toList();
    Variable made =
        new Variable(name, domain, new Mechanism.Table(parents, codes), Annotations.UNNAMED);
    order.add(made);
    return made;
  }

  private static Set<Cell> cells(List<Reading> readings) {
    Set<Cell> cells = new LinkedHashSet<>();
    readings.forEach(r -> cells.addAll(r.cells()));
    return cells;
  }

  private Variable attention(HeadPlan head) {
    Variable x = head.variable();
    if (!(x.mechanism() instanceof Mechanism.Attention a)) throw new AssertionError(x);
    Selector selector = new Selector.Full();
    for (HeadPlan.Factor f : head.factors()) {
      selector = new Selector.And(selector, predicate(head, f));
    }
    for (int b = head.bonuses().size() - 1; b >= 0; b--) {
      HeadPlan.Bonus bonus = head.bonuses().get(b);
      Variable rank = rank(head, ".rank_" + b, bonus);
      selector = new Selector.Narrow(selector, Selector.Narrowing.BEST, Optional.of(rank));
    }
    return new Variable(
        head.label(), x.domain(), mechanism(head, a, selector), Annotations.UNNAMED);
  }

  private Mechanism mechanism(HeadPlan head, Mechanism.Attention a, Selector selector) {
    Mechanism.Bound may = Mechanism.Bound.proven(true);
    return switch (a.reduction()) {
      case COUNT -> // an own zero, and any width
          new Mechanism.Attention(
              selector, Reduction.COUNT, Optional.empty(), Value.NONE, may, may);
      case ANY, ALL -> { // who is selected decides
        boolean any = a.reduction() == Reduction.ANY;
        Variable decided =
            table(
                head.label() + ".decided",
                Domain.BOOL,
                new CellTable(List.of()),
                new int[] {any ? 1 : 0},
                this::of);
        yield new Mechanism.Attention(
            selector, Reduction.PICK, Optional.of(decided), Value.of(!any), may, may);
      }
      case MEAN -> a.width().holds() ? mean(head, a, selector) : moved(head, a, selector);
      case PICK, MAXIMUM, MINIMUM -> moved(head, a, selector);
      case SUM -> throw new AssertionError("no head sums");
    };
  }

  private Mechanism mean(HeadPlan head, Mechanism.Attention a, Selector selector) {
    Domain domain = a.value().map(Variable::domain).orElseThrow();
    Reading reading = head.values().get(0).value();
    CellTable table = new CellTable(reading.cells());
    int[] codes = table.nearest(numbers(domain), reading);
    Variable value = table(head.label() + ".value", domain, table, codes, c -> at(head, Port.V, c));
    return new Mechanism.Attention(
        selector, Reduction.MEAN, Optional.of(value), a.otherwise(), a.emptiness(), a.width());
  }

  private Mechanism moved(HeadPlan head, Mechanism.Attention a, Selector selector) {
    List<Reading> readings = new ArrayList<>();
    for (int d = 0; d < head.output().encoding().size(); d++) readings.add(Reading.constant(0));
    head.values().forEach(v -> readings.set(v.dimension(), v.value()));
    CellTable table = new CellTable(cells(readings));
    int[] codes =
        table.decoded(head.output().encoding(), readings.stream().map(table::values).toList());
    Domain domain = head.variable().domain();
    Variable value = table(head.label() + ".value", domain, table, codes, c -> at(head, Port.V, c));
    return new Mechanism.Attention(
        selector, Reduction.PICK, Optional.of(value), a.otherwise(), a.emptiness(), a.width());
  }

  private Selector predicate(HeadPlan head, HeadPlan.Factor factor) {
    CellTable keys = new CellTable(cells(factor.channels().stream().map(c -> c.key()).toList()));
    CellTable queries =
        new CellTable(cells(factor.channels().stream().map(c -> c.query()).toList()));
    List<double[]> onKeys = factor.channels().stream().map(c -> keys.values(c.key())).toList();
    List<double[]> onQueries =
        factor.channels().stream().map(c -> queries.values(c.query())).toList();
    BitSet holds = new BitSet();
    for (int k = 0; k < keys.rows(); k++) {
      for (int q = 0; q < queries.rows(); q++) {
        double sum = 0;
        for (int c = 0; c < onKeys.size(); c++) sum += onKeys.get(c)[k] * onQueries.get(c)[q];
        holds.set(k * queries.rows() + q, sum > 0.5);
      }
    }
    return new Selector.Predicate(
        keys.cells().stream().map(c -> at(head, Port.K, c)).toList(),
        queries.cells().stream().map(c -> at(head, Port.Q, c)).toList(),
        holds);
  }

  /** A key's rank, as far as there is one: 0 for the least. */
  private Variable rank(HeadPlan head, String suffix, HeadPlan.Bonus bonus) {
    CellTable table = new CellTable(bonus.key().cells());
    double[] values = table.values(bonus.key());
    double[] ranks =
        IntStream.range(0, values.length)
            .mapToLong(row -> Math.round(values[row]))
            .filter(v -> v >= 0 && v <= bonus.most())
            .sorted()
            .distinct()
            .asDoubleStream()
            .toArray();
    return table(
        head.label() + suffix,
        Domain.range(0, Math.max(0, ranks.length - 1)),
        table,
        table.nearest(ranks, bonus.key()),
        c -> at(head, Port.K, c));
  }

  /** Numbers as heads and logits have them: truth values are 0 and 1, all else 0. */
  private static double[] numbers(Domain domain) {
    return domain.values().stream()
        .mapToDouble(v -> v.isNumber() || v instanceof Value.Truth ? v.toDouble() : 0)
        .toArray();
  }
}
