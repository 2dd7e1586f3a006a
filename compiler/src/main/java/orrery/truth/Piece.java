package orrery.truth;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.circuit.Component;
import orrery.circuit.Edge;

/**
 * What is cut at once: a component's output, an edge, or an edge at one position.
 *
 * @param writer who writes it
 * @param edge the edge; absent where all edges of the writer are meant
 * @param position of the edge's reader, BOS is 0; absent where all positions are meant
 */
public record Piece(Component writer, Optional<Edge> edge, OptionalInt position)
    implements Comparable<Piece> {
  private static final Comparator<Piece> ORDER =
      Comparator.comparing(Piece::edge, Comparator.comparing(e -> e.isPresent() ? 1 : 0))
          .thenComparing(p -> p.edge().map(Edge::to).orElse(p.writer()))
          .thenComparing(p -> p.edge().map(e -> e.port().ordinal()).orElse(0))
          .thenComparing(Piece::writer)
          .thenComparingInt(p -> p.position().orElse(-1));

  /** All that a component writes. */
  public static Piece of(Component writer) {
    return new Piece(writer, Optional.empty(), OptionalInt.empty());
  }

  /** An edge at all positions. */
  public static Piece of(Edge edge) {
    return new Piece(edge.from(), Optional.of(edge), OptionalInt.empty());
  }

  /** An edge at one position of its reader. */
  public static Piece of(Edge edge, int position) {
    return new Piece(edge.from(), Optional.of(edge), OptionalInt.of(position));
  }

  /** {@code a0.h1}, {@code embed->a0.h1<q>}, {@code embed->a0.h1<q>@3}. */
  public String name() {
    String what = edge.map(Edge::name).orElse(writer.name());
    return position.isPresent() ? what + "@" + position.getAsInt() : what;
  }

  @Override
  public int compareTo(Piece other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name();
  }
}
