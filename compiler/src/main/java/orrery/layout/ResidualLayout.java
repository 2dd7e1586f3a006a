package orrery.layout;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which dimensions of the residual stream belong to which cell.
 *
 * <p>Two dimensions belong to no variable: one is 1 at BOS only, one is 1 at PAD only. Packed, a
 * cell takes dimensions whose former cell nobody reads any more: the last MLP before the new cell
 * is written, or the one that writes it, erases what stands there.
 */
public final class ResidualLayout {
  private final Map<Cell, int[]> dimensions = new IdentityHashMap<>();
  private final List<List<String>> labels = new ArrayList<>(); // [dModel] earliest occupant first
  private final List<Erasure> erasures = new ArrayList<>();
  private final List<Cell> cells;
  private final int bos;
  private final int pad;

  /**
   * A dimension that an MLP sets to zero.
   *
   * @param time the MLP's half-layer
   * @param signed whether what stands there may be negative: two units instead of one
   */
  public record Erasure(int time, int dimension, boolean signed) {
    /** How many MLP units it takes. */
    public int units() {
      return signed ? 2 : 1;
    }
  }

  private ResidualLayout(Plan plan, boolean pack) {
    this.cells = List.copyOf(plan.cells());
    for (Cell cell : cells) {
      if (cell.time() == Schedule.EMBEDDING) place(cell, List.of());
    }
    bos = fresh("bos");
    pad = fresh("pad");
    Tenancy tenancy = new Tenancy(plan);
    for (Cell cell : cells) {
      if (cell.time() == Schedule.EMBEDDING) {
        tenancy.takes(cell, dimensions(cell));
        continue;
      }
      List<Erasure> vacated =
          pack ? tenancy.vacantAt(cell.time(), cell.encoding().size()) : List.of();
      erasures.addAll(vacated);
      place(cell, vacated);
      tenancy.takes(cell, dimensions(cell));
    }
  }

  private int fresh(String label) {
    labels.add(new ArrayList<>(List.of(label)));
    return labels.size() - 1;
  }

  private void place(Cell cell, List<Erasure> vacated) {
    int[] own = new int[cell.encoding().size()];
    for (int i = 0; i < own.length; i++) {
      if (i < vacated.size()) {
        own[i] = vacated.get(i).dimension();
        labels.get(own[i]).add(label(cell, i));
      } else {
        own[i] = fresh(label(cell, i));
      }
    }
    dimensions.put(cell, own);
  }

  /** The cells one after another, the embeddings' first, each in dimensions of its own. */
  public static ResidualLayout of(Plan plan) {
    return new ResidualLayout(plan, /* pack= */ false);
  }

  /** The same with dimensions used again once nobody reads what stands there. */
  public static ResidualLayout packed(Plan plan) {
    return new ResidualLayout(plan, /* pack= */ true);
  }

  /** The cells in order. */
  public List<Cell> cells() {
    return cells;
  }

  /** What the MLP of a half-layer erases. */
  public List<Erasure> erasuresAt(int time) {
    return erasures.stream().filter(e -> e.time() == time).toList();
  }

  /** The residual dimension of a cell's dimension. */
  public int dimension(Cell cell, int offset) {
    return dimensions(cell)[offset];
  }

  private int[] dimensions(Cell cell) {
    int[] own = dimensions.get(cell);
    if (own == null) throw new IllegalArgumentException("no such cell: " + cell);
    return own;
  }

  /** The dimension that is 1 at BOS. */
  public int bos() {
    return bos;
  }

  /** The dimension that is 1 at PAD. */
  public int pad() {
    return pad;
  }

  /** The number of dimensions. */
  public int width() {
    return labels.size();
  }

  /**
   * A name for a dimension: {@code tokens="a"}, {@code place=3}, {@code frac}, {@code bos}; of
   * several occupants, {@code tokens="a", then place=3}.
   */
  public String label(int dimension) {
    return labels.get(dimension).stream().collect(Collectors.joining(", then "));
  }

  private static String label(Cell cell, int offset) {
    return cell.encoding() instanceof Encoding.OneHot one
        ? cell.label() + "=" + one.domain().value(offset)
        : cell.label();
  }
}
