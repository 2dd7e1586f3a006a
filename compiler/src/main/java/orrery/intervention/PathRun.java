package orrery.intervention;

import java.util.Set;
import orrery.circuit.Component;

/**
 * Path patching in two runs: the first lets the sender's reference reach the receivers through MLPs
 * while every other head stays as it was; the second gives the receivers what they saw.
 *
 * <p>Source: Wang et al. 2023, appendix B.
 */
final class PathRun {
  private final Machine machine;
  private final Chunk chunk;
  private final int sender;
  private final Set<Integer> receivers;

  PathRun(Machine machine, Chunk chunk, int sender, Set<Integer> receivers) {
    this.machine = machine;
    this.chunk = chunk;
    this.sender = sender;
    this.receivers = receivers;
  }

  /** The logits after both runs, {@code [dVocabOut][lane]}. */
  double[][] logits() {
    RewiredRun first = start();
    if (sender < 2) first.outputs[sender] = copy(chunk.reference()[sender]);
    first.run(
        new Plain(),
        (writer, output) -> {
          if (writer == sender) set(chunk.reference()[writer], output);
          else if (isHead(writer)) set(chunk.clean().outputs[writer], output);
        });
    RewiredRun second = start();
    second.run(new Plain(receivers, first), Trace.Replacement.none());
    return second.logits;
  }

  private boolean isHead(int writer) {
    return machine.graph.writer(writer).kind() == Component.Kind.HEAD;
  }

  private RewiredRun start() {
    RewiredRun run =
        new RewiredRun(machine, chunk.rows(), chunk.positions(), Region.all(chunk.positions()));
    run.outputs[0] = copy(chunk.clean().outputs[0]);
    run.outputs[1] = copy(chunk.clean().outputs[1]);
    return run;
  }

  private static double[][] copy(double[][] values) {
    double[][] copy = new double[values.length][];
    for (int d = 0; d < copy.length; d++) copy[d] = values[d].clone();
    return copy;
  }

  private static void set(double[][] from, double[][] to) {
    for (int d = 0; d < to.length; d++) System.arraycopy(from[d], 0, to[d], 0, to[d].length);
  }

  /** Everybody sees the sum, but for receivers that see what they saw in an earlier run. */
  private static final class Plain implements ReaderInputs {
    private final Set<Integer> receivers;
    private final java.util.Optional<RewiredRun> earlier;

    Plain() {
      this.receivers = Set.of();
      this.earlier = java.util.Optional.empty();
    }

    Plain(Set<Integer> receivers, RewiredRun earlier) {
      this.receivers = receivers;
      this.earlier = java.util.Optional.of(earlier);
    }

    @Override
    public boolean isPlain(int reader) {
      return !receivers.contains(reader);
    }

    @Override
    public void fill(int[] readers, double[][][] outputs, double[][][] inputs) {
      for (int reader : readers) set(earlier.orElseThrow().saw(reader), inputs[reader]);
    }
  }
}
