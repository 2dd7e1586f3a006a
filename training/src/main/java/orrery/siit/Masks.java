package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import orrery.circuit.Reader;

/**
 * Which outputs of heads and MLPs, and which queries, keys and values, are overwritten, row by row:
 * what is kept of the own output, and what is taken of the source's.
 */
final class Masks {
  private final Places places;
  private final int models;
  private final int positions; // 1 where every position is treated alike
  private final int groups;
  private final int rows; // of a group
  private final float[][] keep; // [component][model, position, group, row]
  private final float[][] take;
  private final Optional<CoordinateMasks> coordinates; // where variables live in subspaces
  private final float[][] ports; // [layer][model, port, position, group, row], or no layer

  /** Masks that overwrite nothing yet. */
  Masks(List<Places> of, int positions, int groups, int rows, boolean ported) {
    this.places = of.get(0);
    this.models = of.size();
    this.coordinates =
        of.stream().anyMatch(p -> p.subspaces.isPresent())
            ? Optional.of(new CoordinateMasks(of, positions, groups, rows))
            : Optional.empty();
    this.positions = positions;
    this.groups = groups;
    this.rows = rows;
    int size = models * positions * groups * rows;
    this.keep = new float[places.count()][size];
    this.take = new float[places.count()][size];
    for (float[] k : keep) java.util.Arrays.fill(k, 1);
    int layers = ported ? places.config.nLayers() : 0;
    this.ports = new float[layers][3 * places.config.nHeads() * size];
  }

  private int at(int model, int position, int group, int row) {
    return ((model * positions + position) * groups + group) * rows + row;
  }

  /**
   * Overwrites some components of a row by its source's.
   *
   * @param where at which positions, BOS being 0; not asked where all positions are treated alike
   */
  void exchange(int model, int group, int row, BitSet components, BitSet where) {
    for (int c = components.nextSetBit(0); c >= 0; c = components.nextSetBit(c + 1)) {
      for (int p = 0; p < positions; p++) {
        if (positions > 1 && !where.get(p)) continue;
        keep[c][at(model, p, group, row)] = 0;
        take[c][at(model, p, group, row)] = 1;
      }
    }
  }

  /**
   * Overwrites queries, keys or values of some heads of a row by its source's.
   *
   * @param where as {@link #exchange}
   */
  void exchange(int model, int group, int row, List<Reader> readers, BitSet where) {
    int all = 3 * places.config.nHeads();
    for (Reader reader : readers) {
      float[] own = ports[reader.component().layer()];
      int first = model * all + places.port(reader);
      for (int p = 0; p < positions; p++) {
        if (positions == 1 || where.get(p)) own[at(first, p, group, row)] = 1;
      }
    }
  }

  /**
   * Overwrites some coordinates of what components of a row write by its source's.
   *
   * @param where as {@link #exchange}
   */
  void exchange(int model, int group, int row, Places.InSubspace part, BitSet where) {
    coordinates.orElseThrow().exchange(model, group, row, part, where);
  }

  /** Sets some components of a row to zero at every position. */
  void zero(int model, int group, int row, BitSet components) {
    for (int c = components.nextSetBit(0); c >= 0; c = components.nextSetBit(c + 1)) {
      for (int p = 0; p < positions; p++) keep[c][at(model, p, group, row)] = 0;
    }
  }

  /** What a pass gets. */
  StackedPass.Swaps swaps(Native memory, StackedPass.Outputs source) {
    List<StackedPass.Mask> heads = new ArrayList<>();
    List<StackedPass.Mask> mlps = new ArrayList<>();
    for (int l = 0; l < places.config.nLayers(); l++) {
      heads.add(new StackedPass.Mask(heads(memory, l, keep), heads(memory, l, take)));
      if (!places.config.attnOnly()) {
        mlps.add(new StackedPass.Mask(mlp(memory, l, keep), mlp(memory, l, take)));
      }
    }
    List<StackedPass.Mask> ofPorts = new ArrayList<>();
    for (float[] own : ports) {
      NDArray kept = ports(memory, complement(own));
      ofPorts.add(new StackedPass.Mask(kept, ports(memory, own)));
    }
    return new StackedPass.Swaps(
        source, heads, mlps, ofPorts, coordinates.map(c -> c.swaps(memory, source)));
  }

  private NDArray ports(Native memory, float[] values) {
    return memory.array(values, models, 3L * places.config.nHeads(), 1, positions, groups, rows);
  }

  private static float[] complement(float[] taken) {
    float[] kept = new float[taken.length];
    for (int i = 0; i < kept.length; i++) kept[i] = 1 - taken[i];
    return kept;
  }

  private NDArray heads(Native memory, int layer, float[][] values) {
    int heads = places.config.nHeads();
    int each = positions * groups * rows;
    float[] all = new float[models * heads * each];
    for (int m = 0; m < models; m++) {
      for (int h = 0; h < heads; h++) {
        System.arraycopy(
            values[places.head(layer, h)], m * each, all, (m * heads + h) * each, each);
      }
    }
    return memory.array(all, models, heads, 1, positions, groups, rows);
  }

  private NDArray mlp(Native memory, int layer, float[][] values) {
    return memory.array(values[places.mlp(layer)], models, 1, positions, groups, rows);
  }
}
