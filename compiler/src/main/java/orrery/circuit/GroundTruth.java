package orrery.circuit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.layout.Cell;
import orrery.layout.Encoding;
import orrery.layout.HeadPlan;
import orrery.layout.MlpPlan;
import orrery.layout.Plan;
import orrery.layout.Reading;
import orrery.layout.ResidualLayout;
import orrery.layout.Schedule;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/** Reads the ground truth off a plan: nothing is inferred from weights. */
public final class GroundTruth {
  private final Plan plan;
  private final ResidualLayout layout;
  private final Map<Cell, Component> writers = new IdentityHashMap<>();
  private final List<HeadRole> heads = new ArrayList<>();

  /** The ground truth of a plan in a layout. */
  public GroundTruth(Plan plan, ResidualLayout layout) {
    this.plan = plan;
    this.layout = layout;
    for (int l = 0; l < plan.layers(); l++) {
      List<HeadPlan> ofLayer = plan.headsOf(l);
      for (int h = 0; h < ofLayer.size(); h++) {
        HeadPlan head = ofLayer.get(h);
        Component component = Component.head(l, h);
        writers.put(head.output(), component);
        heads.add(new HeadRole(component, head.variable(), head.selector(), head.counting()));
      }
    }
    for (MlpPlan m : plan.mlps()) {
      writers.put(m.output(), Component.mlp(Schedule.layer(m.time())));
    }
    for (Cell c : plan.cells()) {
      if (c.time() == Schedule.EMBEDDING) {
        boolean token = c.variable().mechanism() instanceof Mechanism.Token;
        writers.put(c, token ? Component.EMBED : Component.POS_EMBED);
      }
    }
  }

  private Component writer(Cell cell) {
    return Objects.requireNonNull(writers.get(cell), cell::label);
  }

  /** What each head does. */
  public List<HeadRole> heads() {
    return List.copyOf(heads);
  }

  /** The logits of each output. */
  public List<OutputHead> outputs() {
    List<OutputHead> outputs = new ArrayList<>();
    int first = 0;
    for (Plan.OutputPlan o : plan.outputs()) {
      outputs.add(new OutputHead(o.output(), first, o.logits().size(), o.regression()));
      first += o.logits().size();
    }
    return outputs;
  }

  /** Where each variable stands. */
  public Alignment alignment() {
    Map<Variable, List<Placement>> placements = new LinkedHashMap<>();
    plan.locations()
        .forEach(
            (variable, location) -> {
              List<Placement> own = new ArrayList<>();
              for (Cell cell : location.cells()) {
                own.add(
                    new Placement(variable, cell.label(), List.of(writer(cell)), readout(cell)));
              }
              location.scalar().ifPresent(s -> own.add(linear(variable, s)));
              if (!own.isEmpty()) placements.put(variable, own);
            });
    List<String> labels = new ArrayList<>();
    for (int d = 0; d < layout.width(); d++) labels.add(layout.label(d));
    return new Alignment(placements, labels);
  }

  private Readout readout(Cell cell) {
    int dimensions = cell.encoding().size();
    boolean implicit = cell.encoding() instanceof Encoding.OneHot one && one.hasImplicitNone();
    int n = dimensions + (implicit ? 1 : 0);
    double[] offsets = new double[n];
    MatrixBuilder directions = Matrix.builder(n, layout.width());
    for (int i = 0; i < dimensions; i++) {
      directions.set(i, layout.dimension(cell, i), 1);
      if (implicit) directions.set(dimensions, layout.dimension(cell, i), -1);
    }
    if (implicit) offsets[dimensions] = 1;
    Readout.Kind kind =
        cell.encoding() instanceof Encoding.OneHot
            ? Readout.Kind.ONE_HOT
            : cell.encoding() instanceof Encoding.Flag ? Readout.Kind.FLAG : Readout.Kind.SCALAR;
    double[] codes =
        cell.encoding() instanceof Encoding.Scalar s ? s.codes().clone() : new double[0];
    return new Readout(kind, directions.build(), offsets, codes);
  }

  private Placement linear(Variable variable, Plan.ScalarLocation scalar) {
    Reading reading = scalar.reading();
    MatrixBuilder direction = Matrix.builder(1, layout.width());
    SortedSet<Component> from = new TreeSet<>();
    int time = reading.time();
    for (Reading.Term t : reading.terms()) {
      direction.add(0, layout.dimension(t.cell(), t.dimension()), t.weight());
      if (t.cell().time() == time) from.add(writer(t.cell()));
    }
    Readout readout =
        new Readout(
            Readout.Kind.SCALAR,
            direction.build(),
            new double[] {reading.constant()},
            scalar.codes().clone());
    return new Placement(variable, variable.name(), List.copyOf(from), readout);
  }

  /** The edges along which variables move. */
  public Circuit program() {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    for (HeadPlan head : plan.heads()) {
      Component to = writer(head.output());
      for (HeadPlan.Factor f : head.factors()) {
        for (HeadPlan.Channel c : f.channels()) {
          read(edges, c.query(), to, Port.Q);
          read(edges, c.key(), to, Port.K);
        }
      }
      head.bonuses().forEach(b -> read(edges, b.key(), to, Port.K));
      head.values().forEach(v -> read(edges, v.value(), to, Port.V));
    }
    for (MlpPlan mlp : plan.mlps()) {
      Component to = writer(mlp.output());
      mlp.boxes().forEach(b -> read(edges, b.conditions(), to, Port.MLP));
      for (MlpPlan.Step s : mlp.steps()) {
        read(edges, s.statistic(), to, Port.MLP);
        read(edges, s.gate(), to, Port.MLP);
      }
    }
    for (Plan.OutputPlan o : plan.outputs()) {
      o.logits().forEach(r -> read(edges, r, Component.LOGITS, Port.LOGITS));
    }
    return new Circuit(Circuit.Family.PROGRAM, edges);
  }

  private void read(
      SortedMap<Edge, SortedSet<String>> edges, Reading reading, Component to, Port port) {
    for (Cell cell : reading.cells()) {
      edges
          .computeIfAbsent(new Edge(writer(cell), to, port), e -> new TreeSet<>())
          .add(cell.label());
    }
  }
}
