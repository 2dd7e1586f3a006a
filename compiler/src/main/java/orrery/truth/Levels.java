package orrery.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/**
 * Whether the levels of the ground truth say the same: variables, edges, subspaces and positions.
 *
 * @param findings one for each check that holds, and one for each thing that violates a check or is
 *     redundant
 * @param coverage of which inputs
 * @param inputs how many inputs were run
 */
public record Levels(List<Finding> findings, Coverage coverage, int inputs) {
  /** What is checked. */
  public enum Check {
    /** Every PROGRAM edge, and every edge that is said to be active, is wired. */
    WIRED,
    /** What an edge of the wired paths can carry lies in the subspaces declared for it. */
    SUBSPACE,
    /** Every token that changes an answer has a path to it. */
    PATH,
    /** With all but the wired paths cut to zero, every answer is right. */
    SUFFICIENT,
    /** With one edge of the wired paths cut to zero, some answer is wrong. */
    NECESSARY
  }

  /** What came of it. */
  public enum Verdict {
    /** It is so. */
    HOLDS,
    /** The edge can be cut to zero alone and no answer changes. */
    REDUNDANT,
    /** It cannot be told. */
    UNKNOWN,
    /** It is not so. */
    VIOLATED
  }

  /**
   * One finding.
   *
   * @param what an edge, an input, or all of them together
   * @param detail a sentence with figures
   */
  public record Finding(Check check, Verdict verdict, String what, String detail) {}

  /**
   * How much to run.
   *
   * @param most all legal inputs are run where there are at most so many, else so many are drawn
   * @param seed of the draw
   */
  public record Options(int most, long seed) {
    /** Up to 300 inputs. */
    public static final Options DEFAULT = new Options(300, 0);

    public Options {
      if (most < 1) throw new IllegalArgumentException(most + " inputs");
    }
  }

  /** Whether nothing is violated. */
  public boolean agree() {
    return findings.stream().noneMatch(f -> f.verdict() == Verdict.VIOLATED);
  }

  /** The edges of the wired paths that can be cut to zero alone. */
  public List<String> redundant() {
    return findings.stream()
        .filter(f -> f.verdict() == Verdict.REDUNDANT)
        .map(Finding::what)
        .toList();
  }

  /**
   * Checks a model, on the float32 weights that are shipped.
   *
   * @throws IllegalArgumentException where the subspaces of its variables are not known
   */
  public static Levels check(CompiledModel model, Options options) {
    return check(model, new TreeSet<>(), options);
  }

  /**
   * Checks a model.
   *
   * @param active edges that are said to have an effect under some semantics
   */
  public static Levels check(CompiledModel model, SortedSet<Edge> active, Options options) {
    Exchangeable.requireSubspaces(model);
    InputSpace space = model.meaning().inputs();
    boolean all = space.isAtMost(options.most());
    List<int[]> inputs = new ArrayList<>();
    if (all) {
      space.forEachBatch(b -> inputs.addAll(Arrays.asList(b.rows())));
    } else {
      inputs.addAll(space.sample(options.most(), new Random(options.seed())));
    }
    Checks checks = new Checks(model.toFloat32(), inputs);
    checks.wired(active);
    checks.subspaces();
    checks.paths(options.seed());
    checks.zeroed();
    return new Levels(
        List.copyOf(checks.findings), all ? Coverage.EXHAUSTIVE : Coverage.SAMPLED, inputs.size());
  }

  /** The checks of one model. */
  private static final class Checks {
    private static final double EXACT = 1e-9;
    private static final double ROUNDED = 1e-6; // of rotated weights in float32

    private final CompiledModel model;
    private final List<int[]> inputs;
    private final List<Finding> findings = new ArrayList<>();

    Checks(CompiledModel model, List<int[]> inputs) {
      this.model = model;
      this.inputs = inputs;
    }

    private void add(Check check, Verdict verdict, String what, String detail, Object... figures) {
      findings.add(new Finding(check, verdict, what, String.format(Locale.ROOT, detail, figures)));
    }

    void wired(SortedSet<Edge> active) {
      Set<Edge> wired = model.structural().edges().keySet();
      int before = findings.size();
      for (Edge e : model.program().edges().keySet()) {
        if (!wired.contains(e)) {
          add(
              Check.WIRED,
              Verdict.VIOLATED,
              e.name(),
              "moved by the program, carried by no weight");
        }
      }
      SortedSet<Edge> onPath = WiredPaths.of(model.structural());
      for (Edge e : active) {
        if (!onPath.contains(e)) {
          add(Check.WIRED, Verdict.VIOLATED, e.name(), "active, and on no wired path");
        }
      }
      if (findings.size() > before) return;
      int n = model.program().edges().size();
      add(Check.WIRED, Verdict.HOLDS, "all", "%d program edges, %d active ones", n, active.size());
    }

