package orrery.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static orrery.draw.Graphs.edge;
import static orrery.draw.Graphs.node;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The layers, their order, and graphs that cannot be drawn. */
class LayoutTest {
  private static Map<String, Layout.Box> boxes(Graph graph) {
    return Layout.of(graph).boxes().stream().collect(Collectors.toMap(b -> b.node().id(), b -> b));
  }

  @Test
  void aNodeStandsAfterTheLongestPathToIt() {
    Graph graph =
        Graphs.of(
            List.of(node("a"), node("b"), node("c"), node("late")),
            List.of(edge("a", "b"), edge("b", "c"), edge("a", "c"), edge("late", "c")));
    assertThat(Ranks.of(graph)).isEqualTo(Map.of("a", 0, "b", 1, "c", 2, "late", 1));
  }

  @Test
  void aGivenRankIsKeptAndGapsAreClosed() {
    Graph.Node first = new Graph.Node("a", List.of(), Graphs.BOX, OptionalInt.of(3), "");
    Graph.Node second = new Graph.Node("b", List.of(), Graphs.BOX, OptionalInt.of(9), "");
    assertThat(Ranks.of(Graphs.of(List.of(first, second), List.of(edge("a", "b")))))
        .isEqualTo(Map.of("a", 0, "b", 1));
  }

  @Test
  void crossingsThatNeedNotBeAreTakenOut() {
    Graph graph =
        Graphs.of(
            List.of(node("a"), node("b"), node("x"), node("y")),
            List.of(edge("a", "y"), edge("b", "x")));
    Map<String, Layout.Box> boxes = boxes(graph);
    assertThat(boxes.get("a").y()).isLessThan(boxes.get("b").y());
    assertThat(boxes.get("y").y()).isLessThan(boxes.get("x").y());
  }

  @Test
  void aChainIsStraight() {
    Graph graph =
        Graphs.of(
            List.of(node("a"), node("b", "a longer text"), node("c")),
            List.of(edge("a", "b"), edge("b", "c")));
    assertThat(boxes(graph).values())
        .extracting(Layout.Box::y)
        .allMatch(y -> y == boxes(graph).get("a").y());
  }

  @Test
  void edgesLeadToTheRightOrUp() {
    List<Graph.Node> nodes = List.of(node("a"), node("b"));
    List<Graph.Edge> edges = List.of(edge("a", "b"));
    Map<String, Layout.Box> right = boxes(Graphs.of(nodes, edges));
    assertThat(right.get("a").x()).isLessThan(right.get("b").x());
    Map<String, Layout.Box> up = boxes(new Graph("up", Graph.Direction.UP, nodes, edges));
    assertThat(up.get("a").y()).isGreaterThan(up.get("b").y());
  }

  @Test
  void aCycleCannotBeDrawn() {
    Graph cycle = Graphs.of(List.of(node("a"), node("b")), List.of(edge("a", "b"), edge("b", "a")));
    assertThatThrownBy(() -> Svg.write(cycle)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGraphHasBothEndsOfEveryEdgeAndNoNodeTwice() {
    assertThatThrownBy(() -> Graphs.of(List.of(node("a")), List.of(edge("a", "b"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Graphs.of(List.of(node("a"), node("a")), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyGraphIsATitle() {
    assertThat(Svg.write(Graphs.of(List.of(), List.of()))).contains(">test</text>");
  }
}
