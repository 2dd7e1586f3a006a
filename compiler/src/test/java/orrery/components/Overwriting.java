package orrery.components;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.OutputHead;
import orrery.model.ActivationBatch;
import orrery.model.Hooks;
import orrery.model.Site;
import orrery.model.Transformer;
import orrery.types.Domain;
import orrery.types.Value;

/** Interchanges done to weights: what components write is really overwritten. */
final class Overwriting {
  private final CompiledModel model;
  private final List<ComponentModel.Node> nodes;
  private final Transformer machine;

  Overwriting(CompiledModel model, List<ComponentModel.Node> nodes) {
    this.model = model;
    this.nodes = nodes;
    this.machine = new Transformer(model.toFloat32().weights(), 1);
  }

  /** The logits under each interchange, {@code [swap, position with BOS, logit]}. */
  float[][][] logits(List<ComponentModel.NodeSwap> swaps) {
    Map<Site, float[][][]> written = new HashMap<>(); // [sequence][position][dModel]
    Hooks record = Hooks.none();
    Hooks replace = Hooks.none();
    for (Component c : components()) {
      Site site =
          c.kind() == Component.Kind.HEAD
              ? Site.of(Site.Kind.RESULT, c.layer(), c.head())
              : Site.of(Site.Kind.MLP_OUT, c.layer());
      float[][][] own = new float[swaps.size()][][];
      written.put(site, own);
      record = record.then(Hooks.at(site, values -> keep(values, own)));
      replace = replace.then(Hooks.at(site, values -> put(values, own, swaps, c)));
    }
    machine.run(ids(swaps.stream().map(ComponentModel.NodeSwap::source).toList()), record);
    return machine.run(ids(swaps.stream().map(ComponentModel.NodeSwap::base).toList()), replace);
  }

  private SortedSet<Component> components() {
    SortedSet<Component> all = new TreeSet<>();
    nodes.forEach(n -> all.addAll(n.components()));
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
      ActivationBatch values,
      float[][][] own,
      List<ComponentModel.NodeSwap> swaps,
      Component component) {
    for (int row = 0; row < values.rows(); row++) {
      int sequence = (int) values.sequence(row);
      ComponentModel.NodeSwap swap = swaps.get(sequence);
      boolean swapped =
          swap.nodes().stream().anyMatch(n -> nodes.get(n).components().contains(component));
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
    return numbers.stream().mapToObj(n -> nodes.get(n).name()).toList();
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
