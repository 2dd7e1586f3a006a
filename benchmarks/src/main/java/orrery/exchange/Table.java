package orrery.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.EdgeNames;
import orrery.artifact.EdgeNames.End;
import orrery.truth.View;

/**
 * The rows of a file, gathered one by one, their names understood; what they mean together is the
 * business of {@link Assembly}.
 */
final class Table {
  private static final int SHOWN = 80;

  private final Path file;
  private final Shape shape;
  private final String remedy;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean circuit = true;

  /** A table without rows. */
  Table(Path file, Shape shape, String remedy) {
    this.file = file;
    this.shape = shape;
    this.remedy = remedy;
  }

  Path file() {
    return file;
  }

  Shape shape() {
    return shape;
  }

  List<Row> rows() {
    return rows;
  }

  List<String> notes() {
    return notes;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Whether all that is said of edges is which of them belong. */
  boolean isCircuit() {
    return circuit;
  }

  /** Adds whether something belongs to a circuit. */
  void member(String place, String name, boolean belongs) throws ArtifactException {
    put(place, name, EdgeNames.split(name), new double[] {belongs ? 1 : 0});
  }

  /** Adds an edge of a circuit, by its ends in either order. */
  void member(String place, String from, String to) throws ArtifactException {
    put(place, from + "->" + to, List.of(from, to), new double[] {1});
  }

  /** Adds the scores of an edge {@code from->to}, of a component, or of all heads of a layer. */
  void score(String place, String name, double[] values) throws ArtifactException {
    circuit = false;
    List<String> ends = EdgeNames.split(name);
    if (ends.size() != 1 || !isLayer(ends.get(0))) {
      put(place, name, ends, values);
      return;
    }
    if (values.length != shape.heads()) {
      throw wrong(
          place,
          "`%s` names the %d heads of a layer, and %d values stand there"
              .formatted(shown(name), shape.heads(), values.length));
    }
    for (int h = 0; h < values.length; h++) {
      String head = name + "[" + h + "]";
      put(place, head, List.of(head), new double[] {values[h]});
    }
  }

  /** Adds the scores of an edge by its ends, in either order. */
  void score(String place, String from, String to, double[] values) throws ArtifactException {
    circuit = false;
    put(place, from + "->" + to, List.of(from, to), values);
  }

  private static boolean isLayer(String name) {
    return EdgeNames.end(name)
        .filter(e -> e.what() == EdgeNames.What.HEAD && e.head() < 0 && e.writes())
        .isPresent();
  }

  private void put(String place, String name, List<String> ends, double[] values)
      throws ArtifactException {
    if (ends.size() > 2) throw unknown(place, name, "it has more than one arrow");
    End first = end(place, name, ends.get(0));
    if (ends.size() == 1) {
      if (!first.writes()) throw unknown(place, name, "it writes nothing");
      rows.add(new Row(place, name, first, Optional.empty(), values));
      return;
    }
    End second = end(place, name, ends.get(1));
    if (isWithin(first, second)) return;
    boolean reversed = !first.writes() && second.writes();
    End from = reversed ? second : first;
    End to = reversed ? first : second;
    if (!from.writes()) throw unknown(place, name, "`" + shown(ends.get(0)) + "` writes nothing");
    if (!to.reads()) throw unknown(place, name, "`" + shown(ends.get(1)) + "` reads nothing");
    rows.add(new Row(place, name, from, Optional.of(to), values));
  }

  /** Whether a pair of hooks is only the way through a component. */
  private static boolean isWithin(End first, End second) {
    if (first.side() == EdgeNames.Side.WITHIN || second.side() == EdgeNames.Side.WITHIN)
      return true;
    boolean through =
        first.side() == EdgeNames.Side.READS && second.side() == EdgeNames.Side.WRITES;
    return through
        && first.what() == second.what()
        && first.layer() == second.layer()
        && first.head() == second.head();
  }

  private End end(String place, String whole, String name) throws ArtifactException {
    End end =
        EdgeNames.end(name)
            .orElseThrow(
                () -> unknown(place, whole, "`" + shown(name) + "` is no name of a component"));
    if (end.what() == EdgeNames.What.HEAD
        && end.head() < 0
        && end.side() != EdgeNames.Side.WITHIN) {
      throw unknown(place, whole, "`" + shown(name) + "` does not say which head");
    }
    if (!shape.has(end)) {
      throw unknown(place, whole, "it has %s, and no `%s`".formatted(shape.spelled(), shown(name)));
    }
    return end;
  }

  /** A name that none of the model's is. */
  ArtifactException unknown(String place, String name, String why) {
    boolean isEdge = EdgeNames.split(name).size() > 1;
    View.Kind kind = isEdge ? View.Kind.FINE : View.Kind.NODES;
    List<String> names = View.of(shape.graph(), kind).names();
    return wrong(
        place,
        "the model has no %s `%s`: %s; the nearest names are %s"
            .formatted(isEdge ? "edge" : "writer", shown(name), why, Nearest.of(name, names)));
  }

  /** Something is wrong at a place. */
  ArtifactException wrong(String place, String what) {
    return new ArtifactException(file, place + ": " + what, remedy);
  }

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
