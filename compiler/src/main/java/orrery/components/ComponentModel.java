package orrery.components;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.layout.PlanOptions;
import orrery.layout.Planner;
import orrery.truth.Relevance;

/**
 * A program as its components compute it: what each head and MLP of the circuit writes, and the
 * program's answers when some of them write what they write on another input.
 *
 * <p>It is read off the alignment and the labels on the edges of the PROGRAM circuit, which a
 * trained model has as well as a compiled one. Source: interchange interventions, Geiger et al.
 * 2021, "Causal Abstractions of Neural Networks", section 3; with components as the variables,
 * Gupta et al. 2024, "InterpBench", section 3.
 */
public final class ComponentModel {
  /**
   * A unit of interchange.
   *
   * @param name its components' names
   * @param components usually one; several where one variable needs them all
   * @param variables the variables of the program that it writes, by name
   */
  public record Node(String name, SortedSet<Component> components, List<String> variables) {}

  /**
   * A smaller unit of interchange: what the queries, keys or values of a head bring to it.
   *
   * @param name of the reader, as {@code a0.h1<q>}; several where their heads are one node
   * @param readers the same port of each of the node's heads
   * @param variables what they read, each a copy of a variable
   */
  public record PortNode(String name, List<Reader> readers, List<String> variables) {}

  /**
   * The smallest unit of interchange: one variable of a node, for a model that keeps it in a
   * subspace of its own (see {@link Subspaces}).
   *
   * @param node by number
   */
  public record VariableNode(int node, String variable) {}

  /**
   * One interchange.
   *
   * @param base token codes, BOS not counted
   * @param source where the nodes' values come from
   * @param nodes by number; the numbers of port nodes follow those of nodes, and those of variable
   *     nodes follow these
   * @param positions where they are exchanged; only those that both inputs have
   */
  public record NodeSwap(int[] base, int[] source, BitSet nodes, BitSet positions) {}

  /** The program's answers to some interchanges. */
  public static final class Answers {
    /** Stands where no output is judged, or the program has no answer. */
    public static final int NONE = -1;

    private final int[][] codes; // [output][row * stride + position]
    private final boolean[] defined;
    private final boolean[] changed;
    private final int stride;

    Answers(int[][] codes, boolean[] defined, boolean[] changed, int stride) {
      this.codes = codes;
      this.defined = defined;
      this.changed = changed;
      this.stride = stride;
    }

    /** The code of an output in its variable's domain, or {@link #NONE}; BOS is not counted. */
    public int code(int output, int row, int position) {
      return codes[output][row * stride + position];
    }

    /** Whether the program has answers under this interchange. */
    public boolean defined(int row) {
      return defined[row];
    }

    /** Whether a judged answer differs from that on the base as it is. */
    public boolean changed(int row) {
      return changed[row];
    }

    /** The longest input of the program: how many positions a row has. */
    public int stride() {
      return stride;
    }

    /** How many rows there are. */
    public int rows() {
      return defined.length;
    }

    /** Puts a row of other answers to the same program in the place of one. */
    void copy(int row, Answers from, int other) {
      defined[row] = from.defined[other];
      changed[row] = from.changed[other];
      for (int o = 0; o < codes.length; o++) {
        System.arraycopy(from.codes[o], other * stride, codes[o], row * stride, stride);
      }
    }
  }

  private final CausalModel program;
  private final CausalModel expanded;
  private final List<Node> nodes = new ArrayList<>();
  private final List<PortNode> ports = new ArrayList<>();
  private final List<VariableNode> variableNodes = new ArrayList<>();
  private final List<List<Variable>> exchanged = new ArrayList<>(); // [node, port, variable node]

  private ComponentModel(CompiledModel model) {
    program = model.meaning();
    Circuit live = Assignment.live(model.program());
    Expansion expansion = new Expansion(Planner.plan(program, PlanOptions.LEGIBLE), live);
    List<CausalModel.Output> outputs = expansion.outputs();
    expanded =
        new CausalModel(
            program.name(), program.inputs(), program.tokens(), expansion.variables(), outputs);
    nodes(live, expansion);
    ports(expansion);
    for (int n = 0; n < nodes.size(); n++) {
      for (Variable v : exchanged.get(n)) {
        variableNodes.add(new VariableNode(n, v.name()));
        exchanged.add(List.of(v));
      }
    }
  }

