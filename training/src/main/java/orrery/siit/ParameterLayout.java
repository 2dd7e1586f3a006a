package orrery.siit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * Where each parameter of a dense transformer stands in one flat array of floats, so that the
 * optimiser sees a single tensor.
 *
 * <p>Matrices are stored as {@code [to, from]}: a column of activations is multiplied from the
 * left. Token and position embedding stand side by side as one map from one-hot columns; queries,
 * keys and values of a layer's heads one above the other.
 */
final class ParameterLayout {
  /** One block: {@code [rows, columns]} from an offset; a bias has one column. */
  record Slot(String name, int offset, int rows, int columns) {
    int size() {
      return rows * columns;
    }
  }

  /** The slots of one layer, in their order. */
  static final List<String> LAYER =
      List.of("qkv", "qkv_bias", "o", "o_bias", "in", "in_bias", "out", "out_bias");

  private static final int HEAD_SLOTS = 4;

  final TransformerConfig config;
  private final List<Slot> slots = new ArrayList<>();
  private int size;

  ParameterLayout(TransformerConfig config) {
    this.config = config;
    int d = config.dModel();
    int wide = config.nHeads() * config.dHead();
    add("embed", d, config.dVocab() + config.nCtx());
    for (int l = 0; l < config.nLayers(); l++) {
      add("qkv", 3 * wide, d);
      add("qkv_bias", 3 * wide, 1);
      add("o", d, wide);
      add("o_bias", d, 1);
      if (config.attnOnly()) continue;
      add("in", config.dMlp(), d);
      add("in_bias", config.dMlp(), 1);
      add("out", d, config.dMlp());
      add("out_bias", d, 1);
    }
    add("unembed", config.dVocabOut(), d);
    add("unembed_bias", config.dVocabOut(), 1);
  }

  private void add(String name, int rows, int columns) {
    slots.add(new Slot(name, size, rows, columns));
    size = Math.addExact(size, Math.multiplyExact(rows, columns));
  }

  /** How many parameters there are. */
  int size() {
    return size;
  }

  List<Slot> slots() {
    return List.copyOf(slots);
  }

  /** How many slots a layer has. */
  int slotsOfLayer() {
    return config.attnOnly() ? HEAD_SLOTS : LAYER.size();
  }

  private Slot slot(int layer, int which) {
    return slots.get(1 + layer * slotsOfLayer() + which);
  }

  /** The parameters of a dense model, every layer with all its heads and its MLP. */
  float[] flat(Weights dense) {
    float[] flat = new float[size];
    Weights weights = dense.padded();
    Slot embed = slots.get(0);
    put(flat, embed, weights.wE(), 0, 0);
    put(flat, embed, weights.wPos(), 0, config.dVocab());
    int wide = config.nHeads() * config.dHead();
    for (int l = 0; l < config.nLayers(); l++) {
      Layer layer = weights.layers().get(l);
      for (int h = 0; h < config.nHeads(); h++) {
        Head head = layer.heads().get(h);
        List<Affine> maps = List.of(head.q(), head.k(), head.v());
        for (int port = 0; port < maps.size(); port++) {
          int row = port * wide + h * config.dHead();
          put(flat, slot(l, 0), maps.get(port).w(), row, 0);
          put(flat, slot(l, 1), maps.get(port).b(), row);
        }
        put(flat, slot(l, 2), head.wO(), 0, h * config.dHead());
      }
      put(flat, slot(l, 3), layer.bO(), 0);
      if (config.attnOnly()) continue;
      Mlp mlp = layer.mlp().orElseThrow();
      put(flat, slot(l, 4), mlp.wIn(), 0, 0);
      put(flat, slot(l, 5), mlp.bIn(), 0);
      put(flat, slot(l, 6), mlp.wOut(), 0, 0);
      put(flat, slot(l, 7), mlp.bOut(), 0);
    }
    put(flat, slots.get(slots.size() - 2), weights.wU(), 0, 0);
    put(flat, slots.get(slots.size() - 1), weights.bU(), 0);
    return flat;
  }

  /** Puts a map of row vectors, {@code [from, to]}, at a place of a slot. */
  private static void put(float[] flat, Slot slot, Matrix w, int row, int column) {
    w.forEach(
        (from, to, value) ->
            flat[slot.offset() + (row + to) * slot.columns() + column + from] = (float) value);
  }

  private static void put(float[] flat, Slot slot, Vector b, int row) {
    for (int i = 0; i < b.size(); i++) flat[slot.offset() + row + i] = (float) b.get(i);
  }

  /** A dense model with the output matrices of heads and MLPs multiplied by a number. */
  Weights withOutputs(Weights dense, double scale) {
    if (scale == 1) return dense;
    float[] flat = flat(dense);
    for (Slot slot : slots) {
      if (!slot.name().equals("o") && !slot.name().equals("out")) continue;
      for (int i = 0; i < slot.size(); i++) flat[slot.offset() + i] *= (float) scale;
    }
    return weights(flat);
  }

  /** The model that these parameters are. */
  Weights weights(float[] flat) {
    int d = config.dModel();
    int wide = config.nHeads() * config.dHead();
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      List<Head> heads = new ArrayList<>();
      for (int h = 0; h < config.nHeads(); h++) {
        List<Affine> maps = new ArrayList<>();
        for (int port = 0; port < 3; port++) {
          int row = port * wide + h * config.dHead();
          maps.add(
              new Affine(
                  matrix(flat, slot(l, 0), row, 0, d, config.dHead()),
                  vector(flat, slot(l, 1), row, config.dHead())));
        }
        Matrix wO = matrix(flat, slot(l, 2), 0, h * config.dHead(), config.dHead(), d);
        heads.add(new Head(maps.get(0), maps.get(1), maps.get(2), wO));
      }
      layers.add(new Layer(heads, vector(flat, slot(l, 3), 0, d), mlp(flat, l)));
    }
    Slot embed = slots.get(0);
    int last = slots.size() - 1;
    return new Weights(
        config,
        matrix(flat, embed, 0, 0, config.dVocab(), d),
        matrix(flat, embed, 0, config.dVocab(), config.nCtx(), d),
        layers,
        new Affine(
            matrix(flat, slots.get(last - 1), 0, 0, d, config.dVocabOut()),
            vector(flat, slots.get(last), 0, config.dVocabOut())));
  }

  private Optional<Mlp> mlp(float[] flat, int l) {
    if (config.attnOnly()) return Optional.empty();
    int d = config.dModel();
    int units = config.dMlp();
    return Optional.of(
        new Mlp(
            new Affine(
                matrix(flat, slot(l, 4), 0, 0, d, units), vector(flat, slot(l, 5), 0, units)),
            new Affine(matrix(flat, slot(l, 6), 0, 0, units, d), vector(flat, slot(l, 7), 0, d))));
  }

  private static Matrix matrix(float[] flat, Slot slot, int row, int column, int from, int to) {
    MatrixBuilder matrix = Matrix.builder(from, to);
    double[] values = new double[to];
    for (int i = 0; i < from; i++) {
      for (int o = 0; o < to; o++) {
        values[o] = flat[slot.offset() + (row + o) * slot.columns() + column + i];
      }
      matrix.row(i, values);
    }
    return matrix.build();
  }

  private static Vector vector(float[] flat, Slot slot, int row, int size) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> flat[slot.offset() + row + i]);
    return Vector.of(values);
  }
}
