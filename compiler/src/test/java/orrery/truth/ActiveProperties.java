package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.passes.Distract;
import orrery.passes.Passes;
import orrery.passes.Rotate;
import orrery.task.MadeTask;
import orrery.task.Samples;
import orrery.task.TaskOptions;
import orrery.task.TaskOptions.Counterfactual;
import orrery.task.TaskRefusal;
import orrery.task.Tasks;
import orrery.truth.Semantics.Granularity;

/** What is active is wired, at every granularity and under every semantics. */
class ActiveProperties {
  @Provide
  Arbitrary<String> replacements() {
    return Arbitraries.of("resample", "mean", "mean-positional", "zero", "noise");
  }

  @Property(tries = 60)
  void whatIsActiveIsWiredAndTheGranularitiesAgree(
      @ForAll long seed,
      @ForAll @From("replacements") String replacement,
      @ForAll TaskOptions.Metric metric) {
    Optional<CompiledModel> drawn = Samples.random(seed, 4);
    if (drawn.isEmpty()) return;
    CompiledModel model = Passes.apply(drawn.get(), List.of(new Distract(1, seed)));
    if (seed % 3 == 0) model = Passes.apply(model, List.of(new Rotate(seed)));
    MadeTask made;
    try {
      made = Tasks.of(model, new TaskOptions(8, seed, Counterfactual.RANDOM, replacement, metric));
    } catch (TaskRefusal oneInput) {
      return;
    }
    Experiment experiment = JavaEngine.of(model).prepare(made.task());
    ActiveCircuit edges = active(experiment, made, Granularity.EDGE, model);
    ActiveCircuit nodes = active(experiment, made, Granularity.NODE, model);
    ActiveCircuit positions = active(experiment, made, Granularity.EDGE_BY_POSITION, model);

    SortedSet<Edge> structural = new TreeSet<>(model.structural().edges().keySet());
    assertThat(structural).containsAll(edges.onPath());
    if (!replacement.equals("noise")) {
      assertThat(structural).containsAll(edges.edges()).containsAll(positions.edges());
      assertThat(structural.stream().map(Edge::from)).containsAll(nodes.writers());
    }
    ResidualGraph graph = experiment.graph();
    assertThat(edges.active().values())
        .allSatisfy(
            e -> {
              assertThat(e.share()).isGreaterThan(0).isLessThanOrEqualTo(1);
              assertThat(Math.abs(e.mean())).isLessThanOrEqualTo(e.largest() * (1 + 1e-12));
            });
    assertThat(edges.edges(graph).cardinality()).isEqualTo(edges.edges().size());
    for (Edge e : graph.edges()) {
      if (edges.label(e) == Label.IGNORED) assertThat(structural).contains(e);
    }
    model
        .heads()
        .forEach(
            h -> {
              if (!h.variable().annotations().decoy()) return;
              assertThat(edges.edges()).noneMatch(e -> e.from().equals(h.head()));
              assertThat(edges.edges()).noneMatch(e -> e.to().equals(h.head()));
            });
  }

  private static ActiveCircuit active(
      Experiment experiment, MadeTask made, Granularity granularity, CompiledModel model) {
    return ActiveTruth.of(experiment, Semantics.of(made, granularity), model.structural());
  }
}
