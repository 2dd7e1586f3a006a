package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.passes.Passes;

/** What other tools load is what the model says. */
class ExportTest {
  @TempDir Path scratch = Path.of("");

  private JsonObject json(CompiledModel model, Export.Target target) throws Exception {
    Path file = scratch.resolve(target + ".json");
    Export.write(model, target, file, true);
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  @Test
  void theGraphOfMibHasTheProgramsEdgesAmongAllOfAUniformModel() throws Exception {
    CompiledModel model =
        Passes.apply(
            Samples.compile(Samples.REVERSE), Passes.parse("pad:heads=2,units=1,dimensions=0"));
    JsonObject graph = json(model, Export.Target.MIB);
    int heads = model.weights().config().nHeads();
    int layers = model.weights().config().nLayers();

    List<String> inside = new ArrayList<>();
    JsonObject edges = graph.getAsJsonObject("edges");
    for (Map.Entry<String, JsonElement> edge : edges.entrySet()) {
      JsonObject values = edge.getValue().getAsJsonObject();
      if (values.get("in_graph").getAsBoolean()) inside.add(edge.getKey());
      assertThat(values.get("score").getAsDouble() == 1)
          .isEqualTo(values.get("in_graph").getAsBoolean());
    }
    int count = 1 + layers * (heads + 1);
    for (int l = 0; l < layers; l++) {
      count += 3 * heads * (1 + l * (heads + 1)) + 1 + l * (heads + 1) + heads;
    }

    assertThat(edges.size()).isEqualTo(count);
    assertThat(graph.getAsJsonObject("nodes").size()).isEqualTo(2 + layers * (heads + 1));
    List<String> expected =
        model.program().edges().keySet().stream()
            .filter(e -> e.from() != Component.POS_EMBED)
            .map(e -> e.name().replaceFirst("^embed", "input"))
            .toList();
    assertThat(inside).containsExactlyInAnyOrderElementsOf(expected);
    List<String> positions = new ArrayList<>();
    graph.getAsJsonObject("x_orrery").getAsJsonObject("edges").entrySet().stream()
        .filter(e -> e.getValue().getAsJsonObject().get("in_graph").getAsBoolean())
        .forEach(e -> positions.add(e.getKey()));
    assertThat(positions)
        .isEqualTo(
            model.program().edges().keySet().stream()
                .filter(e -> e.from() == Component.POS_EMBED)
                .map(Edge::name)
                .toList());
  }

  @Test
  void interpBenchSeesHookPoints() throws Exception {
    JsonObject edges = json(Samples.compile(Samples.HIST), Export.Target.INTERPBENCH);

    assertThat(edges.get("edges"))
        .hasToString(
            """
            [["hook_embed","blocks.0.hook_q_input[0]"],\
            ["blocks.0.hook_q_input[0]","blocks.0.attn.hook_q[0]"],\
            ["blocks.0.attn.hook_q[0]","blocks.0.attn.hook_result[0]"],\
            ["hook_embed","blocks.0.hook_k_input[0]"],\
            ["blocks.0.hook_k_input[0]","blocks.0.attn.hook_k[0]"],\
            ["blocks.0.attn.hook_k[0]","blocks.0.attn.hook_result[0]"],\
            ["blocks.0.attn.hook_result[0]","blocks.0.hook_resid_post"]]\
            """);
  }

  @Test
  void transformerLensGetsItsOwnFieldsOnly() throws Exception {
    Path folder = scratch.resolve("tl");
    CompiledModel model = Samples.compile(Samples.HIST);
    Export.write(model, Export.Target.TRANSFORMERLENS, folder, false);

    JsonObject config =
        JsonParser.parseString(Files.readString(folder.resolve("config.json"))).getAsJsonObject();
    assertThat(config.has("orrery")).isFalse();
    assertThat(config.has("schema")).isFalse();
    assertThat(config.get("normalization_type").isJsonNull()).isTrue();
    assertThat(Files.readString(folder.resolve("load.py"))).contains("EXAMPLE = [\"<bos>\", ");
    assertThat(Safetensors.read(folder.resolve("model.safetensors")).tensors())
        .isEqualTo(StateDict.of(model.weights().toFloat32()));
    assertThatThrownBy(() -> Export.write(model, Export.Target.TRANSFORMERLENS, folder, false))
        .isInstanceOf(ArtifactException.class);
    Export.write(model, Export.Target.TRANSFORMERLENS, folder, true);
  }

  @Test
  void graphvizGetsAGraph() throws Exception {
    for (Export.Target target : List.of(Export.Target.DOT, Export.Target.DOT_VARIABLES)) {
      Path file = scratch.resolve(target + ".dot");
      Export.write(Samples.compile(Samples.HIST), target, file, false);

      assertThat(Files.readString(file)).startsWith("digraph").contains("tokens");
      assertThatThrownBy(() -> Export.write(Samples.compile(Samples.HIST), target, file, false))
          .hasMessageContaining("it exists");
    }
  }
}
