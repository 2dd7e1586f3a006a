package orrery.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.artifact.StateDict;
import orrery.artifact.Tensor;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.circuit.Port;
import orrery.draw.Table;

/** Models as tables. */
final class ModelTables {
  private static final int WIDEST_DOMAIN = 32;

  private ModelTables() {}

  /** One row per component and variable that it computes, in the order of computation. */
  static Table plan(CompiledModel model) {
    SortedMap<Component, List<Placement>> written = new TreeMap<>();
    model
        .alignment()
        .placements()
        .values()
        .forEach(
            own ->
                own.forEach(
                    p ->
                        p.writers()
                            .forEach(
                                w -> written.computeIfAbsent(w, c -> new ArrayList<>()).add(p))));
    List<List<String>> rows = new ArrayList<>();
    written.forEach(
        (component, placements) -> {
          String reads = reads(model.program(), component);
          for (int i = 0; i < placements.size(); i++) {
            Placement p = placements.get(i);
            boolean first = i == 0;
            rows.add(
                List.of(
                    first ? component.name() : "",
                    p.variable().name(),
                    encoding(p),
                    values(p.variable()),
                    first ? reads : ""));
          }
        });
    for (CausalModel.Output o : model.meaning().outputs()) {
      String reads = reads(model.program(), Component.LOGITS);
      rows.add(List.of("logits", "output " + o.name(), "", values(o.variable()), reads));
    }
    return new Table(List.of("component", "computes", "as", "values", "reads"), rows);
  }

  private static String encoding(Placement p) {
    int n = p.readout().directions().rows();
    return switch (p.readout().kind()) {
      case ONE_HOT -> "one-hot in " + Figures.counted(n, "dimension");
      case FLAG -> "flag";
      case SCALAR -> "number";
      case COMPONENT -> n == 0 ? "output" : "subspace of " + Figures.counted(n, "dimension");
    };
  }

  private static String reads(Circuit circuit, Component component) {
    Map<Port, SortedSet<String>> byPort = new EnumMap<>(Port.class);
    circuit
        .edges()
        .forEach(
            (e, carried) -> {
              if (e.to().equals(component)) {
                byPort.computeIfAbsent(e.port(), p -> new TreeSet<>()).addAll(carried);
              }
            });
    return byPort.entrySet().stream()
        .map(e -> port(e.getKey()) + String.join(" ", e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String port(Port port) {
    return switch (port) {
      case Q -> "q: ";
      case K -> "k: ";
      case V -> "v: ";
      case MLP, LOGITS -> "";
    };
  }

  /** One row per variable of a causal model. */
  static Table variables(CausalModel meaning) {
    List<List<String>> rows = new ArrayList<>();
    for (Variable v : meaning.variables()) {
      rows.add(
          List.of(
              v.name(),
              mechanism(v),
              values(v),
              v.parents().stream().map(Variable::name).collect(Collectors.joining(" "))));
    }
    return new Table(List.of("variable", "computed by", "values", "reads"), rows);
  }

  private static String mechanism(Variable v) {
    Mechanism m = v.mechanism();
    if (m instanceof Mechanism.Table t) return "table of " + t.codes().length;
    if (m instanceof Mechanism.Attention a) {
      return a.reduction().name().toLowerCase(Locale.ROOT);
    }
    return "input";
  }

  /** One row per edge of a circuit. */
  static Table edges(Circuit circuit) {
    List<List<String>> rows = new ArrayList<>();
    circuit.edges().forEach((e, carried) -> rows.add(List.of(e.name(), String.join(" ", carried))));
    return new Table(List.of("edge", "carries"), rows);
  }

  /** One row per non-zero of a matrix, residual dimensions with their labels. */
  static Table weights(CompiledModel model, String name) {
    SortedMap<String, Tensor> all = StateDict.of(model.weights());
    Tensor tensor =
        Optional.ofNullable(all.get(name))
            .orElseThrow(
                () ->
                    new Misuse(
                        "no matrix " + name + "; there are " + String.join(", ", all.keySet())));
    List<List<String>> rows = new ArrayList<>();
    List<Integer> shape = tensor.shape();
    tensor
        .values()
        .forEach(
            (row, column, value) -> {
              List<String> cells = new ArrayList<>();
              if (shape.size() > 2) cells.add(String.valueOf(row / shape.get(1)));
              boolean leading = shape.size() > 1;
              if (leading)
                cells.add(label(model, axis(name, 0), row % shape.get(shape.size() - 2)));
              cells.add(label(model, axis(name, 1), column));
              cells.add(String.format(Locale.ROOT, "%.6g", value));
              rows.add(cells);
            });
    List<String> headings = new ArrayList<>();
    if (shape.size() > 2) headings.add("head");
    if (shape.size() > 1) headings.add(axis(name, 0));
    headings.add(axis(name, 1));
    headings.add(name);
    return new Table(headings, rows);
  }

  /** The names of a matrix's last two axes. */
  private static String axis(String name, int which) {
    String matrix = name.substring(name.lastIndexOf('.') + 1);
    String[] axes =
        switch (matrix) {
          case "W_E" -> new String[] {"token", "d_model"};
          case "W_pos" -> new String[] {"position", "d_model"};
          case "W_U" -> new String[] {"d_model", "logit"};
          case "b_U" -> new String[] {"", "logit"};
          case "W_Q", "W_K", "W_V" -> new String[] {"d_model", "d_head"};
          case "W_O" -> new String[] {"d_head", "d_model"};
          case "b_Q", "b_K", "b_V" -> new String[] {"head", "d_head"};
          case "W_in" -> new String[] {"d_model", "unit"};
          case "b_in" -> new String[] {"", "unit"};
          case "W_out" -> new String[] {"unit", "d_model"};
          default -> new String[] {"", "d_model"};
        };
    return axes[which];
  }

  private static String label(CompiledModel model, String axis, int index) {
    return switch (axis) {
      case "d_model" -> model.alignment().labels().get(index);
      case "token" -> model.vocabulary().names().get(index);
      default -> String.valueOf(index);
    };
  }

  /** The values that a variable can take, or how many they are. */
  static String values(Variable v) {
    String all = v.domain().toString();
    return all.length() <= WIDEST_DOMAIN ? all : v.domain().size() + " values";
  }
}
