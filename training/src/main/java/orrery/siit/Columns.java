package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import orrery.circuit.Vocabulary;
import orrery.model.TransformerConfig;

/**
 * Rows of tokens as one-hot columns, {@code [model, dVocab + nCtx, position * row]}: BOS first,
 * then the tokens, then PAD, which nobody sees.
 */
final class Columns {
  private static final float UNSEEN = -1e30f; // its exponential is exactly 0 beside any score

  private final TransformerConfig config;
  private final Vocabulary vocabulary;
  private final int models;
  private final int positions;
  private final int rows;
  private final float[] oneHot;
  private final int[] lengths; // [model * row] tokens with BOS

  Columns(TransformerConfig config, Vocabulary vocabulary, int models, int positions, int rows) {
    this.config = config;
    this.vocabulary = vocabulary;
    this.models = models;
    this.positions = positions;
    this.rows = rows;
    this.oneHot = new float[models * height() * positions * rows];
    this.lengths = new int[models * rows];
  }

  private int height() {
    return config.dVocab() + config.nCtx();
  }

  /** Puts an input into a row of a model. */
  void put(int model, int row, int[] input) {
    lengths[model * rows + row] = input.length + 1;
    for (int p = 0; p < positions; p++) {
      int token = p == 0 ? vocabulary.bos() : p <= input.length ? input[p - 1] : vocabulary.pad();
      oneHot[at(model, token, p, row)] = 1;
      oneHot[at(model, config.dVocab() + p, p, row)] = 1;
    }
  }

  private int at(int model, int unit, int position, int row) {
    return ((model * height() + unit) * positions + position) * rows + row;
  }

  /** What a pass gets. */
  StackedPass.Inputs inputs(Native memory, boolean causal) {
    return new StackedPass.Inputs(
        memory.array(oneHot, models, height(), (long) positions * rows),
        unseen(memory, causal),
        positions,
        rows);
  }

  private Optional<NDArray> unseen(Native memory, boolean causal) {
    boolean padded = false;
    for (int length : lengths) padded |= length < positions;
    // Causal queries come before all PAD.
    if (causal) return Optional.of(future(memory));
    if (!padded) return Optional.empty();
    float[] bias = new float[models * positions * rows];
    for (int m = 0; m < models; m++) {
      for (int r = 0; r < rows; r++) {
        for (int p = lengths[m * rows + r]; p < positions; p++) {
          bias[(m * positions + p) * rows + r] = UNSEEN;
        }
      }
    }
    return Optional.of(memory.array(bias, models, 1, 1, positions, rows));
  }

  private NDArray future(Native memory) {
    float[] bias = new float[positions * positions];
    for (int query = 0; query < positions; query++) {
      for (int key = query + 1; key < positions; key++) bias[query * positions + key] = UNSEEN;
    }
    return memory.array(bias, 1, 1, positions, positions, 1);
  }

  /** The same inputs behind one another, as several groups of rows. */
  static Columns groups(
      TransformerConfig config,
      Vocabulary vocabulary,
      int positions,
      List<int[][]> ofModel,
      int groups) {
    int each = ofModel.get(0).length;
    Columns columns = new Columns(config, vocabulary, ofModel.size(), positions, groups * each);
    for (int m = 0; m < ofModel.size(); m++) {
      for (int g = 0; g < groups; g++) {
        for (int r = 0; r < each; r++) columns.put(m, g * each + r, ofModel.get(m)[r]);
      }
    }
    return columns;
  }
}
