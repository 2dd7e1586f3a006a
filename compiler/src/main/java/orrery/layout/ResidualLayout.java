package orrery.layout;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which dimensions of the residual stream belong to which cell.
 *
 * <p>Two dimensions belong to no variable: one is 1 at BOS only, one is 1 at PAD only.
 */
public final class ResidualLayout {
  private final Map<Cell, Integer> first = new IdentityHashMap<>();
  private final List<Cell> cells;
  private final int bos;
  private final int pad;
  private final int width;

  private ResidualLayout(List<Cell> cells) {
    this.cells = List.copyOf(cells);
    int next = 0;
    for (Cell cell : cells) {
      if (cell.time() != Schedule.EMBEDDING) continue;
      first.put(cell, next);
      next += cell.encoding().size();
    }
    bos = next++;
    pad = next++;
    for (Cell cell : cells) {
      if (cell.time() == Schedule.EMBEDDING) continue;
      first.put(cell, next);
      next += cell.encoding().size();
    }
    width = next;
  }

  /** The cells one after another, the embeddings' first. */
  public static ResidualLayout of(Plan plan) {
    return new ResidualLayout(plan.cells());
  }

  /** The cells in order. */
  public List<Cell> cells() {
    return cells;
  }

  /** The residual dimension of a cell's dimension. */
  public int dimension(Cell cell, int offset) {
    Integer start = first.get(cell);
    if (start == null) throw new IllegalArgumentException("no such cell: " + cell);
    return start + offset;
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
    return width;
  }

  /** A name for a dimension: {@code tokens="a"}, {@code place=3}, {@code frac}, {@code bos}. */
  public String label(int dimension) {
    if (dimension == bos) return "bos";
    if (dimension == pad) return "pad";
    for (Cell cell : cells) {
      int offset = dimension - dimension(cell, 0);
      if (offset < 0 || offset >= cell.encoding().size()) continue;
      return cell.encoding() instanceof Encoding.OneHot one
          ? cell.label() + "=" + one.domain().value(offset)
          : cell.label();
    }
    throw new IllegalArgumentException("no dimension " + dimension + " of " + width);
  }
}
