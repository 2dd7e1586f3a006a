package orrery.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import orrery.components.ComponentModel.Answers;
import orrery.components.ComponentModel.NodeSwap;
import orrery.verify.Acceptance;
import orrery.verify.Certificate.Coverage;

/** Where the figures of a certificate get their pairs: all of some inputs, or a sample each. */
final class PairSource {
  /**
   * Pairs on which the program has answers.
   *
   * @param swaps what is interchanged in each, maybe nothing
   * @param answers the program's answers then
   * @param rows the row of each pair in {@code answers}
   * @param informative whether these differ from those on the base; where nothing is interchanged,
   *     whether those on the source do
   */
  record Drawn(List<NodeSwap> swaps, Answers answers, int[] rows, boolean[] informative) {
    List<int[]> bases() {
      return swaps.stream().map(NodeSwap::base).toList();
    }

    List<int[]> sources() {
      return swaps.stream().map(NodeSwap::source).toList();
    }
  }

  private final ComponentModel model;
  private final List<int[]> inputs;
  private final Acceptance.Terms terms;
  private final PairSampler sampler;

  PairSource(ComponentModel model, List<int[]> inputs, Acceptance.Terms terms) {
    this.model = model;
    this.inputs = inputs;
    this.terms = terms;
    this.sampler = new PairSampler(model, inputs, PairSampler.Options.of(terms.seed()));
  }

  /** Whether there are few enough pairs that all are run. */
  Coverage coverage() {
    long n = inputs.size();
    return n * (n - 1) <= terms.exhaustive() ? Coverage.EXHAUSTIVE : Coverage.SAMPLED;
  }

  /**
   * The pairs of one figure.
   *
   * @param figure its number; every number has a sample of its own
   */
  Drawn draw(long figure, PairSampler.NodePlan plan) {
    if (coverage() == Coverage.EXHAUSTIVE) {
      List<NodeSwap> all = all(plan, new Random(terms.seed() + figure));
      return defined(all, model.answers(all));
    }
    PairSampler.Draw draw = sampler.draw(figure, terms.pairs(), plan);
    return defined(draw.swaps(), draw.answers());
  }

  private List<NodeSwap> all(PairSampler.NodePlan plan, RandomGenerator random) {
    List<NodeSwap> all = new ArrayList<>();
    for (int[] base : inputs) {
      for (int[] source : inputs) {
        if (base == source) continue;
        int common = Math.min(base.length, source.length);
        all.add(
            new NodeSwap(
                base,
                source,
                plan.nodes(all.size(), random),
                plan.positions(all.size(), common, random)));
      }
    }
    return all;
  }

  private Drawn defined(List<NodeSwap> swaps, Answers answers) {
    List<NodeSwap> kept = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < swaps.size(); i++) {
      if (!answers.defined(i)) continue;
      kept.add(swaps.get(i));
      rows.add(i);
    }
    Answers other = model.answers(kept.stream().map(NodeSwap::source).toArray(int[][]::new));
    boolean[] informative = new boolean[kept.size()];
    for (int i = 0; i < informative.length; i++) {
      NodeSwap swap = kept.get(i);
      informative[i] =
          swap.nodes().isEmpty()
              ? differ(answers, rows.get(i), other, i, common(swap))
              : answers.changed(rows.get(i));
    }
    return new Drawn(kept, answers, rows.stream().mapToInt(i -> i).toArray(), informative);
  }

  private static int common(NodeSwap swap) {
    return Math.min(swap.base().length, swap.source().length);
  }

  private boolean differ(Answers a, int rowOfA, Answers b, int rowOfB, int positions) {
    for (int o = 0; o < model.expanded().outputs().size(); o++) {
      for (int p = 0; p < positions; p++) {
        if (a.code(o, rowOfA, p) != b.code(o, rowOfB, p)) return true;
      }
    }
    return false;
  }
}
