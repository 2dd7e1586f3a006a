package orrery.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Logits;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.Activations;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;
import orrery.model.Site.Kind;
import orrery.model.Weights;

/**
 * The exact effect of every edge by brute force: one whole run of the specification for each edge
 * and example, in which the edge's reader reads something else. It shares no code with the engines.
 * For models without normalisation.
 */
final class EdgeEnumerator {
  private final Weights weights;
  private final ResidualGraph graph;
  private final ReferenceTransformer transformer;
  private final Task task;
  private final List<Activations> clean = new ArrayList<>();
  private final List<Activations> corrupt = new ArrayList<>();

  private EdgeEnumerator(Weights weights, Task task) {
    this.weights = weights;
    this.graph = ResidualGraph.of(weights);
    this.transformer = new ReferenceTransformer(weights);
    this.task = task;
    for (int[] tokens : task.prompts().clean()) clean.add(transformer.run(tokens));
    for (int[] tokens : task.prompts().corrupt()) corrupt.add(transformer.run(tokens));
  }

  /** The effects, {@code [edge][example]}. */
  static double[][] effects(Weights weights, Task task) {
    EdgeEnumerator all = new EdgeEnumerator(weights, task);
    double[][] effects = new double[all.graph.edgeCount()][task.prompts().size()];
    for (int e = 0; e < effects.length; e++) {
      for (int i = 0; i < effects[e].length; i++) {
        effects[e][i] =
            all.metric(i, all.cut(all.graph.edge(e), i)) - all.metric(i, all.clean.get(i).logits());
      }
    }
    return effects;
  }

  private Matrix cut(Edge edge, int example) {
    Matrix own = output(edge.from(), clean.get(example));
    Matrix change = reference(edge.from(), example).plus(own.map(x -> -x));
    Site reader = site(edge);
    Matrix read = clean.get(example).at(stream(edge)).plus(change);
    Matrix value = map(edge).apply(read);
    ReferenceTransformer.Patch patch = (site, was) -> site.equals(reader) ? value : was;
    return transformer.run(task.prompts().clean()[example], patch).logits();
  }

  private static Site site(Edge edge) {
    int l = edge.to().layer();
    int h = edge.to().head();
    return switch (edge.port()) {
      case Q -> Site.of(Kind.Q, l, h);
      case K -> Site.of(Kind.K, l, h);
      case V -> Site.of(Kind.V, l, h);
      case MLP -> Site.of(Kind.MLP_PRE, l);
      case LOGITS -> Site.of(Kind.LOGITS);
    };
  }

  private Site stream(Edge edge) {
    return switch (edge.port()) {
      case Q, K, V -> Site.of(Kind.RESID_PRE, edge.to().layer());
      case MLP -> Site.of(Kind.RESID_MID, edge.to().layer());
      case LOGITS -> Site.of(Kind.RESID_POST, weights.layers().size() - 1);
    };
  }

  private Affine map(Edge edge) {
    if (edge.to().equals(Component.LOGITS)) return weights.unembed();
    Layer layer = weights.layers().get(edge.to().layer());
    Optional<Mlp> mlp = layer.mlp();
    if (edge.to().kind() == Component.Kind.MLP) return mlp.orElseThrow().in();
    Head head = layer.heads().get(edge.to().head());
    return switch (edge.port()) {
      case Q -> head.q();
      case K -> head.k();
      default -> head.v();
    };
  }

  private static Matrix output(Component writer, Activations run) {
    return run.at(
        switch (writer.kind()) {
          case EMBED -> Site.of(Kind.EMBED);
          case POS_EMBED -> Site.of(Kind.POS_EMBED);
          case HEAD -> Site.of(Kind.RESULT, writer.layer(), writer.head());
          case MLP -> Site.of(Kind.MLP_OUT, writer.layer());
          case LOGITS -> throw new AssertionError("logits write nothing");
        });
  }

  private Matrix reference(Component writer, int example) {
    Matrix own = output(writer, clean.get(example));
    if (task.reference() instanceof Reference.Resample) return output(writer, corrupt.get(example));
    if (task.reference() instanceof Reference.Zero) return Matrix.zero(own.rows(), own.columns());
    boolean positional = task.reference() instanceof Reference.MeanByPosition;
    MatrixBuilder means = Matrix.builder(own.rows(), own.columns());
    for (int p = 0; p < own.rows(); p++) {
      double[] sum = new double[own.columns()];
      int count = 0;
      for (Activations run : clean) {
        Matrix output = output(writer, run);
        for (int q = 0; q < output.rows(); q++) {
          if (positional && q != p) continue;
          output.addScaledRow(q, 1, sum);
          count++;
        }
      }
      for (int d = 0; d < sum.length; d++) sum[d] /= count;
      means.row(p, sum);
    }
    return means.build();
  }

  private double metric(int example, Matrix logits) {
    return task.metric()
        .value(
            example,
            new Logits() {
              @Override
              public int positions() {
                return logits.rows();
              }

              @Override
              public int width() {
                return logits.columns();
              }

              @Override
              public double get(int position, int index) {
                return logits.get(position, index);
              }
            });
  }
}
