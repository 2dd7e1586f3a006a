package orrery.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.causal.CausalModel;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/**
 * Drawings are the same, letter for letter, as those that were looked at and found good.
 *
 * <p>{@code -Dgolden.update=true} rewrites the expected files; then look at them again.
 */
class DrawGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/draw");

  private static void assertIsGolden(String drawing, String name) throws IOException {
    Path expected = FOLDER.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, drawing);
    assertThat(drawing).isEqualTo(Files.readString(expected));
  }

  private static CausalModel depth() throws IOException {
    Source source = new Source("depth.rasp", Files.readString(FOLDER.resolve("depth.rasp")));
    return Frontend.load(source, Map.of(), new Diagnostics()).orElseThrow().model();
  }

  @Test
  void aCausalGraphAsDot() throws IOException {
    assertIsGolden(Dot.write(CausalGraph.of(depth())), "depth.dot");
  }

  @Test
  void aCausalGraphAsSvg() throws IOException {
    assertIsGolden(Svg.write(CausalGraph.of(depth())), "depth.svg");
  }

  @Test
  void everyTextIsEscaped() throws IOException {
    Graph graph =
        new Graph(
            "a \"quoted\" title",
            Graph.Direction.UP,
            List.of(
                Graphs.node("in", "in", "{\"<\", \"&\"}"), Graphs.node("out", "out\\", "é 😀 字")),
            List.of(
                new Graph.Edge("in", "out", "x < y", Graphs.DASHED, "says \"hi\"\n& more"),
                Graphs.edge("in", "out")));
    assertIsGolden(Dot.write(graph), "escapes.dot");
    assertIsGolden(Svg.write(graph), "escapes.svg");
  }
}
