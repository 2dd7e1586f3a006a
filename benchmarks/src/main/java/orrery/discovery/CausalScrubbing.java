package orrery.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/**
 * Causal scrubbing of a program's own hypothesis: the PROGRAM circuit, and on each of its edges the
 * variables that it carries.
 *
 * <p>An edge at a position is scrubbed by giving its reader what the writer writes on another input
 * that agrees on the value of those variables at that position, and on nothing else on purpose. If
 * the claim holds, nothing changes. An edge that is not in the circuit carries no variable, so that
 * every input agrees. BOS, where variables have no value, is left alone.
 *
 * <p>Source: Chan et al. 2022. Theirs resamples recursively, down to the inputs, with one draw for
 * every path; a value of the program is exact, so here each level is scrubbed on its own and the
 * other levels stand: as many runs as there are claims and positions.
 */
public final class CausalScrubbing implements Method {
  private final CompiledModel model;
  private final Engine engine;
  private final Draw draw;
  private final long seed;

  /**
   * A scrubbing of a model.
   *
   * @param engine runs this model
   * @param draw whether the other input agrees with the claim
   * @param seed of the other inputs
   */
  public CausalScrubbing(CompiledModel model, Engine engine, Draw draw, long seed) {
    this.model = model;
    this.engine = engine;
    this.draw = draw;
    this.seed = seed;
  }

  /** Which other inputs are drawn. */
  public enum Draw {
    /** Those that agree on every claimed variable: a score other than 0 refutes the claim. */
    AGREE,
    /** Those that differ in some claimed variable, if there are any: what the edge is good for. */
    DISAGREE
  }

  /**
   * How well the hypothesis does.
   *
   * @param clean the mean metric of the clean runs
   * @param ablated the mean metric with every edge cut, on the task's counterfactuals
   * @param scrubbed the mean metric over examples, claims and positions, with everything outside
   *     the circuit resampled and the edges of one claim scrubbed at one position
   * @param worst the largest mean metric over examples of any claim and position
   */
  public record Recovered(double clean, double ablated, double scrubbed, double worst) {
    /** The share of the loss that is recovered: 1 for a perfect hypothesis, 0 for none. */
    public double share() {
      return 1 - (scrubbed - clean) / (ablated - clean);
    }
  }

  @Override
  public String name() {
    return "causal-scrubbing";
  }

  @Override
  public String citation() {
    return "Chan et al. 2022";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("draw", draw, "seed", seed);
  }

  @Override
  public Scores.ByPosition score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    Prompts prompts = experiment.task().prompts();
    int positions = prompts.maxLength();
    double[][][] values = new double[graph.edgeCount()][positions][experiment.examples()];
    ScrubbingInputs inputs = new ScrubbingInputs(model, prompts, seed);
    claims(graph)
        .forEach(
            (claim, edges) -> {
              for (int p = 1; p < positions; p++) {
                Experiment scrubbed = scrubbing(experiment.task(), inputs.drawn(claim, p, draw));
                double[] clean = scrubbed.clean();
                double[][] metric = scrubbed.run(cuts(graph, edges, p, positions));
                for (int n = 0; n < edges.size(); n++) {
                  double[] effects = values[edges.get(n)][p];
                  for (int i = 0; i < clean.length; i++) effects[i] = metric[n][i] - clean[i];
                }
              }
            });
    return new Scores.ByPosition(graph, values);
  }

  private static List<Mask> cuts(
      ResidualGraph graph, List<Integer> edges, int position, int positions) {
    Mask all = Mask.all(graph).byPosition(positions);
    return edges.stream().map(e -> all.without(e, position)).toList();
  }

  /** Scrubs the whole hypothesis, each claim and position in turn, with agreeing inputs. */
  public Recovered recover(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    Prompts prompts = experiment.task().prompts();
    int positions = prompts.maxLength();
    Mask hypothesis = Mask.of(graph, model.program()).byPosition(positions);
    ScrubbingInputs inputs = new ScrubbingInputs(model, prompts, seed);
    List<Double> losses = new ArrayList<>();
    claims(graph)
        .forEach(
            (claim, edges) -> {
              for (int p = 1; p < positions; p++) {
                Mask mask = hypothesis;
                for (int e : edges) mask = mask.without(e, p);
                Experiment scrubbed =
                    scrubbing(experiment.task(), inputs.drawn(claim, p, Draw.AGREE));
                losses.add(Means.of(scrubbed.run(List.of(mask))[0]));
              }
            });
    double mean = losses.stream().mapToDouble(d -> d).average().orElseThrow();
    double worst = losses.stream().mapToDouble(d -> d).max().orElseThrow();
    return new Recovered(Means.of(experiment.clean()), Means.of(experiment.ablated()), mean, worst);
  }

  private Experiment scrubbing(Task task, int[][] others) {
    Prompts prompts = new Prompts(task.prompts().clean(), others);
    return engine.prepare(new Task(prompts, new Reference.Resample(), task.metric()));
  }

  /** The edges by what they are claimed to carry; those outside the circuit carry nothing. */
  private Map<Set<Variable>, List<Integer>> claims(ResidualGraph graph) {
    Map<Set<Variable>, List<Integer>> claims = new LinkedHashMap<>();
    BitSet unclaimed = new BitSet();
    unclaimed.set(0, graph.edgeCount());
    Map<String, Variable> byLabel = new TreeMap<>();
    model
        .alignment()
        .placements()
        .forEach((variable, own) -> own.forEach(p -> byLabel.put(p.label(), variable)));
    model
        .program()
        .edges()
        .forEach(
            (edge, labels) -> {
              int e = graph.edgeId(edge).orElseThrow();
              unclaimed.clear(e);
              Set<Variable> carried = new java.util.LinkedHashSet<>();
              for (String label : labels) {
                if (byLabel.containsKey(label)) carried.add(byLabel.get(label));
              }
              claims.computeIfAbsent(carried, c -> new ArrayList<>()).add(e);
            });
    List<Integer> others =
        IntStream.range(0, graph.edgeCount()).filter(unclaimed::get).boxed().toList();
    claims.computeIfAbsent(Set.of(), c -> new ArrayList<>()).addAll(others);
    return claims;
  }
}
