package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Point;

/**
 * A plain run at a {@link Point} with zeros added to what every reader reads and to every pattern:
 * leaves of the computation, whose derivatives are those of what they are added to.
 */
final class Probes implements Pass.Inputs, Pass.Change {
  private final TorchModel model;
  private final Step step;
  private final Point point;
  private final NDArray difference; // [writer, row, position, dModel] reference - clean
  private final PlainInputs plain;
  private final List<NDArray> readers = new ArrayList<>(); // in order, [reader, row, position, D]
  private final List<NDArray> patterns = new ArrayList<>(); // [head, row, query, key]

  Probes(TorchModel model, Step step, Point point, NDArray difference) {
    this.model = model;
    this.step = step;
    this.point = point;
    this.difference = difference;
    this.plain = new PlainInputs(model);
  }

  @Override
  public Pass.Ports heads(TorchLayer layer, Written written) {
    NDArray x = plain.heads(layer, written).q().expandDims(0);
    int heads = layer.headCount();
    return new Pass.Ports(probed(x, heads), probed(x, heads), probed(x, heads));
  }

  @Override
  public NDArray mlp(TorchLayer layer, Written written) {
    return probed(plain.mlp(layer, written).expandDims(0), 1).squeeze(0);
  }

  @Override
  public NDArray logits(Written written) {
    return probed(plain.logits(written).expandDims(0), 1).squeeze(0);
  }

  private NDArray probed(NDArray x, long n) {
    Shape shape = x.getShape();
    NDArray probe = step.probe(n, shape.get(1), shape.get(2), shape.get(3));
    readers.add(probe);
    return x.add(probe);
  }

  @Override
  public NDArray attended(int layer, NDArray pattern) {
    NDArray probe = step.probe(pattern.getShape().getShape());
    patterns.add(probe);
    return pattern.add(probe);
  }

  @Override
  public NDArray written(int firstWriter, NDArray outputs) {
    NDArray moved = outputs;
    long n = outputs.getShape().get(0);
    for (int i = 0; i < n; i++) {
      double share = share(firstWriter + i);
      if (share == 0) continue;
      NDArray by = difference.get(firstWriter + i).mul(share).expandDims(0);
      moved = n == 1 ? moved.add(by) : moved.add(placed(by, i, n));
    }
    return moved;
  }

  /** An array among zeros, {@code [n, row, position, dModel]}. */
  private NDArray placed(NDArray one, int at, long n) {
    double[] unit = new double[(int) n];
    unit[at] = 1;
    return step.array(unit, n, 1, 1, 1).mul(one);
  }

  /** How far the point moves a writer's output towards its reference. */
  private double share(int writer) {
    ResidualGraph graph = model.graph;
    Component component = graph.writer(writer);
    if (point instanceof Point.Inputs inputs) {
      return component.layer() < 0 ? 1 - inputs.share() : 0;
    }
    if (point instanceof Point.Output output) {
      return writer == output.writer() ? output.share() : 0;
    }
    if (point instanceof Point.LayerOutputs outputs) {
      boolean mlp = component.kind() == Component.Kind.MLP;
      return component.layer() == outputs.layer() && mlp == outputs.mlp() ? outputs.share() : 0;
    }
    throw new AssertionError(point);
  }

  /** The gradients at readers' inputs after a backward pass, {@code [reader, row, position, D]}. */
  NDArray atReaders() {
    NDList gradients = new NDList();
    for (NDArray probe : readers) gradients.add(probe.getGradient());
    return NDArrays.concat(gradients, 0);
  }

  /** The gradients at patterns, {@code [layer with heads][head, row, query, key]}. */
  List<NDArray> atPatterns() {
    return patterns.stream().map(NDArray::getGradient).toList();
  }
}
