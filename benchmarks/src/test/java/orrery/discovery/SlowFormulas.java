package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Point;
import orrery.intervention.SlowEngine;
import orrery.model.Activations;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;

/**
 * The formulas of the methods as their papers have them, one number at a time, on the slow engine
 * and on the reference transformer's own activations.
 */
final class SlowFormulas {
  final RandomTask task;
  final Experiment slow;

  SlowFormulas(RandomTask task) {
    this.task = task;
    this.slow = new SlowEngine(task.weights()).prepare(task.task());
  }

  int edges() {
    return task.graph().edgeCount();
  }

  int writers() {
    return task.graph().writers().size();
  }

  /** Windows of one example each, {@code [point][example]}; the slow engine's stay valid. */
  List<List<Gradients>> at(Backward rules, List<Point> points) {
    List<List<Gradients>> windows = new ArrayList<>();
    points.forEach(p -> windows.add(new ArrayList<>()));
    slow.gradients(points, rules, g -> windows.get(g.point()).add(g));
    return windows;
  }

  /** A table of edges or writers and examples. */
  double[][] table(int rows, IntFunction<double[]> row) {
    double[][] table = new double[rows][];
    for (int r = 0; r < rows; r++) table[r] = row.apply(r);
    return table;
  }

  private double change(int writer, int example, int p, int d) {
    return slow.reference(writer, example)[p][d] - slow.output(writer, example)[p][d];
  }

  double eap(Gradients g, int edge, int position) {
    double sum = 0;
    for (int d = 0; d < task.weights().config().dModel(); d++) {
      sum +=
          change(task.graph().writerOf(edge), g.example(0), position, d)
              * g.atReader(task.graph().readerOf(edge), 0, position, d);
    }
    return sum;
  }

  double eap(Gradients g, int edge) {
    double sum = 0;
    for (int p = 0; p < g.positions(); p++) sum += eap(g, edge, p);
    return sum;
  }

  double nap(Gradients g, int writer) {
    double sum = 0;
    for (int p = 0; p < g.positions(); p++) {
      for (int d = 0; d < task.weights().config().dModel(); d++) {
        double slope = 0;
        for (int v = 0; v < task.graph().readers().size(); v++) {
          if (writer < task.graph().writersOf(v)) slope += g.atReader(v, 0, p, d);
        }
        sum += change(writer, g.example(0), p, d) * slope;
      }
    }
    return sum;
  }

  /** The mean of {@link #eap} over windows, {@code [edge][example]}. */
  double[][] meanEap(List<List<Gradients>> windows, double... weights) {
    return table(
        edges(),
        e -> {
          double[] row = new double[slow.examples()];
          for (int k = 0; k < windows.size(); k++) {
            for (Gradients g : windows.get(k)) row[g.example(0)] += weights[k] * eap(g, e);
          }
          return row;
        });
  }

  /** The mean of {@link #nap} over windows, {@code [writer][example]}. */
  double[][] meanNap(List<List<Gradients>> windows, double... weights) {
    return table(
        writers(),
        w -> {
          double[] row = new double[slow.examples()];
          for (int k = 0; k < windows.size(); k++) {
            for (Gradients g : windows.get(k)) row[g.example(0)] += weights[k] * nap(g, w);
          }
          return row;
        });
  }

  private Activations run(int example) {
    return new ReferenceTransformer(task.weights()).run(task.task().prompts().clean()[example]);
  }

  private Head head(Component c) {
    return task.weights().layers().get(c.layer()).heads().get(c.head());
  }

  private double[][] mapped(Affine map, double[][] stream) {
    double[][] mapped = new double[stream.length][map.w().columns()];
    for (int p = 0; p < mapped.length; p++) {
      double[] read = task.weights().config().normalization().apply(stream[p]);
      for (int c = 0; c < mapped[p].length; c++) {
        mapped[p][c] = map.b().get(c);
        for (int d = 0; d < read.length; d++) mapped[p][c] += read[d] * map.w().get(d, c);
      }
    }
    return mapped;
  }

