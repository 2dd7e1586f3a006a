package orrery.discovery;

import java.util.Map;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;
import orrery.intervention.Logits;

/**
 * CD-T: each writer's output is o_u = (o_u − r_u) + r_u, and the first part is followed to the
 * logits beside the rest (Hsu et al. 2024, rules of Murdoch, Liu and Yu 2018).
 *
 * <p>Linear maps act on the parts; an activation gives the part act(all) − act(rest); attention and
 * the scale of a normalisation are those of the clean run, so nothing goes through queries and keys
 * and every edge into them scores 0. The score is m(logits − the part's share) − m(logits).
 *
 * <p>The paper's edges come from repeating the node search towards each target; an edge u→v here is
 * o_u − r_u in v's input alone, followed from v on. Cost: for each writer (or edge) a forward pass
 * from there on, twice for its two parts.
 *
 * @param biases who gets the biases
 * @param renormalise whether parts of opposite signs are settled, as the published code does: the
 *     larger gets the total
 */
public record ContextualDecomposition(Biases biases, boolean renormalise, Level level)
    implements Method {
  /** Who gets the biases. */
  public enum Biases {
    /** Both parts, in the proportion of their magnitudes. */
    SPLIT,
    /** The rest alone. */
    REST
  }

  @Override
  public String name() {
    return "cd-t";
  }

  @Override
  public String citation() {
    return "Hsu et al. 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("biases", biases, "renormalise", renormalise, "level", level);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    int scored = level == Level.EDGE ? graph.edgeCount() : graph.writers().size();
    double[][] scores = new double[scored][experiment.examples()];
    double work = 0;
    for (int i = 0; i < experiment.examples(); i++) {
      Residual residual = Residual.of(experiment, i);
      CleanTotals totals = new CleanTotals(experiment, residual, i);
      Relevance relevance =
          new Relevance(experiment.weights(), totals, biases == Biases.SPLIT, renormalise);
      double base = metric(experiment, i, totals.logits());
      for (int s = 0; s < scored; s++) {
        if (level == Level.EDGE && isAttention(graph.reader(graph.readerOf(s)))) continue;
        double[][] part =
            level == Level.EDGE
                ? edge(relevance, residual, s)
                : relevance.atLogits(negative(residual.change()[s]), graph.writer(s).time());
        scores[s][i] = metric(experiment, i, Rows.minus(totals.logits(), part)) - base;
        work += 2 * ForwardShare.after(experiment, start(graph, s), residual.positions());
      }
    }
    experiment.charge(new Cost(work / experiment.examples(), 0));
    return level == Level.EDGE
        ? new Scores.OfEdges(graph, scores)
        : new Scores.OfWriters(graph, scores);
  }

  private static boolean isAttention(Reader reader) {
    return reader.port() == Port.Q || reader.port() == Port.K;
  }

  /** The time after which the pass of a score begins: for an edge, that before its reader. */
  private int start(ResidualGraph graph, int scored) {
    return level == Level.NODE
        ? graph.writer(scored).time()
        : graph.reader(graph.readerOf(scored)).component().time() - 1;
  }

  /** The part of the logits that comes by one edge. */
  private static double[][] edge(Relevance relevance, Residual residual, int edge) {
    ResidualGraph graph = residual.graph();
    Component reader = graph.reader(graph.readerOf(edge)).component();
    double[][] part = negative(residual.change()[graph.writerOf(edge)]);
    return switch (reader.kind()) {
      case HEAD ->
          relevance.atLogits(relevance.head(reader.layer(), reader.head(), part), reader.time());
      case MLP ->
          relevance.atLogits(
              relevance.mlp(
                  reader.layer(),
                  relevance.weights().layers().get(reader.layer()).mlp().orElseThrow(),
                  part),
              reader.time());
      case LOGITS -> relevance.logits(part);
      case EMBED, POS_EMBED -> throw new AssertionError(reader + " reads nothing");
    };
  }

  private static double[][] negative(double[][] rows) {
    double[][] negative = new double[rows.length][];
    for (int p = 0; p < rows.length; p++) {
      negative[p] = rows[p].clone();
      for (int d = 0; d < negative[p].length; d++) negative[p][d] = -negative[p][d];
    }
    return negative;
  }

  private static double metric(Experiment experiment, int example, double[][] values) {
    Logits logits =
        new Logits() {
          @Override
          public int positions() {
            return values.length;
          }

          @Override
          public int width() {
            return values[0].length;
          }

          @Override
          public double get(int position, int index) {
            return values[position][index];
          }
        };
    return experiment.task().metric().value(example, logits);
  }
}
