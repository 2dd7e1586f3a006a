package orrery.intervention;

import java.util.BitSet;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import orrery.circuit.Component;
import orrery.lanes.Arithmetic;
import orrery.lanes.SparseWeights;

/**
 * The inputs of readers when shares of edges are replaced: mask after mask, each with all rows of a
 * chunk.
 *
 * <p>A reader sees the sum of all outputs, and for each edge share · (replacement − output) more:
 * one matrix product for all readers of a moment. Where the replacement is the output, the sum does
 * not change, not even by rounding; an edge that is not wired is not replaced. Where nearly
 * everything is replaced, the sum of the replacements is where addition begins.
 */
final class Rewiring implements ReaderInputs {
  /** How much of an edge is replaced, from 0 to 1. */
  @FunctionalInterface
  interface Share {
    double of(int mask, int edge, int position);
  }

  /** Below this share of entries, zeros are skipped. */
  private static final double SPARSE = 0.25;

  private static final Arithmetic ARITHMETIC = Arithmetic.best();

  private final Machine machine;
  private final Chunk chunk;
  private final int masks;
  private final boolean byPosition;
  private final Share share;
  private final Replacements replacements;
  private final double[][][] byDimension; // [dModel][writer][lane] replacement − output
  private final BitSet plain = new BitSet(); // readers of which nothing is replaced
  private final BitSet clean = new BitSet(); // writers that write what they wrote in the clean run
  private final BitSet useless = new BitSet(); // writers of which nobody that matters sees anything
  private int written;

  private Rewiring(
      Machine machine,
      Chunk chunk,
      int masks,
      boolean byPosition,
      Share share,
      Replacements replacements) {
    this.machine = machine;
    this.chunk = chunk;
    this.masks = masks;
    this.byPosition = byPosition;
    this.share = (m, edge, p) -> machine.wiring.isWired(edge) ? share.of(m, edge, p) : 0;
    this.replacements = replacements;
    int dModel = machine.config.dModel();
    this.byDimension = new double[dModel][machine.writers()][];
  }

  /** Cut edges carry the reference. */
  static Rewiring cutting(Machine machine, Chunk chunk, List<Mask> masks, Replacements references) {
    Rewiring wiring =
        new Rewiring(
            machine,
            chunk,
            masks.size(),
            masks.stream().anyMatch(Mask::isByPosition),
            (m, edge, p) -> masks.get(m).keeps(edge, p) ? 0 : 1,
            references);
    wiring.findKnown();
    return wiring;
  }

  /** Kept edges carry clean values, cut ones what is computed now. */
  static Rewiring injecting(
      Machine machine, Chunk chunk, List<Mask> masks, Replacements cleanOutputs) {
    return new Rewiring(
        machine,
        chunk,
        masks.size(),
        masks.stream().anyMatch(Mask::isByPosition),
        (m, edge, p) -> masks.get(m).keeps(edge, p) ? 1 : 0,
        cleanOutputs);
  }

  /** An edge carries keep · output + (1 − keep) · reference. */
  static Rewiring soft(Machine machine, Chunk chunk, double[][] keep) {
    return new Rewiring(
        machine,
        chunk,
        keep.length,
        false,
        (m, edge, p) -> 1 - keep[m][edge],
        new Replacements(chunk, chunk.reference()));
  }

  /** Finds what need not be computed: what nobody sees, and what is as in the clean run. */
  private void findKnown() {
    BitSet useful = new BitSet();
    for (int reader = machine.logitsReader(); reader >= 0; reader--) {
      plain.set(reader, !isReplaced(reader));
      Component component = machine.graph.reader(reader).component();
      boolean matters =
          component.kind() == Component.Kind.LOGITS
              || useful.get(machine.graph.writerId(component).orElseThrow());
      for (int u = 0; matters && u < machine.graph.writersOf(reader); u++) {
        int edge = machine.graph.edge(u, reader);
        if (machine.wiring.isWired(edge) && any(edge, s -> s < 1)) useful.set(u);
      }
    }
    useless.flip(0, machine.writers());
    useless.andNot(useful);
    clean.set(0, machine.writers());
    for (int reader = 0; reader < machine.logitsReader(); reader++) {
      int writer = machine.graph.writerId(machine.graph.reader(reader).component()).orElseThrow();
      if (!seesClean(reader)) clean.clear(writer);
    }
  }

  private boolean isReplaced(int reader) {
    return IntStream.range(0, machine.graph.writersOf(reader))
        .map(u -> machine.graph.edge(u, reader))
        .anyMatch(edge -> any(edge, s -> s > 0));
  }

