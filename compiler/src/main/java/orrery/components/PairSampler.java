package orrery.components;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.causal.Variable;

/**
 * Draws pairs of inputs, a base and a source, with the answers of the program to an interchange
 * between them.
 *
 * <p>What is drawn at a step follows from the seed and the step alone, so that a training that was
 * interrupted goes on with the same pairs. Bases come in equal shares from all inputs alike (half
 * of these from a random length) and from a random answer of a random output, so that rare answers
 * are common; sources likewise, most of them as long as their base.
 */
public final class PairSampler {
  private static final String GENERATOR = "L64X128MixRandom";
  private static final int TRIES = 8;

  /**
   * How pairs are drawn.
   *
   * @param seed of everything drawn
   * @param changed the share of rows for which pairs are drawn again while the interchange leaves
   *     every answer as it was; without a node: while both inputs have the same answers
   * @param sameLength the share of rows whose source is as long as the base
   * @param rounds how often a row is drawn at most
   */
  public record Options(long seed, double changed, double sameLength, int rounds) {
    /** Refuses shares outside 0 to 1, and less than one round. */
    public Options {
      if (!(changed >= 0 && changed <= 1) || !(sameLength >= 0 && sameLength <= 1)) {
        throw new IllegalArgumentException("a share is from 0 to 1");
      }
      if (rounds < 1) throw new IllegalArgumentException(rounds + " rounds");
    }

    /** Changed answers in half of the rows at least, where they are found in four rounds. */
    public static Options of(long seed) {
      return new Options(seed, 0.5, 0.9, 4);
    }
  }

  /** Which nodes are interchanged, and where. */
  @FunctionalInterface
  public interface NodePlan {
    /** The nodes of a row, by number in {@link ComponentModel#nodes()}; may be none. */
    BitSet nodes(int row, RandomGenerator random);

    /**
     * The positions of a row: all that both inputs have, unless a plan says otherwise.
     *
     * @param common how many positions both have
     */
    default BitSet positions(int row, int common, RandomGenerator random) {
      BitSet all = new BitSet();
      all.set(0, common);
      return all;
    }

    /** No node in any row: the program's own answers. */
    static NodePlan none() {
      return (row, random) -> new BitSet();
    }
  }

  /** Some interchanges and the program's answers to them, row by row. */
  public record Draw(List<ComponentModel.NodeSwap> swaps, ComponentModel.Answers answers) {}

  /** What a row is to be; {@code changes}: whether its answers are to change. */
  private record Row(int number, BitSet nodes, boolean changes) {}

  private final ComponentModel model;
  private final CleanRuns runs;
  private final InputGroups groups;
  private final Options options;

  /**
   * A sampler of some inputs, which it runs once.
   *
   * @param inputs distinct and legal, at least one
   */
  public PairSampler(ComponentModel model, List<int[]> inputs, Options options) {
    if (inputs.isEmpty()) throw new IllegalArgumentException("no input to draw from");
    this.model = model;
    this.runs = model.clean(inputs);
    this.groups = new InputGroups(runs);
    this.options = options;
  }

  /**
   * The pairs of one step; the same whenever it is asked for.
   *
   * @param rows how many
   */
  public Draw draw(long step, int rows, NodePlan plan) {
    RandomGenerator random = generator(step);
    List<Row> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      BitSet nodes = plan.nodes(row, random);
      all.add(new Row(row, nodes, random.nextDouble() < options.changed()));
    }
    List<CleanRuns.Swap> swaps = new ArrayList<>();
    ComponentModel.Answers answers = model.blank(rows);
    List<Row> open = all;
    for (int round = 0; round < options.rounds() && !open.isEmpty(); round++) {
      List<CleanRuns.Swap> tried = new ArrayList<>();
      for (Row row : open) tried.add(swap(row, plan, random));
      if (round == 0) swaps.addAll(tried);
      ComponentModel.Answers found = model.answers(runs, tried);
      List<Row> left = new ArrayList<>();
      for (int i = 0; i < tried.size(); i++) {
        Row row = open.get(i);
        boolean good = found.defined(i) && (!row.changes() || differs(tried.get(i), found, i));
        if (!good) left.add(row);
        if (good || (found.defined(i) && !answers.defined(row.number()))) {
          swaps.set(row.number(), tried.get(i));
          answers.copy(row.number(), found, i);
        }
      }
      open = left;
    }
    return new Draw(shown(swaps), answers);
  }

  private List<ComponentModel.NodeSwap> shown(List<CleanRuns.Swap> swaps) {
    int[][] inputs = runs.batch().rows();
    List<ComponentModel.NodeSwap> shown = new ArrayList<>();
    for (CleanRuns.Swap s : swaps) {
      shown.add(
          new ComponentModel.NodeSwap(
              inputs[s.base()], inputs[s.source()], s.nodes(), s.positions()));
    }
    return shown;
  }

  private RandomGenerator generator(long step) {
    long mixed = mix(mix(options.seed()) + step);
    return RandomGeneratorFactory.of(GENERATOR).create(mixed);
  }

  /** Stafford's variant 13 of the finalizer of MurmurHash3, as in {@code SplittableRandom}. */
  private static long mix(long z) {
    long first = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }

  /** Whether an interchange shows; without a node, whether it would if all were exchanged. */
  private boolean differs(CleanRuns.Swap swap, ComponentModel.Answers answers, int row) {
    return swap.nodes().isEmpty() ? groups.differ(swap) : answers.changed(row);
  }

  /** A pair for a row; if answers are to change, one whose exchanged values differ, if found. */
  private CleanRuns.Swap swap(Row row, NodePlan plan, RandomGenerator random) {
    CleanRuns.Swap swap = any(row, plan, random);
    for (int t = 1; t < TRIES && row.changes() && !mayShow(swap); t++) {
      swap = any(row, plan, random);
    }
    return swap;
  }

  private CleanRuns.Swap any(Row row, NodePlan plan, RandomGenerator random) {
    int base = groups.any(random);
    int source = source(base, random);
    BitSet positions = plan.positions(row.number(), runs.common(base, source), random);
    return new CleanRuns.Swap(base, source, row.nodes(), positions);
  }

  private int source(int base, RandomGenerator random) {
    return random.nextDouble() < options.sameLength()
        ? groups.anyOf(runs.batch().rows()[base].length, random)
        : groups.any(random);
  }

  /** Whether any exchanged value is another: else the answers cannot change. */
  private boolean mayShow(CleanRuns.Swap swap) {
    if (swap.nodes().isEmpty()) return groups.differ(swap);
    int length = runs.common(swap.base(), swap.source());
    for (int n = swap.nodes().nextSetBit(0); n >= 0; n = swap.nodes().nextSetBit(n + 1)) {
      for (Variable v : model.exchanged(n)) {
        int[] values = runs.values(v);
        int base = runs.batch().at(swap.base(), 0);
        int source = runs.batch().at(swap.source(), 0);
        BitSet where = swap.positions();
        for (int p = where.nextSetBit(0); p >= 0 && p < length; p = where.nextSetBit(p + 1)) {
          if (values[base + p] != values[source + p]) return true;
        }
      }
    }
    return false;
  }
}