  /**
   * The component model of a compiled or trained model.
   *
   * @throws IllegalArgumentException where the circuit does not carry what the program's plan moves
   */
  public static ComponentModel of(CompiledModel model) {
    return new ComponentModel(model);
  }

  /** Every head and MLP that leads on to the logits, those together that write one variable. */
  private void nodes(Circuit live, Expansion expansion) {
    Map<Component, SortedSet<Component>> together = new TreeMap<>();
    for (Component c : Assignment.parts(live)) together.put(c, new TreeSet<>(List.of(c)));
    Map<Variable, Component> first = new HashMap<>();
    for (Component c : List.copyOf(together.keySet())) {
      for (Variable v : expansion.written(c)) {
        Component other = first.putIfAbsent(v, c);
        if (other == null) continue;
        SortedSet<Component> union = new TreeSet<>(together.getOrDefault(c, new TreeSet<>()));
        union.addAll(together.getOrDefault(other, new TreeSet<>()));
        for (Component member : union) together.put(member, union);
      }
    }
    for (SortedSet<Component> group : new LinkedHashSet<>(together.values())) {
      Set<Variable> own = new LinkedHashSet<>();
      group.forEach(c -> own.addAll(expansion.written(c)));
      String name = String.join("+", group.stream().map(Component::name).toList());
      nodes.add(new Node(name, group, own.stream().map(Variable::name).toList()));
      exchanged.add(List.copyOf(own));
    }
  }

  /** Queries, keys and values of the nodes' heads, as far as they bring something. */
  private void ports(Expansion expansion) {
    for (Node node : nodes) {
      if (node.components().stream().anyMatch(c -> c.kind() != Component.Kind.HEAD)) continue;
      for (Port port : List.of(Port.Q, Port.K, Port.V)) {
        Set<Variable> own = new LinkedHashSet<>();
        node.components().forEach(c -> own.addAll(expansion.read(c, port)));
        if (own.isEmpty()) continue;
        List<Reader> readers = node.components().stream().map(c -> new Reader(c, port)).toList();
        String name = String.join("+", readers.stream().map(Reader::name).toList());
        ports.add(new PortNode(name, readers, own.stream().map(Variable::name).toList()));
        exchanged.add(List.copyOf(own));
      }
    }
  }

  /** The units of interchange, in the order of computation. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * The queries, keys and values of heads, by node. What a head does not read, because it is a
   * constant, is not there.
   */
  public List<PortNode> ports() {
    return List.copyOf(ports);
  }

  /** The variables of every node, by node. */
  public List<VariableNode> variableNodes() {
    return List.copyOf(variableNodes);
  }

  /** The program with a variable for everything that a component writes. */
  public CausalModel expanded() {
    return expanded;
  }

  /** What the program computes on inputs as they are, each variable once. */
  CleanRuns clean(List<int[]> inputs) {
    InputBatch batch = InputBatch.of(inputs, program.inputs().maxLength());
    Evaluation evaluation = new Evaluation(batch, program.inputs().causal());
    Map<Variable, int[]> values = new HashMap<>();
    for (List<Variable> own : exchanged) {
      for (Variable v : own) values.put(v, evaluation.codes(v));
    }
    boolean[] defined = new boolean[batch.size()];
    Arrays.fill(defined, true);
    return new CleanRuns(batch, values, codes(program, evaluation, defined));
  }

  /** Answers to fill in, none defined yet. */
  Answers blank(int rows) {
    int stride = program.inputs().maxLength();
    int[][] codes = new int[program.outputs().size()][rows * stride];
    for (int[] own : codes) Arrays.fill(own, Answers.NONE);
    return new Answers(codes, new boolean[rows], new boolean[rows], stride);
  }

