package orrery.passes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.BuildRecord;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.circuit.StructuralCircuit;
import orrery.model.Matrix;
import orrery.model.Weights;

/** A compiled model while a pass changes it. */
final class Rewrite {
  private final CompiledModel old;
  private CausalModel meaning;
  private Weights weights;
  private Alignment alignment;
  private List<HeadRole> heads;
  private Circuit program;
  private Circuit structural;

  Rewrite(CompiledModel model) {
    old = model;
    meaning = model.meaning();
    weights = model.weights();
    alignment = model.alignment();
    heads = model.heads();
    program = model.program();
    structural = model.structural();
  }

  Weights weights() {
    return weights;
  }

  Alignment alignment() {
    return alignment;
  }

  List<HeadRole> heads() {
    return heads;
  }

  Circuit program() {
    return program;
  }

  Circuit structural() {
    return structural;
  }

  Rewrite meaning(CausalModel other) {
    meaning = other;
    return this;
  }

  Rewrite weights(Weights others) {
    weights = others;
    return this;
  }

  Rewrite alignment(Alignment other) {
    alignment = other;
    return this;
  }

  Rewrite heads(List<HeadRole> others) {
    heads = others.stream().sorted(Comparator.comparing(HeadRole::head)).toList();
    return this;
  }

  Rewrite program(Circuit other) {
    program = other;
    return this;
  }

  /** Reads the STRUCTURAL circuit off the weights as they are now. */
  Rewrite structuralOfWeights() {
    structural = StructuralCircuit.of(weights);
    return this;
  }

  /** The residual stream with more dimensions at its end, unread and unwritten. */
  Rewrite widened(List<String> labels) {
    int width = weights.config().dModel() + labels.size();
    weights = weights.plusDimensions(labels.size());
    List<String> all = new ArrayList<>(alignment.labels());
    all.addAll(labels);
    directions(d -> d.resized(d.rows(), width));
    alignment = new Alignment(alignment.placements(), all);
    return this;
  }

  /** Every readout with other directions; the labels stay. */
  Rewrite directions(UnaryOperator<Matrix> change) {
    return placements(
        p -> {
          Readout r = p.readout();
          Readout changed =
              new Readout(r.kind(), change.apply(r.directions()), r.offsets(), r.codes());
          return new Placement(p.variable(), p.label(), p.writers(), changed);
        });
  }

  /** Every component under its new name, or in the place of its several successors. */
  Rewrite relabelled(Function<Component, List<Component>> successors) {
    placements(
        p ->
            new Placement(
                p.variable(),
                p.label(),
                p.writers().stream().flatMap(w -> successors.apply(w).stream()).sorted().toList(),
                p.readout()));
    List<HeadRole> roles = new ArrayList<>();
    for (HeadRole role : heads) {
      for (Component c : successors.apply(role.head())) {
        roles.add(new HeadRole(c, role.variable(), role.selector(), role.counting()));
      }
    }
    heads(roles);
    program = relabelled(program, successors);
    structural = relabelled(structural, successors);
    return this;
  }

  private Rewrite placements(UnaryOperator<Placement> change) {
    Map<Variable, List<Placement>> placements = new java.util.LinkedHashMap<>();
    alignment
        .placements()
        .forEach((v, own) -> placements.put(v, own.stream().map(change).toList()));
    alignment = new Alignment(placements, alignment.labels());
    return this;
  }

  private static Circuit relabelled(
      Circuit circuit, Function<Component, List<Component>> successors) {
    Edges edges = new Edges();
    circuit
        .edges()
        .forEach(
            (edge, carried) -> {
              for (Component from : successors.apply(edge.from())) {
                for (Component to : successors.apply(edge.to())) {
                  edges.add(new Edge(from, to, edge.port()), carried);
                }
              }
            });
    return edges.circuit(circuit.family());
  }

  /** The model with the pass in its record. */
  CompiledModel done(Pass pass) {
    return done(pass, pass.settings());
  }

  CompiledModel done(Pass pass, Map<String, String> settings) {
    return with(old.build().plus(new BuildRecord.AppliedPass(pass.name(), settings)));
  }

  /** The model without a word in its record, for a pass that does several things. */
  CompiledModel unrecorded() {
    return with(old.build());
  }

  private CompiledModel with(BuildRecord record) {
    return new CompiledModel(
        meaning,
        weights,
        old.vocabulary(),
        old.outputs(),
        alignment,
        heads,
        program,
        structural,
        record);
  }
}
