package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import orrery.circuit.Component;
import orrery.intervention.Backward;

/**
 * Path patching in two runs: what receivers would read if the sender wrote its reference and all
 * other heads what they wrote in the clean run, and then a run in which they do.
 *
 * <p>Source: Wang et al. 2023, appendix B.
 */
final class PathRun {
  private final TorchModel model;
  private final Step step;
  private final NDArray outputs; // [writer, row, position, dModel]
  private final NDArray reference;
  private final int sender;
  private final Set<Integer> receivers;
  private final Operations operations;

  PathRun(TorchModel model, Step step, Chunk chunk, int sender, Set<Integer> receivers) {
    this.model = model;
    this.step = step;
    this.sender = sender;
    this.receivers = receivers;
    int n = model.writers();
    int width = model.config.dModel();
    this.outputs = step.array(chunk.outputs(), n, chunk.rows(), chunk.positions(), width);
    this.reference = step.array(chunk.reference(), n, chunk.rows(), chunk.positions(), width);
    this.operations = new Operations(model, step, chunk.positions(), Backward.EXACT);
  }

  /** The logits after both runs, {@code [row, position, dVocabOut]}. */
  NDArray logits() {
    Pass first = pass(new PlainInputs(model), new Held());
    return pass(new Rewired(first.written), Pass.NONE).logits;
  }

  private Pass pass(Pass.Inputs inputs, Pass.Change change) {
    return new Pass(model, operations, outputs.get(0), outputs.get(1), inputs, change);
  }

  /** Heads write what they wrote in the clean run, the sender its reference. */
  private final class Held implements Pass.Change {
    @Override
    public NDArray written(int firstWriter, NDArray computed) {
      long n = computed.getShape().get(0);
      NDArray held = computed;
      if (model.graph.writer(firstWriter).kind() == Component.Kind.HEAD) {
        held = outputs.get(firstWriter + ":" + (firstWriter + n));
      }
      if (sender < firstWriter || sender >= firstWriter + n) return held;
      double[] others = new double[(int) n];
      double[] one = new double[(int) n];
      for (int i = 0; i < n; i++) others[i] = sender == firstWriter + i ? 0 : 1;
      for (int i = 0; i < n; i++) one[i] = 1 - others[i];
      NDArray replaced = step.array(one, n, 1, 1, 1).mul(reference.get(sender).expandDims(0));
      return held.mul(step.array(others, n, 1, 1, 1)).add(replaced);
    }
  }

  /** Everybody reads the sum, but for receivers, who read that of an earlier run. */
  private final class Rewired implements Pass.Inputs {
    private final List<NDArray> earlier;
    private final PlainInputs plain = new PlainInputs(model);

    Rewired(Written earlier) {
      this.earlier = earlier.sums();
    }

    @Override
    public Pass.Ports heads(TorchLayer layer, Written written) {
      NDArray now = plain.heads(layer, written).q();
      NDArray then = then(written).add(layer.before());
      int n = layer.headCount();
      int first = layer.firstReader();
      return new Pass.Ports(
          mixed(now, then, first, n),
          mixed(now, then, first + n, n),
          mixed(now, then, first + 2 * n, n));
    }

    /** What was written in the earlier run at the same moment. */
    private NDArray then(Written written) {
      return earlier.get(written.sums().size() - 1);
    }

    /** Each reader's input, {@code [reader, row, position, dModel]}. */
    private NDArray mixed(NDArray now, NDArray then, int firstReader, int n) {
      double[] receives = new double[n];
      for (int i = 0; i < n; i++) receives[i] = receivers.contains(firstReader + i) ? 1 : 0;
      NDArray share = step.array(receives, n, 1, 1, 1);
      NDArray others = share.neg().add(1);
      return share.mul(then.expandDims(0)).add(others.mul(now.expandDims(0)));
    }

    @Override
    public NDArray mlp(TorchLayer layer, Written written) {
      return receivers.contains(layer.mlpReader())
          ? then(written).add(layer.after())
          : plain.mlp(layer, written);
    }

    @Override
    public NDArray logits(Written written) {
      return receivers.contains(model.logitsReader())
          ? then(written).add(model.constant)
          : plain.logits(written);
    }
  }
}
