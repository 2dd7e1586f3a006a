package orrery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One block: its heads side by side, then its MLP. Each layer has as many heads and units as it
 * needs, or none.
 *
 * @param heads in the order of their numbers
 * @param bO what attention adds at every position, {@code [dModel]}
 * @param mlp empty where the layer has none
 */
public record Layer(List<Head> heads, Vector bO, Optional<Mlp> mlp) {
  public Layer {
    heads = List.copyOf(heads);
    int dModel = bO.size();
    for (Head head : heads) {
      Shapes.require(head.dModel() == dModel, "%s for a stream of %s", head.wO(), dModel);
    }
    mlp.ifPresent(
        m -> Shapes.require(m.wIn().rows() == dModel, "%s for a stream of %s", m.wIn(), dModel));
  }

  /** A layer that adds nothing. */
  public static Layer empty(int dModel) {
    return new Layer(List.of(), Vector.zero(dModel), Optional.empty());
  }

  /** The number of units of the MLP, 0 without one. */
  public int dMlp() {
    return mlp.map(Mlp::dMlp).orElse(0);
  }

  /**
   * The layer whose head {@code i} is this one's head {@code order[i]}; IllegalArgumentException if
   * that is no permutation.
   */
  public Layer permuted(int... order) {
    boolean[] taken = new boolean[heads.size()];
    List<Head> permuted = new ArrayList<>();
    Shapes.require(
        order.length == taken.length, "%s numbers, %s heads", order.length, taken.length);
    for (int from : order) {
      Shapes.require(
          0 <= from && from < taken.length && !taken[from], "%s comes twice or is no head", from);
      taken[from] = true;
      permuted.add(heads.get(from));
    }
    return new Layer(permuted, bO, mlp);
  }

  /** The layer with more heads after its own. */
  public Layer plusHeads(List<Head> more) {
    List<Head> all = new ArrayList<>(heads);
    all.addAll(more);
    return new Layer(all, bO, mlp);
  }

  /** The layer with another MLP's units after its own. */
  public Layer plusUnits(Mlp more) {
    return new Layer(heads, bO, Optional.of(mlp.map(m -> m.plus(more)).orElse(more)));
  }

  Layer resized(int dModel) {
    return new Layer(
        heads.stream().map(h -> h.resized(dModel)).toList(),
        bO.resized(dModel),
        mlp.map(m -> m.resized(dModel, m.dMlp())));
  }

  Layer rotated(Matrix r, Matrix inverse) {
    return new Layer(
        heads.stream().map(h -> h.rotated(r, inverse)).toList(),
        bO.times(r),
        mlp.map(m -> m.rotated(r, inverse)));
  }

  /** The layer with exactly this many heads and units, zeros where it had fewer. */
  Layer padded(int nHeads, int dMlp, int dHead) {
    int dModel = bO.size();
    List<Head> all = new ArrayList<>(heads);
    while (all.size() < nHeads) {
      all.add(Head.zero(dModel, dHead));
    }
    Optional<Mlp> wide =
        dMlp == 0
            ? Optional.empty()
            : Optional.of(
                mlp.map(m -> m.resized(dModel, dMlp)).orElseGet(() -> Mlp.zero(dModel, dMlp)));
    return new Layer(all, bO, wide);
  }

  long nonZeros() {
    return heads.stream().mapToLong(Head::nonZeros).sum()
        + bO.nonZeros()
        + mlp.map(Mlp::nonZeros).orElse(0L);
  }

  Layer toFloat32() {
    return new Layer(
        heads.stream().map(Head::toFloat32).toList(), bO.toFloat32(), mlp.map(Mlp::toFloat32));
  }
}
