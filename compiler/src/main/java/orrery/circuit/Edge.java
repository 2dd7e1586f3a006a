package orrery.circuit;

import java.util.Locale;

/** What one component writes, read by another at one port. */
public record Edge(Component from, Component to, Port port) implements Comparable<Edge> {
  /** {@code a0.h1->m2}, {@code embed->a0.h0<k>}. */
  public String name() {
    boolean ofHead = to.kind() == Component.Kind.HEAD;
    return from + "->" + to + (ofHead ? "<" + port.name().toLowerCase(Locale.ROOT) + ">" : "");
  }

  @Override
  public int compareTo(Edge other) {
    int order = to.compareTo(other.to);
    if (order == 0) order = port.compareTo(other.port);
    return order != 0 ? order : from.compareTo(other.from);
  }

  @Override
  public String toString() {
    return name();
  }
}
