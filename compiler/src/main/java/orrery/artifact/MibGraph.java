package orrery.artifact;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;
import orrery.model.TransformerConfig;

/**
 * A circuit as the graph that EAP-IG's {@code Graph.from_json} loads and MIB scores against.
 *
 * <p>That graph has every head and MLP of a uniform model, and one source {@code input} for the
 * token embedding. It has no position embedding: those edges stand under {@code x_orrery}, a key
 * that its reader overlooks. Source: hannamw/EAP-IG, {@code src/eap/graph.py} ({@code from_model},
 * {@code to_json}, {@code from_json}).
 */
final class MibGraph {
  private final TransformerConfig config;
  private final Set<String> in = new HashSet<>();
  private final Set<String> touched = new HashSet<>();
  private final JsonObject nodes = new JsonObject();
  private final JsonObject edges = new JsonObject();
  private final JsonObject positions = new JsonObject();

  private MibGraph(TransformerConfig config, Marked marked) {
    this.config = config;
    for (Edge edge : marked.edges()) {
      in.add(name(edge));
      if (edge.from() == Component.POS_EMBED) continue;
      touched.add(name(edge.from()));
      touched.add(name(edge.to()));
    }
  }

  /** The graph of a model in which some edges are marked. */
  static JsonObject of(CompiledModel model, Marked marked) {
    TransformerConfig config = model.weights().config();
    MibGraph graph = new MibGraph(config, marked);
    graph.fill();
    JsonObject shape = new JsonObject();
    shape.addProperty("n_layers", config.nLayers());
    shape.addProperty("n_heads", config.nHeads());
    shape.addProperty("parallel_attn_mlp", false);
    shape.addProperty("d_model", config.dModel());
    JsonObject own = new JsonObject();
    own.addProperty("schema", "orrery/mib/1");
    own.addProperty("model", ModelHash.of(model));
    own.addProperty("truth", marked.truth());
    own.addProperty("definition", marked.definition());
    own.add("edges", graph.positions);
    JsonObject json = new JsonObject();
    json.add("cfg", shape);
    json.add("nodes", graph.nodes);
    json.add("edges", graph.edges);
    json.add("x_orrery", own);
    return json;
  }

  /** Every node with every edge into it, in the order of computation. */
  private void fill() {
    node(Component.EMBED);
    for (int l = 0; l < config.nLayers(); l++) {
      for (int h = 0; h < config.nHeads(); h++) {
        Component head = Component.head(l, h);
        node(head);
        for (Port port : new Port[] {Port.Q, Port.K, Port.V}) into(head, port);
      }
      node(Component.mlp(l));
      into(Component.mlp(l), Port.MLP);
    }
    node(Component.LOGITS);
    into(Component.LOGITS, Port.LOGITS);
  }

  private void node(Component component) {
    JsonObject json = new JsonObject();
    json.addProperty("in_graph", touched.contains(name(component)));
    nodes.add(name(component), json);
  }

  private void into(Component to, Port port) {
    edge(new Edge(Component.EMBED, to, port));
    edge(new Edge(Component.POS_EMBED, to, port));
    for (int l = 0; l < config.nLayers(); l++) {
      for (int h = 0; h < config.nHeads(); h++) edge(new Edge(Component.head(l, h), to, port));
      edge(new Edge(Component.mlp(l), to, port));
    }
  }

  private void edge(Edge edge) {
    if (edge.from().time() >= edge.to().time()) return;
    boolean inside = in.contains(name(edge));
    JsonObject json = new JsonObject();
    json.addProperty("score", inside ? 1.0 : 0.0);
    json.addProperty("in_graph", inside);
    (edge.from() == Component.POS_EMBED ? positions : edges).add(name(edge), json);
  }

  private static String name(Component component) {
    return component.kind() == Component.Kind.EMBED ? "input" : component.name();
  }

  private static String name(Edge edge) {
    String port =
        edge.to().kind() == Component.Kind.HEAD
            ? "<" + edge.port().name().toLowerCase(Locale.ROOT) + ">"
            : "";
    return name(edge.from()) + "->" + name(edge.to()) + port;
  }
}
