package orrery.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place in a layer: a node, or a point through which long edges of one origin and kind pass. */
final class Slot {
  private final Optional<Graph.Node> node;
  private final int rank;
  private final double size; // across the direction of the edges
  private final List<Slot> before = new ArrayList<>();
  private final List<Slot> after = new ArrayList<>();
  private double at; // the middle, across the direction of the edges

  Slot(Optional<Graph.Node> node, int rank, double size) {
    this.node = node;
    this.rank = rank;
    this.size = size;
  }

  Optional<Graph.Node> node() {
    return node;
  }

  int rank() {
    return rank;
  }

  double size() {
    return size;
  }

  List<Slot> before() {
    return before;
  }

  List<Slot> after() {
    return after;
  }

  double at() {
    return at;
  }

  void moveTo(double place) {
    at = place;
  }

  void leadTo(Slot next) {
    after.add(next);
    next.before.add(this);
  }
}