  private boolean any(int edge, DoublePredicate test) {
    for (int m = 0; m < masks; m++) {
      for (int p = 0; p < (byPosition ? chunk.positions() : 1); p++) {
        if (test.test(share.of(m, edge, p))) return true;
      }
    }
    return false;
  }

  private boolean seesClean(int reader) {
    return plain.get(reader)
        && IntStream.range(0, machine.graph.writersOf(reader))
            .allMatch(u -> clean.get(u) || !machine.wiring.isWired(machine.graph.edge(u, reader)));
  }

  /** Whether everything is as in the clean run. */
  boolean isClean() {
    return !clean.isEmpty() && seesClean(machine.logitsReader());
  }

  @Override
  public boolean isPlain(int reader) {
    return plain.get(reader);
  }

  @Override
  public boolean isKnown(int writer) {
    return useless.get(writer) || clean.get(writer);
  }

  @Override
  public void tell(int writer, double[][] output) {
    boolean asBefore = clean.get(writer);
    double[][] known = asBefore ? chunk.clean().outputs[writer] : replacements.of(writer);
    Tiles.repeat(chunk, known, output, masks);
  }

  /** How much of an edge a mask keeps. */
  double keep(int mask, int edge) {
    return 1 - share.of(mask, edge, 0);
  }

  /** Replacement − output of the writers that a reader has seen, {@code [writer][lane]}. */
  double[][] differences(int dimension) {
    return byDimension[dimension];
  }

  /** Calls for every stretch of lanes in which shares are the same. */
  void forEachStretch(Stretch visit) {
    if (masks == 1 && !byPosition) {
      visit.at(0, 0, 0, chunk.lanes());
      return;
    }
    for (int p = 0; p < chunk.positions(); p++) {
      for (int m = 0; m < masks; m++) {
        visit.at(m, p, (p * masks + m) * chunk.rows(), chunk.rows());
      }
    }
  }

  /** A stretch of lanes of one mask, from a position on. */
  @FunctionalInterface
  interface Stretch {
    void at(int mask, int position, int from, int lanes);
  }

  @Override
  public void fill(int[] readers, double[][][] outputs, double[][][] inputs) {
    int writers = machine.graph.writersOf(readers[0]);
    for (; written < writers; written++) write(written, outputs[written]);
    forEachStretch(
        (m, p, from, lanes) -> {
          double[][] shares = new double[readers.length][];
          for (int i = 0; i < readers.length; i++) {
            shares[i] = shares(m, readers[i], p, writers);
            if (isNearlyOne(shares[i])) begin(inputs[readers[i]], shares[i], p, from, lanes);
          }
          multiply(shares, readers, inputs, from, lanes);
        });
  }

  private void write(int writer, double[][] output) {
    boolean known = masks == 1 && isKnown(writer);
    for (int d = 0; d < output.length; d++) {
      byDimension[d][writer] =
          !known
              ? difference(replacements.of(writer)[d], output[d])
              : clean.get(writer) ? replacements.difference(writer)[d] : replacements.zero();
    }
  }

  private double[] difference(double[] replacement, double[] output) {
    double[] difference = new double[masks * chunk.lanes()];
    forEachStretch(
        (m, p, from, lanes) ->
            ARITHMETIC.difference(
                difference, from, replacement, p * chunk.rows(), output, from, lanes));
    return difference;
  }

  private double[] shares(int mask, int reader, int position, int writers) {
    return IntStream.range(0, writers)
        .mapToDouble(u -> share.of(mask, machine.graph.edge(u, reader), position))
        .toArray();
  }

  private static boolean isNearlyOne(double[] shares) {
    int less = 0;
    for (double s : shares) if (s != 1) less++;
    return less < SPARSE * shares.length;
  }

  /** Starts at the sum of replacements: what is added is negative, and seldom. */
  private void begin(double[][] input, double[] shares, int position, int from, int lanes) {
    double[][] replaced = replacements.sum(shares.length);
    for (int d = 0; d < input.length; d++) {
      System.arraycopy(replaced[d], position * chunk.rows(), input[d], from, lanes);
    }
    for (int u = 0; u < shares.length; u++) shares[u] -= 1;
  }

  private void multiply(
      double[][] shares, int[] readers, double[][][] inputs, int from, int lanes) {
    SparseWeights sparse = SparseWeights.of(shares);
    boolean few =
        shares.length < 4 || sparse.nonZeros() < SPARSE * shares.length * shares[0].length;
    double[][] to = new double[readers.length][];
    for (int d = 0; d < byDimension.length; d++) {
      for (int i = 0; i < readers.length; i++) to[i] = inputs[readers[i]][d];
      if (few) ARITHMETIC.multiply(sparse, byDimension[d], from, to, from, lanes, true);
      else ARITHMETIC.multiply(shares, byDimension[d], from, to, from, lanes, true);
    }
  }
}
