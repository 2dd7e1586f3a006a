package orrery.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.model.Layer;
import orrery.model.Weights;

/**
 * Who writes the residual stream of a transformer, who reads it, and every edge between them,
 * numbered densely.
 *
 * <p>Writers stand in the order of computation, so that the writers of a reader are the first
 * {@link #writersOf} of them, and edges stand by reader and then by writer. Token and position
 * embedding are writers of their own, q, k and v readers of their own; biases of attention (bO) are
 * constants of the stream and belong to nobody.
 */
public final class ResidualGraph {
  private final List<Component> writers = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final List<Integer> first = new ArrayList<>(); // [reader] its first edge
  private final List<Integer> parents = new ArrayList<>(); // [reader] how many writers it has
  private final Map<Component, Integer> writerIds = new HashMap<>();
  private final Map<Reader, Integer> readerIds = new HashMap<>();
  private int edges;

  private ResidualGraph() {}

  /** The graph of all components that these weights have, layer by layer. */
  public static ResidualGraph of(Weights weights) {
    ResidualGraph graph = new ResidualGraph();
    graph.writer(Component.EMBED);
    graph.writer(Component.POS_EMBED);
    for (int l = 0; l < weights.layers().size(); l++) graph.layer(l, weights.layers().get(l));
    graph.reader(new Reader(Component.LOGITS, Port.LOGITS));
    return graph;
  }

  private void layer(int l, Layer layer) {
    for (Port port : List.of(Port.Q, Port.K, Port.V)) {
      for (int h = 0; h < layer.heads().size(); h++) reader(new Reader(Component.head(l, h), port));
    }
    for (int h = 0; h < layer.heads().size(); h++) writer(Component.head(l, h));
    if (layer.mlp().isPresent()) {
      reader(new Reader(Component.mlp(l), Port.MLP));
      writer(Component.mlp(l));
    }
  }

  private void writer(Component component) {
    writerIds.put(component, writers.size());
    writers.add(component);
  }

  private void reader(Reader reader) {
    readerIds.put(reader, readers.size());
    readers.add(reader);
    first.add(edges);
    parents.add(writers.size());
    edges += writers.size();
  }

  /** Every writer, in the order of computation. */
  public List<Component> writers() {
    return List.copyOf(writers);
  }

  /**
   * Every reader, in the order of computation; within a layer all queries, all keys, all values.
   */
  public List<Reader> readers() {
    return List.copyOf(readers);
  }

  /** How many edges there are. */
  public int edgeCount() {
    return edges;
  }

  public Component writer(int id) {
    return writers.get(id);
  }

  public Reader reader(int id) {
    return readers.get(id);
  }

  /** The number of a writer; empty where the model has no such component. */
  public OptionalInt writerId(Component component) {
    return number(writerIds.get(component));
  }

  /** The number of a reader; empty where the model has no such input. */
  public OptionalInt readerId(Reader reader) {
    return number(readerIds.get(reader));
  }

  /** How many writers a reader has: the writers 0 to this number. */
  public int writersOf(int reader) {
    return parents.get(reader);
  }

  /**
   * The number of the edge from a writer to a reader; IllegalArgumentException if the writer comes
   * too late.
   */
  public int edge(int writer, int reader) {
    if (writer < 0 || writer >= writersOf(reader)) {
      throw new IllegalArgumentException(writer(writer) + " writes after " + reader(reader));
    }
    return first.get(reader) + writer;
  }

  /** The number of an edge; empty where the model has none such. */
  public OptionalInt edgeId(Edge edge) {
    Optional<Integer> writer = Optional.ofNullable(writerIds.get(edge.from()));
    Optional<Integer> reader =
        Optional.ofNullable(readerIds.get(new Reader(edge.to(), edge.port())));
    return writer.isEmpty() || reader.isEmpty() || writer.get() >= writersOf(reader.get())
        ? OptionalInt.empty()
        : OptionalInt.of(edge(writer.get(), reader.get()));
  }

  /** The reader at which an edge ends. */
  public int readerOf(int edge) {
    int low = 0;
    int high = readers.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (first.get(middle) <= edge) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The writer at which an edge begins. */
  public int writerOf(int edge) {
    return edge - first.get(readerOf(edge));
  }

  /** An edge by its number. */
  public Edge edge(int id) {
    Reader to = reader(readerOf(id));
    return new Edge(writer(writerOf(id)), to.component(), to.port());
  }

  /** Every edge, in the order of the numbers. */
  public List<Edge> edges() {
    List<Edge> all = new ArrayList<>();
    for (int reader = 0; reader < readers.size(); reader++) {
      Reader to = reader(reader);
      for (int w = 0; w < writersOf(reader); w++) {
        all.add(new Edge(writer(w), to.component(), to.port()));
      }
    }
    return all;
  }

  private static OptionalInt number(@org.jspecify.annotations.Nullable Integer id) {
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
