package orrery.intervention;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** The gradients of one example: one forward pass for every number that could be varied. */
final class SlowGradients implements Gradients {
  private final SlowExperiment experiment;
  private final ResidualGraph graph;
  private final int point;
  private final int example;
  private final int positions;
  private final int width;
  private final SlowPass at; // the point
  private final double metric;
  private final double[][][] readers; // [reader][position][dModel]
  private final Map<Component, double[][]> patterns = new HashMap<>(); // [query][key]

  SlowGradients(
      SlowExperiment experiment,
      Weights weights,
      int number,
      Point point,
      int example,
      Backward rules) {
    TransformerConfig config = weights.config();
    this.experiment = experiment;
    this.graph = experiment.graph();
    this.point = number;
    this.example = example;
    this.positions = experiment.task().prompts().clean()[example].length;
    this.width = config.dModel();
    Moved moved = new Moved(point);
    at = experiment.pass(example, moved);
    metric = SlowExperiment.metric(experiment.task().metric(), example, at);
    readers = new double[graph.readers().size()][positions][width];
    for (int v = 0; v < readers.length; v++) {
      for (int p = 0; p < positions; p++) {
        for (int d = 0; d < width; d++) {
          readers[v][p][d] = slope(rules, new VariedReader(moved, v, p, d));
        }
      }
    }
    for (int l = 0; l < config.nLayers(); l++) {
      for (int h = 0; h < weights.layers().get(l).heads().size(); h++) {
        double[][] slopes = new double[positions][positions];
        for (int query = 0; query < positions; query++) {
          for (int key = 0; key < positions; key++) {
            slopes[query][key] = slope(rules, new VariedPattern(moved, l, h, query, key));
          }
        }
        patterns.put(Component.head(l, h), slopes);
      }
    }
  }

  private double slope(Backward rules, Intervention varied) {
    return experiment.slope(example, experiment.pass(example, rules, varied));
  }

  /** The run is moved to a point. */
  private final class Moved implements Intervention {
    private final Point point;

    Moved(Point point) {
      this.point = point;
    }

    @Override
    public Dual[][] written(int writer, Dual[][] computed) {
      double share = share(writer);
      if (share == 0) return computed;
      double[][] clean = experiment.output(writer, example);
      double[][] reference = experiment.reference(writer, example);
      Dual[][] moved = new Dual[positions][width];
      for (int p = 0; p < positions; p++) {
        for (int d = 0; d < width; d++) {
          moved[p][d] = computed[p][d].plus(share * (reference[p][d] - clean[p][d]));
        }
      }
      return moved;
    }

    /** How far a writer's output is moved towards its reference. */
    private double share(int writer) {
      Component component = graph.writer(writer);
      if (point instanceof Point.Inputs inputs) {
        return component.layer() < 0 ? 1 - inputs.share() : 0;
      }
      if (point instanceof Point.Output output) {
        return writer == output.writer() ? output.share() : 0;
      }
      if (point instanceof Point.LayerOutputs layer) {
        boolean mlp = component.kind() == Component.Kind.MLP;
        return component.layer() == layer.layer() && mlp == layer.mlp() ? layer.share() : 0;
      }
      throw new AssertionError(point);
    }
  }

  /** One number that a reader reads is varied. */
  private record VariedReader(Moved moved, int varied, int position, int dimension)
      implements Intervention {
    @Override
    public Dual[][] written(int writer, Dual[][] computed) {
      return moved.written(writer, computed);
    }

    @Override
    public Dual[][] read(int reader, Dual[][] composed) {
      if (reader == varied) vary(composed, position, dimension);
      return composed;
    }
  }

  /** The attention that one query pays to one key is varied. */
  private record VariedPattern(Moved moved, int inLayer, int ofHead, int query, int key)
      implements Intervention {
    @Override
    public Dual[][] written(int writer, Dual[][] computed) {
      return moved.written(writer, computed);
    }

    @Override
    public Dual[][] attended(int layer, int head, Dual[][] computed) {
      if (layer == inLayer && head == ofHead) vary(computed, query, key);
      return computed;
    }
  }

  private static void vary(Dual[][] values, int row, int column) {
    values[row][column] = new Dual(values[row][column].value(), 1);
  }

  @Override
  public int point() {
    return point;
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public int example(int row) {
    return example;
  }

  @Override
  public int positions() {
    return positions;
  }

  @Override
  public double metric(int row) {
    return metric;
  }

  @Override
  public double atReader(int reader, int row, int position, int dimension) {
    return readers[reader][position][dimension];
  }

  @Override
  public double atWriter(int writer, int row, int position, int dimension) {
    double sum = 0;
    for (int v = 0; v < readers.length; v++) {
      if (writer < graph.writersOf(v)) sum += readers[v][position][dimension];
    }
    return sum;
  }

  @Override
  public double output(int writer, int row, int position, int dimension) {
    return at.output(writer)[position][dimension].value();
  }

  @Override
  public double pattern(int layer, int head, int row, int query, int key) {
    return at.pattern(layer, head)[query][key];
  }

  @Override
  public double atPattern(int layer, int head, int row, int query, int key) {
    return Objects.requireNonNull(patterns.get(Component.head(layer, head)))[query][key];
  }

  @Override
  public double[][] edgeProducts() {
    return edgeProducts(
        (writer, row, position, dimension) ->
            experiment.reference(writer, example)[position][dimension]
                - experiment.output(writer, example)[position][dimension]);
  }

  @Override
  public double[][] edgeProducts(Change change) {
    double[][] products = new double[graph.edgeCount()][positions];
    for (int e = 0; e < products.length; e++) {
      for (int p = 0; p < positions; p++) {
        for (int d = 0; d < width; d++) {
          double slope = readers[graph.readerOf(e)][p][d];
          products[e][p] += change.of(graph.writerOf(e), 0, p, d) * slope;
        }
      }
    }
    return products;
  }
}
