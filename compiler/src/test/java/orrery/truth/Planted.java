package orrery.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import orrery.Compiler;
import orrery.artifact.Samples;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.OutputHead;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.circuit.StructuralCircuit;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Weights;
import orrery.types.Domain;

/** Models that are right, and models that are wrong in a way that is known. */
final class Planted {
  private Planted() {}

  /** A program of the showroom, compiled to float32. */
  static CompiledModel showroom(String name) {
    try {
      return Samples.compile(Files.readString(Path.of("../programs/" + name + ".rasp")))
          .toFloat32();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model as if its variables stood elsewhere. */
  static CompiledModel withAlignment(CompiledModel m, Alignment alignment) {
    return new CompiledModel(
        m.meaning(),
        m.weights(),
        m.vocabulary(),
        m.outputs(),
        alignment,
        m.heads(),
        m.program(),
        m.structural(),
        m.build());
  }

  /** One unit of the first lookup writes another value than it should. */
  static CompiledModel withFlippedRow(CompiledModel model) {
    Placement cell =
        model.alignment().placements().values().stream()
            .flatMap(List::stream)
            .filter(p -> p.readout().kind() == Readout.Kind.ONE_HOT)
            .filter(p -> p.writers().get(0).kind() == Component.Kind.MLP)
            .findFirst()
            .orElseThrow();
    int layer = cell.writers().get(0).layer();
    Layer whole = model.weights().layers().get(layer);
    Mlp mlp = whole.mlp().orElseThrow();
    int right = axis(cell.readout().directions(), 1);
    int wrong = axis(cell.readout().directions(), 0);
    int unit = 0;
    while (mlp.wOut().get(unit, right) <= 0) unit++;
    MatrixBuilder rows = Matrix.builder(mlp.wOut().rows(), mlp.wOut().columns());
    mlp.wOut().forEach(rows::set);
    rows.set(unit, wrong, mlp.wOut().get(unit, right));
    rows.set(unit, right, 0);
    Mlp flipped = new Mlp(mlp.in(), new Affine(rows.build(), mlp.bOut()));
    Layer changed = new Layer(whole.heads(), whole.bO(), Optional.of(flipped));
    return model.withWeights(model.weights().withLayer(layer, changed));
  }

  private static int axis(Matrix directions, int coordinate) {
    double[] row = directions.rowToArray(coordinate);
    for (int d = 0; d < row.length; d++) if (row[d] == 1) return d;
    throw new AssertionError("not along an axis");
  }

  /**
   * The model with the head of a variable twice: both attend alike and write the same, and who
   * reads them reads the sum of both as if it were one. Where that is a one-hot or a flag that is
   * read by a threshold, one of them is enough.
   */
  static CompiledModel withTwin(CompiledModel model, String variable) {
    Component head =
        model.heads().stream()
            .filter(r -> r.variable().name().equals(variable))
            .findFirst()
            .orElseThrow()
            .head();
    Layer whole = model.weights().layers().get(head.layer());
    List<Head> heads = new ArrayList<>(whole.heads());
    heads.add(heads.get(head.head()));
    Weights weights =
        model.weights().withLayer(head.layer(), new Layer(heads, whole.bO(), whole.mlp()));
    Component twin = Component.head(head.layer(), whole.heads().size());
    return new CompiledModel(
        model.meaning(),
        weights,
        model.vocabulary(),
        model.outputs(),
        model.alignment(),
        model.heads(),
        twinned(model.program(), head, twin),
        StructuralCircuit.of(weights),
        model.build());
  }

  private static Circuit twinned(Circuit circuit, Component head, Component twin) {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>(circuit.edges());
    circuit
        .edges()
        .forEach(
            (e, labels) -> {
              if (e.from().equals(head)) edges.put(new Edge(twin, e.to(), e.port()), labels);
              if (e.to().equals(head)) edges.put(new Edge(e.from(), twin, e.port()), labels);
            });
    return new Circuit(circuit.family(), edges);
  }

  private static final Annotations OWN =
      new Annotations(
          true,
          true,
          false,
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1);

  /**
   * y = low + 2 · high, as the program says, of the two bits of each token. The weights look the
   * token up as well: they answer rightly as long as one of the bits is the token's, and wrongly
   * only where neither is.
   */
  static CompiledModel jointOnly() {
    Domain digits = Domain.range(0, 3);
    Domain bits = Domain.range(0, 1);
    Variable tokens = new Variable("tokens", digits, new Mechanism.Token(), Annotations.UNNAMED);
    Variable low = of("low", bits, List.of(tokens), 0, 1, 0, 1);
    Variable high = of("high", bits, List.of(tokens), 0, 0, 1, 1);
    int[] compiled = new int[16];
    for (int row = 0; row < 16; row++) {
      int t = row / 4;
      int l = row / 2 % 2;
      int h = row % 2;
      boolean neither = l != t % 2 && h != t / 2;
      compiled[row] = (l + 2 * h + (neither ? 1 : 0)) % 4;
    }
    Variable inWeights = of("y", digits, List.of(tokens, low, high), compiled);
    Variable inProgram = of("y", digits, List.of(low, high), 0, 2, 1, 3);
    CompiledModel model =
        Compiler.compile(meaning(tokens, low, high, inWeights), Compiler.Options.DEFAULT);
    Map<Variable, List<Placement>> placements = new LinkedHashMap<>(model.alignment().placements());
    placements.put(inProgram, new ArrayList<>());
    for (Placement p : model.alignment().of(inWeights)) {
      placements.get(inProgram).add(new Placement(inProgram, p.label(), p.writers(), p.readout()));
    }
    placements.remove(inWeights);
    CausalModel meaning = meaning(tokens, low, high, inProgram);
    OutputHead old = model.outputs().get(0);
    OutputHead head =
        new OutputHead(meaning.outputs().get(0), old.first(), old.count(), old.regression());
    return new CompiledModel(
        meaning,
        model.weights(),
        model.vocabulary(),
        List.of(head),
        new Alignment(placements, model.alignment().labels()),
        model.heads(),
        model.program(),
        model.structural(),
        model.build());
  }

  private static Variable of(String name, Domain domain, List<Variable> parents, int... codes) {
    return new Variable(name, domain, new Mechanism.Table(parents, codes), OWN);
  }

  private static CausalModel meaning(Variable tokens, Variable low, Variable high, Variable y) {
    InputSpace space =
        new InputSpace(tokens.domain(), List.of(1, 2), Optional.empty(), List.of(), false);
    return new CausalModel(
        "joint",
        space,
        tokens,
        List.of(tokens, low, high, y),
        List.of(new CausalModel.Output(y, "y", CausalModel.At.EVERYWHERE, false)));
  }
}
