package orrery.components;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Orthogonal;

/**
 * Where the variables that a trained model's components write are to live: a subspace for each,
 * spanned by some rows of a random rotation (Haar) of the stream.
 *
 * <p>Every variable has an equal share of the dimensions, at most one for each of its values. No
 * two overlap where the stream has room for all of them; the variables of one node never do. Source
 * of the interchange of a subspace: Geiger et al. 2024, "Finding Alignments Between Interpretable
 * Causal Variables and Distributed Neural Representations", section 3 (there the rotation is
 * learned, to find a variable; here it is given, to put it there).
 */
public final class Subspaces {
  /** The name, among a record's seeds, of the one that drew the rotation. */
  public static final String SEED = "subspaces";

  private final Matrix rotation;
  private final List<BitSet> ofVariables = new ArrayList<>(); // [variable node] rows
  private final List<BitSet> rest = new ArrayList<>(); // [node] rows of none of its variables
  private final Map<String, Matrix> directions = new LinkedHashMap<>(); // by variable

  /**
   * The subspaces of a component model.
   *
   * @throws IllegalArgumentException with a sentence where a node writes more variables than the
   *     stream has dimensions
   */
  public Subspaces(ComponentModel model, int dModel, long seed) {
    this.rotation = Orthogonal.random(dModel, new Random(seed));
    int share = Math.max(1, dModel / Math.max(1, model.variableNodes().size()));
    int next = 0;
    for (int n = 0; n < model.nodes().size(); n++) {
      BitSet left = new BitSet();
      left.set(0, dModel);
      for (Variable v : model.exchanged(n)) {
        BitSet own = new BitSet();
        for (int i = 0; i < Math.min(share, v.domain().size()); i++) own.set(next++ % dModel);
        if (own.stream().anyMatch(row -> !left.get(row))) {
          throw new IllegalArgumentException(
              "%s writes %d variables, each in a subspace of its own: d_model must be as much"
                  .formatted(model.nodes().get(n).name(), model.exchanged(n).size()));
        }
        left.andNot(own);
        ofVariables.add(own);
        directions.putIfAbsent(v.name(), rows(own));
      }
      rest.add(left);
    }
  }

  /** The subspaces that a model was trained to have; empty where it was trained without. */
  public static Optional<Subspaces> of(CompiledModel model) {
    return model
        .build()
        .training()
        .flatMap(t -> Optional.ofNullable(t.seeds().get(SEED)))
        .map(
            seed ->
                new Subspaces(ComponentModel.of(model), model.weights().config().dModel(), seed));
  }

  /** The rotation, {@code [dModel, dModel]}: its rows are orthonormal directions of the stream. */
  public Matrix rotation() {
    return rotation;
  }

  /**
   * The rows of the rotation that span a variable's subspace.
   *
   * @param variableNode its number in {@link ComponentModel#variableNodes()}
   */
  public BitSet rowsOf(int variableNode) {
    return (BitSet) ofVariables.get(variableNode).clone();
  }

  /** The rows that are of no variable of a node: what it writes there should tell nothing. */
  public BitSet rest(int node) {
    return (BitSet) rest.get(node).clone();
  }

  /** Some rows of the rotation, {@code [row, dModel]}. */
  Matrix rows(BitSet some) {
    MatrixBuilder rows = Matrix.builder(some.cardinality(), rotation.columns());
    int at = 0;
    for (int r = some.nextSetBit(0); r >= 0; r = some.nextSetBit(r + 1)) {
      rows.row(at++, rotation.rowToArray(r));
    }
    return rows.build();
  }

  /** A trained model whose alignment says in which directions each variable lives. */
  public CompiledModel in(CompiledModel model) {
    Map<Variable, List<Placement>> placements = new LinkedHashMap<>();
    model
        .alignment()
        .placements()
        .forEach((v, own) -> placements.put(v, own.stream().map(this::directed).toList()));
    return new CompiledModel(
        model.meaning(),
        model.weights(),
        model.vocabulary(),
        model.outputs(),
        new Alignment(placements, model.alignment().labels()),
        model.heads(),
        model.program(),
        model.structural(),
        model.build());
  }

  private Placement directed(Placement p) {
    Matrix own = directions.get(p.label());
    return own == null
        ? p
        : new Placement(p.variable(), p.label(), p.writers(), Readout.component(own));
  }
}