  /** The variables that an interchange of a node, or port node, exchanges. */
  List<Variable> exchanged(int node) {
    return exchanged.get(node);
  }

  /** The program's answers on inputs as they are. */
  public Answers answers(int[][] inputs) {
    boolean[] defined = new boolean[inputs.length];
    Arrays.fill(defined, true);
    return new Answers(
        clean(List.of(inputs)).answers(),
        defined,
        new boolean[inputs.length],
        program.inputs().maxLength());
  }

  /** The program's answers when some nodes have, at some positions, the values of another input. */
  public Answers answers(List<NodeSwap> swaps) {
    List<int[]> inputs = new ArrayList<>();
    List<CleanRuns.Swap> numbered = new ArrayList<>();
    for (NodeSwap s : swaps) {
      int base = inputs.size();
      numbered.add(new CleanRuns.Swap(base, base + 1, s.nodes(), s.positions()));
      inputs.add(s.base());
      inputs.add(s.source());
    }
    return answers(clean(inputs), numbered);
  }

  /** The same for inputs on which the program has been run before. */
  Answers answers(CleanRuns runs, List<CleanRuns.Swap> swaps) {
    int stride = program.inputs().maxLength();
    List<int[]> inputs = swaps.stream().map(s -> runs.batch().rows()[s.base()]).toList();
    InputBatch bases = InputBatch.of(inputs, stride);
    Map<Variable, int[]> overrides = overrides(runs, swaps, bases);
    Evaluation changed = new Evaluation(bases, program.inputs().causal(), overrides);
    boolean[] defined = new Relevance(expanded, changed, overrides).legal();
    int[][] codes = codes(expanded, changed, defined);
    boolean[] differs = new boolean[swaps.size()];
    for (int o = 0; o < codes.length; o++) {
      for (int row = 0; row < differs.length; row++) {
        if (!defined[row]) continue;
        int before = runs.batch().at(swaps.get(row).base(), 0);
        differs[row] |=
            !Arrays.equals(
                codes[o],
                row * stride,
                (row + 1) * stride,
                runs.answers()[o],
                before,
                before + stride);
      }
    }
    return new Answers(codes, defined, differs, stride);
  }

  private Map<Variable, int[]> overrides(
      CleanRuns runs, List<CleanRuns.Swap> swaps, InputBatch bases) {
    Map<Variable, int[]> overrides = new HashMap<>();
    for (int row = 0; row < swaps.size(); row++) {
      CleanRuns.Swap swap = swaps.get(row);
      int length = runs.common(swap.base(), swap.source());
      for (int n = swap.nodes().nextSetBit(0); n >= 0; n = swap.nodes().nextSetBit(n + 1)) {
        for (Variable v : exchanged.get(n)) {
          int[] override = overrides.computeIfAbsent(v, u -> keep(bases));
          int[] values = runs.values(v);
          BitSet where = swap.positions();
          for (int p = where.nextSetBit(0); p >= 0 && p < length; p = where.nextSetBit(p + 1)) {
            override[bases.at(row, p)] = values[runs.batch().at(swap.source(), p)];
          }
        }
      }
    }
    return overrides;
  }

  private static int[] keep(InputBatch bases) {
    int[] keep = new int[bases.size() * bases.maxLength()];
    Arrays.fill(keep, Evaluation.KEEP);
    return keep;
  }

  private static int[][] codes(CausalModel model, Evaluation evaluation, boolean[] defined) {
    InputBatch batch = evaluation.batch();
    int stride = batch.maxLength();
    int[][] all = new int[model.outputs().size()][batch.size() * stride];
    for (int o = 0; o < all.length; o++) {
      CausalModel.Output output = model.outputs().get(o);
      int[] values = evaluation.codes(output.variable());
      Arrays.fill(all[o], Answers.NONE);
      for (int row = 0; row < batch.size(); row++) {
        int length = batch.rows()[row].length;
        for (int p = 0; p < length && defined[row]; p++) {
          if (output.judgedAt(p, length)) all[o][batch.at(row, p)] = values[batch.at(row, p)];
        }
      }
    }
    return all;
  }
}
