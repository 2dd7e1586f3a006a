package orrery.sampler;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.Port;

/**
 * How hard a model's circuit is to find: the sizes of its PROGRAM circuit.
 *
 * @param components heads and MLPs of the circuit
 * @param depth heads and MLPs on the longest path from an embedding to the logits
 * @param heads heads of the circuit
 * @param mlps MLPs of the circuit
 * @param edges edges of the circuit, each at its port
 * @param variables what is computed: variables of the meaning besides tokens, positions, constants
 * @param queryEdges edges into a head's queries from heads and MLPs
 * @param keyEdges edges into a head's keys from heads and MLPs
 * @param valueEdges edges into a head's values from heads and MLPs
 * @param contextual whether a head selects by a variable that depends on other positions, so that
 *     where it attends cannot be said from the tokens at hand
 * @param regression whether an output is a number
 * @param outputs how many answers it gives
 */
public record Difficulty(
    int components,
    int depth,
    int heads,
    int mlps,
    int edges,
    int variables,
    int queryEdges,
    int keyEdges,
    int valueEdges,
    boolean contextual,
    boolean regression,
    int outputs) {

  /** Classes of models by the number of components of their circuit. */
  public enum Stratum {
    /** No component: the answer is in the embeddings. */
    NONE("0", 0, 0),
    /** One component. */
    ONE("1", 1, 1),
    /** Two components. */
    TWO("2", 2, 2),
    /** Three or four components. */
    FEW("3-4", 3, 4),
    /** Five to eight components. */
    SEVERAL("5-8", 5, 8),
    /** Nine components or more. */
    MANY("9+", 9, Integer.MAX_VALUE);

    private final String label;
    private final int least;
    private final int most;

    Stratum(String label, int least, int most) {
      this.label = label;
      this.least = least;
      this.most = most;
    }

    /** The number of components, as text: {@code 0}, {@code 1}, {@code 2}, {@code 3-4}, …. */
    public String label() {
      return label;
    }

    /** The class of circuits of so many components. */
    public static Stratum of(int components) {
      for (Stratum s : values()) {
        if (s.least <= components && components <= s.most) return s;
      }
      throw new IllegalArgumentException("a circuit has 0 or more components: " + components);
    }
  }

  /** The difficulty of a model, compiled or trained: both have a meaning and a PROGRAM circuit. */
  public static Difficulty of(CompiledModel model) {
    List<Component> parts =
        model.program().components().stream().filter(Difficulty::computes).toList();
    int heads = (int) parts.stream().filter(c -> c.kind() == Component.Kind.HEAD).count();
    CausalModel meaning = model.meaning();
    return new Difficulty(
        parts.size(),
        depth(model),
        heads,
        parts.size() - heads,
        model.program().edges().size(),
        (int) meaning.variables().stream().filter(v -> !v.parents().isEmpty()).count(),
        edges(model, Port.Q),
        edges(model, Port.K),
        edges(model, Port.V),
        selectsByContext(model),
        meaning.outputs().stream().anyMatch(CausalModel.Output::numeric),
        meaning.outputs().size());
  }

  /** The class by number of components. */
  public Stratum stratum() {
    return Stratum.of(components);
  }

  /** Edges into a head's queries or keys from heads and MLPs: selection by what was computed. */
  public int selectorEdges() {
    return queryEdges + keyEdges;
  }

  private static boolean computes(Component c) {
    return c.kind() == Component.Kind.HEAD || c.kind() == Component.Kind.MLP;
  }

  private static int edges(CompiledModel model, Port port) {
    return (int)
        model.program().edges().keySet().stream()
            .filter(e -> e.port() == port && computes(e.from()))
            .count();
  }

  private static int depth(CompiledModel model) {
    Map<Component, List<Component>> writers = new TreeMap<>();
    for (Edge e : model.program().edges().keySet()) {
      writers.computeIfAbsent(e.to(), reader -> new ArrayList<>()).add(e.from());
    }
    Map<Component, Integer> depths = new TreeMap<>();
    writers.forEach(
        (reader, sources) -> {
          int before = sources.stream().mapToInt(c -> depths.getOrDefault(c, 0)).max().orElse(0);
          depths.put(reader, before + (computes(reader) ? 1 : 0));
        });
    return depths.getOrDefault(Component.LOGITS, 0);
  }

  private static boolean selectsByContext(CompiledModel model) {
    Map<Variable, Boolean> known = new IdentityHashMap<>();
    List<Variable> read = new ArrayList<>();
    for (HeadRole role : model.heads()) {
      role.selector().variables(read::add);
    }
    return read.stream().anyMatch(v -> contextual(v, known));
  }

  private static boolean contextual(Variable variable, Map<Variable, Boolean> known) {
    Boolean answer = known.get(variable);
    if (answer == null) {
      answer =
          variable.mechanism() instanceof Mechanism.Attention
              || variable.parents().stream().anyMatch(parent -> contextual(parent, known));
      known.put(variable, answer);
    }
    return answer;
  }
}
