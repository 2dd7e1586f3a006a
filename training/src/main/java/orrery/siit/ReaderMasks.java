package orrery.siit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.model.TransformerConfig;

/** Which readers of the circuit get their strangers' outputs from the source run, row by row. */
final class ReaderMasks {
  private static final List<Port> PORTS = List.of(Port.Q, Port.K, Port.V);

  private final TransformerConfig config;
  private final List<Places> places; // by model
  private final int positions; // 1 where every position is treated alike
  private final int rows;
  private final float[] where; // [model, position, row]
  private final float[][] ports; // [layer][model, port, head, row] who is concerned
  private final float[][] units; // [layer][model, row]
  private final float[] logits; // [model, row]

  /** Masks in which no reader is concerned yet. */
  ReaderMasks(List<Places> places, int positions, int rows) {
    this.config = places.get(0).config;
    this.places = places;
    this.positions = positions;
    this.rows = rows;
    int layers = config.nLayers();
    int each = places.size() * rows;
    where = new float[each * positions];
    ports = new float[layers][3 * each * config.nHeads()];
    units = new float[layers][each];
    logits = new float[each];
  }

  /**
   * Gives some of the circuit's readers their strangers' outputs from the source.
   *
   * @param readings by number, see {@link Places#readings}
   * @param common at which positions, BOS being 0; not asked where all positions are treated alike
   */
  void rewire(int model, int row, BitSet readings, BitSet common) {
    for (int p = 0; p < positions; p++) {
      if (positions == 1 || common.get(p)) where[(model * positions + p) * rows + row] = 1;
    }
    for (int i = readings.nextSetBit(0); i >= 0; i = readings.nextSetBit(i + 1)) {
      Places.Reading reading = places.get(model).readings.get(i);
      int layer = reading.reader().layer();
      switch (reading.reader().kind()) {
        case HEAD -> ports[layer][(model * ports() + port(reading)) * rows + row] = 1;
        case MLP -> units[layer][model * rows + row] = 1;
        case LOGITS -> logits[model * rows + row] = 1;
        case EMBED, POS_EMBED -> throw new AssertionError("embeddings read nothing");
      }
    }
  }

  private int ports() {
    return 3 * config.nHeads();
  }

  private int port(Places.Reading reading) {
    return places.get(0).port(new Reader(reading.reader(), reading.port()));
  }

  /** What a pass gets. */
  Rewiring.Mask mask(Native memory) {
    int models = places.size();
    List<Rewiring.Readers> ofPorts = new ArrayList<>();
    List<Rewiring.Readers> ofUnits = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      if (l > 0) ofPorts.add(readers(memory, Port.Q, l, ports[l]));
      ofUnits.add(readers(memory, Port.MLP, l, units[l]));
    }
    return new Rewiring.Mask(
        memory.array(where, models, 1, positions, rows),
        ofPorts,
        ofUnits,
        readers(memory, Port.LOGITS, config.nLayers(), logits));
  }

  /**
   * Readers of a layer with their strangers.
   *
   * @param kind {@link Port#Q} for all ports of the heads
   */
  private Rewiring.Readers readers(Native memory, Port kind, int layer, float[] concerned) {
    int count = kind == Port.Q ? ports() : 1;
    int before = before(kind, layer);
    float[] strangers = new float[places.size() * count * before];
    for (int m = 0; m < places.size(); m++) {
      for (Places.Reading reading : places.get(m).readings) {
        if (!isOf(reading, kind, layer)) continue;
        int reader = kind == Port.Q ? port(reading) : 0;
        BitSet own = reading.strangers();
        for (int c = own.nextSetBit(0); c >= 0; c = own.nextSetBit(c + 1)) {
          strangers[(m * count + reader) * before + c] = 1;
        }
      }
    }
    int models = places.size();
    return new Rewiring.Readers(
        memory.array(strangers, models, count, before),
        memory.array(concerned, models, count, 1, 1, rows));
  }

  /** How many components have written before such a reader reads. */
  private int before(Port kind, int layer) {
    Places any = places.get(0);
    return switch (kind) {
      case Q, K, V -> any.head(layer, 0);
      case MLP -> any.mlp(layer);
      case LOGITS -> any.count();
    };
  }

  private static boolean isOf(Places.Reading reading, Port kind, int layer) {
    return switch (kind) {
      case Q, K, V -> PORTS.contains(reading.port()) && reading.reader().layer() == layer;
      case MLP -> reading.port() == kind && reading.reader().layer() == layer;
      case LOGITS -> reading.port() == kind;
    };
  }
}
