package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.model.Matrix;

/** Which coordinates of what heads and MLPs write are overwritten by the source's, row by row. */
final class CoordinateMasks {
  private final List<Places> places; // by model
  private final int width;
  private final int positions; // 1 where every position is treated alike
  private final int groups;
  private final int rows; // of a group
  private final float[][] taken; // [component][model, coordinate, position, group, row]

  /** Masks that overwrite nothing yet. */
  CoordinateMasks(List<Places> places, int positions, int groups, int rows) {
    this.places = places;
    this.width = places.get(0).config.dModel();
    this.positions = positions;
    this.groups = groups;
    this.rows = rows;
    this.taken = new float[places.get(0).count()][places.size() * each()];
  }

  /** Numbers of one component of one model. */
  private int each() {
    return width * positions * groups * rows;
  }

  /**
   * Overwrites some coordinates of a row.
   *
   * @param where at which positions, BOS being 0; not asked where all positions are treated alike
   */
  void exchange(int model, int group, int row, Places.InSubspace part, BitSet where) {
    BitSet components = part.components();
    for (int c = components.nextSetBit(0); c >= 0; c = components.nextSetBit(c + 1)) {
      BitSet own = part.coordinates();
      for (int d = own.nextSetBit(0); d >= 0; d = own.nextSetBit(d + 1)) {
        for (int p = 0; p < positions; p++) {
          if (positions > 1 && !where.get(p)) continue;
          int at = (((model * width + d) * positions + p) * groups + group) * rows + row;
          taken[c][at] = 1;
        }
      }
    }
  }

  /** What a pass gets. */
  SubspaceSwaps swaps(Native memory, StackedPass.Outputs source) {
    Places any = places.get(0);
    List<NDArray> heads = new ArrayList<>();
    List<NDArray> mlps = new ArrayList<>();
    for (int l = 0; l < any.config.nLayers(); l++) {
      heads.add(mask(memory, any.head(l, 0), any.config.nHeads()));
      if (!any.config.attnOnly()) mlps.add(mask(memory, any.mlp(l), 1));
    }
    return new SubspaceSwaps(source, rotations(memory), heads, mlps);
  }

  /** {@code [model, coordinate, dModel]}; zero for a model without subspaces. */
  private NDArray rotations(Native memory) {
    float[] all = new float[places.size() * width * width];
    for (int m = 0; m < places.size(); m++) {
      if (places.get(m).subspaces.isEmpty()) continue;
      Matrix rotation = places.get(m).subspaces.get().rotation();
      int first = m * width;
      rotation.forEach((row, d, value) -> all[(first + row) * width + d] = (float) value);
    }
    return memory.array(all, places.size(), width, width);
  }

  /** Some components of a layer, {@code [model, component, coordinate, position, group, row]}. */
  private NDArray mask(Native memory, int first, int count) {
    int models = places.size();
    float[] all = new float[models * count * each()];
    for (int m = 0; m < models; m++) {
      for (int c = 0; c < count; c++) {
        System.arraycopy(taken[first + c], m * each(), all, (m * count + c) * each(), each());
      }
    }
    return memory.array(all, models, count, width, positions, groups, rows);
  }
}