    void subspaces() {
      EdgeSubspaces subspaces = new EdgeSubspaces(model);
      double tolerance = subspaces.isAlongAxes() ? EXACT : ROUNDED;
      double largest = 0;
      int known = 0;
      boolean violated = false;
      for (Edge e : WiredPaths.of(model.structural())) {
        OptionalDouble residual = subspaces.residual(e);
        if (residual.isEmpty()) {
          add(
              Check.SUBSPACE,
              Verdict.UNKNOWN,
              e.name(),
              "its writer also writes a subspace whose directions are not on record");
          continue;
        }
        known++;
        largest = Math.max(largest, residual.getAsDouble());
        if (residual.getAsDouble() <= tolerance) continue;
        violated = true;
        add(
            Check.SUBSPACE,
            Verdict.VIOLATED,
            e.name(),
            "%.1e of what it can carry is outside, at most %.0e may be",
            residual.getAsDouble(),
            tolerance);
      }
      if (!violated) {
        add(
            Check.SUBSPACE,
            Verdict.HOLDS,
            "all",
            "%d edges, at most %.1e of what one can carry is outside",
            known,
            largest);
      }
    }

    void paths(long seed) {
      TokenPaths paths = new TokenPaths(model, model.program(), seed);
      long unreached = paths.unreached();
      List<TokenPaths.Missing> missing = unreached == 0 ? List.of() : paths.missing(inputs);
      for (TokenPaths.Missing m : missing.subList(0, Math.min(3, missing.size()))) {
        add(
            Check.PATH,
            Verdict.VIOLATED,
            Arrays.toString(m.input()),
            "token %d changes the answer at %d and has no path there",
            m.token(),
            m.answer());
      }
      if (missing.isEmpty()) {
        add(
            Check.PATH,
            Verdict.HOLDS,
            "all",
            "%d pairs of token and answer have no path, and none of them matters on %d inputs",
            unreached,
            inputs.size());
      }
    }

    /** One run without everything that is no path, then one without each edge of the paths. */
    void zeroed() {
      int[][] prompts =
          inputs.stream().map(i -> model.vocabulary().ids(i, i.length)).toArray(int[][]::new);
      Task task =
          new Task(
              new Prompts(prompts, prompts), new Reference.Zero(), new AnswerErrors(model, inputs));
      try (JavaEngine engine = new JavaEngine(model.weights())) {
        zeroed(engine.prepare(task));
      }
    }

    private void zeroed(Experiment experiment) {
      ResidualGraph graph = experiment.graph();
      BitSet truth = new BitSet();
      for (Edge e : WiredPaths.of(model.structural())) truth.set(graph.edgeId(e).orElseThrow());
      Mask whole = Mask.of(graph, truth);
      List<Mask> masks = new ArrayList<>(List.of(whole));
      truth.stream().forEach(e -> masks.add(whole.without(e)));
      double[][] errors = experiment.run(masks);
      long wrong = Arrays.stream(errors[0]).filter(n -> n > 0).count();
      add(
          Check.SUFFICIENT,
          wrong == 0 ? Verdict.HOLDS : Verdict.VIOLATED,
          "all",
          "with %d of %d edges cut to zero, answers are wrong on %d of %d inputs",
          graph.edgeCount() - truth.cardinality(),
          graph.edgeCount(),
          wrong,
          inputs.size());
      int necessary = 0;
      int next = 1;
      for (int e = truth.nextSetBit(0); e >= 0; e = truth.nextSetBit(e + 1)) {
        if (Arrays.stream(errors[next++]).anyMatch(n -> n > 0)) {
          necessary++;
        } else {
          add(
              Check.NECESSARY,
              Verdict.REDUNDANT,
              graph.edge(e).name(),
              "cut to zero alone, it changes no answer on %d inputs",
              inputs.size());
        }
      }
      add(
          Check.NECESSARY,
          Verdict.HOLDS,
          "all",
          "%d of %d edges change some answer when they are cut to zero",
          necessary,
          truth.cardinality());
    }
  }
}
