package orrery.intervention;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** Models and circuits made into ones with a property that is known. */
final class Surgery {
  private Surgery() {}

  /** Without normalisation and MLPs, every head looking everywhere alike: nothing bends. */
  static Weights linear(Weights weights) {
    int dModel = weights.config().dModel();
    Affine nothing = Affine.zero(dModel, weights.config().dHead());
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : weights.layers()) {
      List<Head> heads =
          layer.heads().stream().map(h -> new Head(nothing, nothing, h.v(), h.wO())).toList();
      layers.add(new Layer(heads, layer.bO(), Optional.empty()));
    }
    return new Weights(
        unnormalized(weights.config()), weights.wE(), weights.wPos(), layers, weights.unembed());
  }

  private static TransformerConfig unnormalized(TransformerConfig c) {
    return new TransformerConfig(
        c.nLayers(),
        c.nHeads(),
        c.dModel(),
        c.dHead(),
        c.dMlp(),
        c.nCtx(),
        c.dVocab(),
        c.dVocabOut(),
        c.activation(),
        c.attentionDirection(),
        Normalization.NONE);
  }

  /**
   * A model in which some edges are dead.
   *
   * @param weights without normalisation, so that what is not read is not felt either
   * @param dead the edges that go from one half to the other or lead to nothing that is read
   */
  record Halves(Weights weights, List<Integer> dead) {}

  /** Every writer writes, and every reader reads, only one half of the stream, drawn at random. */
  static Halves halves(Weights weights, RandomGenerator random) {
    ResidualGraph graph = ResidualGraph.of(weights);
    Map<Component, Boolean> writes = new HashMap<>();
    Map<Reader, Boolean> reads = new HashMap<>();
    for (Component writer : graph.writers()) writes.put(writer, random.nextBoolean());
    for (Reader reader : graph.readers()) reads.put(reader, random.nextBoolean());
    Halving halving = new Halving(weights.config().dModel(), writes, reads);
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < weights.layers().size(); l++) {
      layers.add(halving.layer(l, weights.layers().get(l)));
    }
    Weights halved =
        new Weights(
            unnormalized(weights.config()),
            halving.written(Component.EMBED, weights.wE()),
            halving.written(Component.POS_EMBED, weights.wPos()),
            layers,
            halving.read(Component.LOGITS, Port.LOGITS, weights.unembed()));
    return new Halves(halved, halving.dead(graph));
  }

  /** Which half each writer writes and each reader reads; {@code true} is the first. */
  private record Halving(int dModel, Map<Component, Boolean> writes, Map<Reader, Boolean> reads) {
    Layer layer(int l, Layer layer) {
      List<Head> heads = new ArrayList<>();
      for (int h = 0; h < layer.heads().size(); h++) {
        Head head = layer.heads().get(h);
        Component component = Component.head(l, h);
        heads.add(
            new Head(
                read(component, Port.Q, head.q()),
                read(component, Port.K, head.k()),
                read(component, Port.V, head.v()),
                written(component, head.wO())));
      }
      Component mlp = Component.mlp(l);
      return new Layer(
          heads,
          layer.bO(),
          layer
              .mlp()
              .map(
                  m ->
                      new Mlp(
                          read(mlp, Port.MLP, m.in()),
                          new Affine(
                              written(mlp, m.wOut()),
                              m.bOut().times(half(writes.getOrDefault(mlp, false)))))));
    }

    Matrix written(Component writer, Matrix w) {
      return w.times(half(writes.getOrDefault(writer, false)));
    }

    Affine read(Component component, Port port, Affine map) {
      Matrix half = half(reads.getOrDefault(new Reader(component, port), false));
      return new Affine(half.times(map.w()), map.b());
    }

    private Matrix half(boolean first) {
      MatrixBuilder half = Matrix.builder(dModel, dModel);
      for (int d = 0; d < dModel; d++) if (d < dModel / 2 == first) half.set(d, d, 1);
      return half.build();
    }

    List<Integer> dead(ResidualGraph graph) {
      BitSet meeting = new BitSet();
      for (int e = 0; e < graph.edgeCount(); e++) {
        Reader reader = graph.reader(graph.readerOf(e));
        Component writer = graph.writer(graph.writerOf(e));
        meeting.set(
            e, writes.getOrDefault(writer, false).equals(reads.getOrDefault(reader, false)));
      }
      BitSet live = leadingSomewhere(graph, meeting);
      List<Integer> dead = new ArrayList<>();
      for (int e = 0; e < graph.edgeCount(); e++) if (!live.get(e)) dead.add(e);
      return dead;
    }
  }

  /** The edges of a circuit whose end is read by something that is read, down to the logits. */
  private static BitSet leadingSomewhere(ResidualGraph graph, BitSet circuit) {
    BitSet used = new BitSet();
    boolean[] read = new boolean[graph.writers().size()];
    for (int v = graph.readers().size() - 1; v >= 0; v--) {
      int self = graph.writerId(graph.reader(v).component()).orElse(-1);
      if (self >= 0 && !read[self]) continue;
      for (int u = 0; u < graph.writersOf(v); u++) {
        if (!circuit.get(graph.edge(u, v))) continue;
        used.set(graph.edge(u, v));
        read[u] = true;
      }
    }
    return used;
  }

  /** The edges of a circuit that lie on a way from an embedding to the logits. */
  static BitSet pruned(ResidualGraph graph, BitSet circuit) {
    BitSet left = new BitSet();
    boolean[] reached = new boolean[graph.writers().size()];
    for (int v = 0; v < graph.readers().size(); v++) {
      int self = graph.writerId(graph.reader(v).component()).orElse(-1);
      for (int u = 0; u < graph.writersOf(v); u++) {
        boolean input = graph.writer(u).layer() < 0;
        if (!circuit.get(graph.edge(u, v)) || !input && !reached[u]) continue;
        left.set(graph.edge(u, v));
        if (self >= 0) reached[self] = true;
      }
    }
    return leadingSomewhere(graph, left);
  }
}
