package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;

/**
 * A circuit as pairs of hook points: what InterpBench keeps in {@code edges.pkl}, in JSON, because
 * a pickle is a program.
 *
 * <p>A head is entered at {@code blocks.0.hook_q_input[1]}, passes through {@code attn.hook_q[1]}
 * and leaves at {@code attn.hook_result[1]}; an MLP is entered at {@code hook_mlp_in} and left at
 * {@code hook_mlp_out}; the logits are the last {@code hook_resid_post}. Source:
 * FlyingPumba/InterpBench, the granularity {@code acdc_hooks} of its circuits.
 */
final class HookEdges {
  private HookEdges() {}

  static JsonObject of(CompiledModel model, Marked marked) {
    Set<List<String>> pairs = new LinkedHashSet<>();
    int layers = model.weights().layers().size();
    for (Edge edge : marked.edges()) {
      String entry = entry(edge, layers);
      pairs.add(List.of(exit(edge.from()), entry));
      Component to = edge.to();
      if (to.kind() == Component.Kind.HEAD) {
        String inner = "blocks.%d.attn.hook_%s[%d]".formatted(to.layer(), port(edge), to.head());
        pairs.add(List.of(entry, inner));
        pairs.add(List.of(inner, exit(to)));
      } else if (to.kind() == Component.Kind.MLP) {
        pairs.add(List.of(entry, exit(to)));
      }
    }
    JsonArray edges = new JsonArray();
    for (List<String> pair : pairs) {
      JsonArray both = new JsonArray();
      pair.forEach(both::add);
      edges.add(both);
    }
    JsonObject json = new JsonObject();
    json.addProperty("schema", "orrery/hook_edges/1");
    json.addProperty("truth", marked.truth());
    json.add("edges", edges);
    return json;
  }

  private static String port(Edge edge) {
    return edge.port().name().toLowerCase(Locale.ROOT);
  }

  private static String entry(Edge edge, int layers) {
    Component to = edge.to();
    return switch (to.kind()) {
      case HEAD -> "blocks.%d.hook_%s_input[%d]".formatted(to.layer(), port(edge), to.head());
      case MLP -> "blocks.%d.hook_mlp_in".formatted(to.layer());
      case LOGITS -> layers == 0 ? "logits" : "blocks.%d.hook_resid_post".formatted(layers - 1);
      case EMBED, POS_EMBED -> throw new AssertionError("nothing leads to an embedding");
    };
  }

  private static String exit(Component component) {
    return switch (component.kind()) {
      case EMBED -> "hook_embed";
      case POS_EMBED -> "hook_pos_embed";
      case HEAD -> "blocks.%d.attn.hook_result[%d]".formatted(component.layer(), component.head());
      case MLP -> "blocks.%d.hook_mlp_out".formatted(component.layer());
      case LOGITS -> throw new AssertionError("nothing leaves the logits");
    };
  }
}
