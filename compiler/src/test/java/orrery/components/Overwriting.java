package orrery.components;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.OutputHead;
import orrery.circuit.Reader;
import orrery.model.ActivationBatch;
import orrery.model.Hooks;
import orrery.model.Site;
import orrery.model.Transformer;
import orrery.types.Domain;
import orrery.types.Value;

/** Interchanges done to weights: what components write, or heads read, is really overwritten. */
final class Overwriting {
  private final CompiledModel model;
  private final List<String> names = new ArrayList<>(); // [node, then port node]
  private final List<Set<Site>> sites = new ArrayList<>();
  private final Transformer machine;

  Overwriting(CompiledModel model, ComponentModel components) {
    this.model = model;
    for (ComponentModel.Node node : components.nodes()) {
      names.add(node.name());
      sites.add(node.components().stream().map(Overwriting::output).collect(Collectors.toSet()));
    }
    for (ComponentModel.PortNode port : components.ports()) {
      names.add(port.name());
      sites.add(port.readers().stream().map(Overwriting::input).collect(Collectors.toSet()));
    }
    this.machine = new Transformer(model.toFloat32().weights(), 1);
  }

  /** The logits under each interchange, {@code [swap, position with BOS, logit]}. */
  float[][][] logits(List<ComponentModel.NodeSwap> swaps) {
    Map<Site, float[][][]> written = new HashMap<>(); // [sequence][position][dModel]
    Hooks record = Hooks.none();
    Hooks replace = Hooks.none();
    for (Site site : all()) {
      float[][][] own = new float[swaps.size()][][];
      written.put(site, own);
      record = record.then(Hooks.at(site, values -> keep(values, own)));
      replace = replace.then(Hooks.at(site, values -> put(values, own, swaps, site)));
    }
    machine.run(ids(swaps.stream().map(ComponentModel.NodeSwap::source).toList()), record);
    return machine.run(ids(swaps.stream().map(ComponentModel.NodeSwap::base).toList()), replace);
  }

  private static Site output(Component c) {
    return c.kind() == Component.Kind.HEAD
        ? Site.of(Site.Kind.RESULT, c.layer(), c.head())
        : Site.of(Site.Kind.MLP_OUT, c.layer());
  }

  private static Site input(Reader reader) {
    Site.Kind kind =
        switch (reader.port()) {
          case Q -> Site.Kind.Q;
          case K -> Site.Kind.K;
          case V -> Site.Kind.V;
          case MLP, LOGITS -> throw new AssertionError(reader + " is no port of a head");
        };
    return Site.of(kind, reader.component().layer(), reader.component().head());
  }

  private Set<Site> all() {
    Set<Site> all = new LinkedHashSet<>();
    sites.forEach(all::addAll);
    return all;
  }

  private int[][] ids(List<int[]> inputs) {
    List<int[]> ids = new ArrayList<>();
    for (int[] input : inputs) ids.add(model.vocabulary().ids(input, input.length));
    return ids.toArray(int[][]::new);
  }

  private static void keep(ActivationBatch values, float[][][] own) {
    for (int row = 0; row < values.rows(); row++) {
      int sequence = (int) values.sequence(row);
      own[sequence] = new float[values.tokens(row).length][];
      for (int p = 0; p < own[sequence].length; p++) own[sequence][p] = values.read(row, p);
    }
  }

  private void put(
      ActivationBatch values, float[][][] own, List<ComponentModel.NodeSwap> swaps, Site site) {
    for (int row = 0; row < values.rows(); row++) {
      int sequence = (int) values.sequence(row);
      ComponentModel.NodeSwap swap = swaps.get(sequence);
      boolean swapped = swap.nodes().stream().anyMatch(n -> sites.get(n).contains(site));
      int common = Math.min(swap.base().length, swap.source().length);
      for (int p = 0; swapped && p < common; p++) {
        if (swap.positions().get(p)) values.write(row, p + 1, own[sequence][p + 1]);
      }
    }
  }

  /**
   * The first place where the weights answer otherwise than a component model says they do; empty
   * where they agree.
   */
  Optional<String> disagreement(
      List<ComponentModel.NodeSwap> swaps, ComponentModel.Answers answers) {
    float[][][] logits = logits(swaps);
    for (int row = 0; row < swaps.size(); row++) {
      if (!answers.defined(row)) continue;
      int[] base = swaps.get(row).base();
      for (int o = 0; o < model.outputs().size(); o++) {
        OutputHead head = model.outputs().get(o);
        for (int p = 0; p < base.length; p++) {
          int code = answers.code(o, row, p);
          if (code == ComponentModel.Answers.NONE) continue;
          if (answered(head, logits[row][p + 1]) != code) {
            return Optional.of(shown(swaps.get(row), head, p, code, logits[row][p + 1]));
          }
        }
      }
    }
    return Optional.empty();
  }

  private String shown(
      ComponentModel.NodeSwap swap, OutputHead head, int position, int code, float[] logits) {
    Domain domain = head.output().variable().domain();
    return "nodes %s at %s from %s to %s: %s at %d is %s, the weights say %s"
        .formatted(
            names(swap.nodes()),
            swap.positions(),
            java.util.Arrays.toString(swap.source()),
            java.util.Arrays.toString(swap.base()),
            head.output().name(),
            position,
            domain.value(code),
            domain.value(answered(head, logits)));
  }

  private List<String> names(BitSet numbers) {
    return numbers.stream().mapToObj(names::get).toList();
  }

  /** The class with the largest logit, or the number that is nearest. */
  static int answered(OutputHead head, float[] logits) {
    Domain domain = head.output().variable().domain();
    int best = 0;
    for (int code = 1; code < domain.size(); code++) {
      boolean better =
          head.regression()
              ? distance(domain.value(code), logits[head.first()])
                  < distance(domain.value(best), logits[head.first()])
              : logits[head.first() + code] > logits[head.first() + best];
      if (better) best = code;
    }
    return best;
  }

  private static double distance(Value value, double number) {
    return value.isNumber() ? Math.abs(value.toDouble() - number) : Double.POSITIVE_INFINITY;
  }
}