  private double[][] attention(double[][] q, double[][] k) {
    double[][] pattern = new double[q.length][q.length];
    for (int t = 0; t < q.length; t++) {
      for (int s = 0; s < q.length; s++) {
        double score = 0;
        for (int c = 0; c < q[t].length; c++) score += q[t][c] * k[s][c];
        boolean sees = task.weights().config().attentionDirection().sees(t, s);
        pattern[t][s] =
            sees ? score / task.weights().config().attnScale() : Double.NEGATIVE_INFINITY;
      }
      double max = Arrays.stream(pattern[t]).max().orElseThrow();
      double sum = 0;
      for (int s = 0; s < q.length; s++) {
        pattern[t][s] = Math.exp(pattern[t][s] - max);
        sum += pattern[t][s];
      }
      for (int s = 0; s < q.length; s++) pattern[t][s] /= sum;
    }
    return pattern;
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][];
    for (int r = 0; r < rows.length; r++) rows[r] = matrix.rowToArray(r);
    return rows;
  }

  /** The stream that a component reads, from the reference transformer. */
  double[][] stream(Component c, int example) {
    Activations run = run(example);
    int layers = task.weights().layers().size();
    return switch (c.kind()) {
      case HEAD -> rows(run.at(Site.of(Site.Kind.RESID_PRE, c.layer())));
      case MLP -> rows(run.at(Site.of(Site.Kind.RESID_MID, c.layer())));
      case LOGITS -> rows(run.at(Site.of(Site.Kind.RESID_POST, layers - 1)));
      case EMBED, POS_EMBED -> throw new AssertionError(c);
    };
  }

  private double[][] replaced(double[][] stream, int example, int... writers) {
    double[][] changed = new double[stream.length][];
    for (int p = 0; p < stream.length; p++) {
      changed[p] = stream[p].clone();
      for (int w : writers) {
        for (int d = 0; d < changed[p].length; d++) changed[p][d] += change(w, example, p, d);
      }
    }
    return changed;
  }

  /** ⟨attention with patched queries or keys − attention, gradient at attention⟩. */
  double queryKeyFix(Gradients g, int edge, boolean apart) {
    Reader reader = task.graph().reader(task.graph().readerOf(edge));
    Head head = head(reader.component());
    int example = g.example(0);
    double[][] x = stream(reader.component(), example);
    double[][] patched = replaced(x, example, task.graph().writerOf(edge));
    double[][] q = mapped(head.q(), x);
    double[][] k = mapped(head.k(), x);
    if (reader.port() == Port.Q) {
      return product(g, reader.component(), attention(mapped(head.q(), patched), k), q, k);
    }
    double[][] moved = mapped(head.k(), patched);
    if (!apart) return product(g, reader.component(), attention(q, moved), q, k);
    double sum = 0;
    for (int s = 0; s < k.length; s++) {
      double[][] one = k.clone();
      one[s] = moved[s];
      sum += product(g, reader.component(), attention(q, one), q, k);
    }
    return sum;
  }

  private double product(
      Gradients g, Component head, double[][] patched, double[][] q, double[][] k) {
    double[][] before = attention(q, k);
    double sum = 0;
    for (int t = 0; t < before.length; t++) {
      for (int s = 0; s < before.length; s++) {
        if (patched[t][s] == before[t][s]) continue;
        sum += (patched[t][s] - before[t][s]) * g.atPattern(head.layer(), head.head(), 0, t, s);
      }
    }
    return sum;
  }

  /**
   * ⟨what the head writes at the query with the key's or value's position patched − what it writes,
   * gradient at what it writes⟩.
   */
  double crossing(Gradients g, Component c, Port port, int query, int key) {
    int example = g.example(0);
    Head head = head(c);
    int reader = task.graph().readerId(new Reader(c, port)).orElseThrow();
    int[] all = new int[task.graph().writersOf(reader)];
    for (int w = 0; w < all.length; w++) all[w] = w;
    double[][] x = stream(c, example);
    double[][] patched = replaced(x, example, all);
    double[][] q = mapped(head.q(), x);
    double[][] k = mapped(head.k(), x);
    double[][] v = mapped(head.v(), x);
    double[] before = written(head, attention(q, k)[query], v);
    if (port == Port.K) k[key] = mapped(head.k(), patched)[key];
    else v[key] = mapped(head.v(), patched)[key];
    double[] after = written(head, attention(q, k)[query], v);
    double sum = 0;
    for (int d = 0; d < after.length; d++) {
      int writer = task.graph().writerId(c).orElseThrow();
      sum += (after[d] - before[d]) * g.atWriter(writer, 0, query, d);
    }
    return sum;
  }

  private static double[] written(Head head, double[] attention, double[][] v) {
    double[] written = new double[head.wO().columns()];
    for (int s = 0; s < v.length; s++) {
      for (int c = 0; c < v[s].length; c++) {
        for (int d = 0; d < written.length; d++) {
          written[d] += attention[s] * v[s][c] * head.wO().get(c, d);
        }
      }
    }
    return written;
  }

  /** The share of a writer among what its reader reads, the mean over positions. */
  double informationFlow(int edge, int example, double epsilon) {
    int reader = task.graph().readerOf(edge);
    double[][] x = stream(task.graph().reader(reader).component(), example);
    double mean = 0;
    for (int p = 0; p < x.length; p++) {
      double sum = epsilon;
      double own = 0;
      for (int w = 0; w < task.graph().writersOf(reader); w++) {
        double[] o = slow.output(w, example)[p];
        double whole = 0;
        double rest = 0;
        for (int d = 0; d < o.length; d++) {
          whole += Math.abs(x[p][d]);
          rest += Math.abs(o[d] - x[p][d]);
        }
        double proximity = whole > rest ? whole - rest : 0;
        sum += proximity;
        if (w == task.graph().writerOf(edge)) own = proximity;
      }
      mean += own / sum / x.length;
    }
    return mean;
  }
}
