package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.Port;
import orrery.model.TransformerConfig;

/** Which reader of a row gets which writers' outputs from the source run. */
final class ReaderMasks {
  private final TransformerConfig config;
  private final int models;
  private final int positions; // 1 where every position is treated alike
  private final int rows;
  private final float[][] heads; // [layer][model, head, position, row]
  private final float[][] mlps; // [layer][model, position, row]
  private final float[][] ports; // [layer][model, port, head, row]
  private final float[][] units; // [layer][model, row]
  private final float[] logits; // [model, row]

  ReaderMasks(TransformerConfig config, int models, int positions, int rows) {
    this.config = config;
    this.models = models;
    this.positions = positions;
    this.rows = rows;
    int layers = config.nLayers();
    int each = models * rows;
    heads = new float[layers][each * config.nHeads() * positions];
    mlps = new float[layers][each * positions];
    ports = new float[layers][3 * each * config.nHeads()];
    units = new float[layers][each];
    logits = new float[each];
  }

  /**
   * Gives a row's reader its strangers' outputs from the source.
   *
   * @param where at which positions, BOS being 0; not asked where all positions are treated alike
   */
  void rewire(int model, int row, Places.Reading reading, Places places, BitSet where) {
    int h = config.nHeads();
    for (int p = 0; p < positions; p++) {
      if (positions > 1 && !where.get(p)) continue;
      for (int l = 0; l < config.nLayers(); l++) {
        for (int i = 0; i < h; i++) {
          if (reading.strangers().get(places.head(l, i))) {
            heads[l][((model * h + i) * positions + p) * rows + row] = 1;
          }
        }
        boolean mlp = !config.attnOnly() && reading.strangers().get(places.mlp(l));
        if (mlp) mlps[l][(model * positions + p) * rows + row] = 1;
      }
    }
    int layer = reading.reader().layer();
    switch (reading.reader().kind()) {
      case HEAD -> {
        int port = List.of(Port.Q, Port.K, Port.V).indexOf(reading.port());
        ports[layer][((model * 3 + port) * h + reading.reader().head()) * rows + row] = 1;
      }
      case MLP -> units[layer][model * rows + row] = 1;
      case LOGITS -> logits[model * rows + row] = 1;
      case EMBED, POS_EMBED -> throw new AssertionError("embeddings read nothing");
    }
  }

  /** What a pass gets. */
  Rewiring.Mask mask(Native memory) {
    List<NDArray> ofHeads = new ArrayList<>();
    List<NDArray> ofMlps = new ArrayList<>();
    List<NDArray> ofPorts = new ArrayList<>();
    List<NDArray> ofUnits = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      ofHeads.add(memory.array(heads[l], models, config.nHeads(), 1, positions, rows));
      ofMlps.add(memory.array(mlps[l], models, 1, positions, rows));
      ofPorts.add(memory.array(ports[l], models, 3, config.nHeads(), 1, 1, rows));
      ofUnits.add(memory.array(units[l], models, 1, 1, rows));
    }
    return new Rewiring.Mask(
        ofHeads, ofMlps, ofPorts, ofUnits, memory.array(logits, models, 1, 1, rows));
  }
}
