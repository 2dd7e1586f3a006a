package orrery.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What holds of every drawing. */
class LayoutProperties {
  @Property
  void boxesStandApartWithinThePicture(@ForAll long seed) {
    Layout layout = Layout.of(Graphs.random(seed));
    List<Layout.Box> boxes = layout.boxes();
    for (Layout.Box a : boxes) {
      assertThat(a.x() - a.width() / 2).isGreaterThanOrEqualTo(-0.01);
      assertThat(a.y() - a.height() / 2).isGreaterThanOrEqualTo(-0.01);
      assertThat(a.x() + a.width() / 2).isLessThanOrEqualTo(layout.width() + 0.01);
      assertThat(a.y() + a.height() / 2).isLessThanOrEqualTo(layout.height() + 0.01);
      for (Layout.Box b : boxes) {
        if (a == b) continue;
        boolean beside = Math.abs(a.x() - b.x()) >= (a.width() + b.width()) / 2;
        boolean above = Math.abs(a.y() - b.y()) >= (a.height() + b.height()) / 2;
        assertThat(beside || above).as("%s and %s", a, b).isTrue();
      }
    }
  }

  @Property
  void everyEdgeIsDrawnFromItsStartToItsEnd(@ForAll long seed) {
    Graph graph = Graphs.random(seed);
    Layout layout = Layout.of(graph);
    Map<String, Layout.Box> boxes = new HashMap<>();
    layout.boxes().forEach(b -> boxes.put(b.node().id(), b));
    for (Graph.Edge e : graph.edges()) {
      List<Layout.Curve> way = layout.curves().stream().filter(c -> c.edges().contains(e)).toList();
      assertThat(touches(boxes.get(e.from()), way.get(0).from())).isTrue();
      for (int i = 1; i < way.size(); i++) {
        assertThat(way.get(i).from()).isEqualTo(way.get(i - 1).end());
      }
      Layout.Curve last = way.get(way.size() - 1);
      assertThat(last.arrives()).isTrue();
      assertThat(touches(boxes.get(e.to()), last.end())).isTrue();
    }
  }

  private static boolean touches(Layout.Box box, Layout.Point point) {
    return Math.abs(box.x() - point.x()) <= box.width() / 2 + 0.01
        && Math.abs(box.y() - point.y()) <= box.height() / 2 + 0.01;
  }

  @Property
  void thePictureIsWellFormedAndNamesEveryNode(@ForAll long seed) throws Exception {
    Graph graph = Graphs.random(seed);
    String svg = Svg.write(graph);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    NodeList texts = document.getElementsByTagName("text");
    List<String> shown =
        java.util.stream.IntStream.range(0, texts.getLength())
            .mapToObj(i -> texts.item(i).getTextContent())
            .toList();
    assertThat(shown).contains(graph.title());
    graph.nodes().forEach(n -> assertThat(shown).contains(n.lines().get(0)));
    assertThat(Svg.write(Graphs.random(seed))).isEqualTo(svg);
  }
}
