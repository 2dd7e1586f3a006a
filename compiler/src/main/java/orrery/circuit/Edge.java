package orrery.circuit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one component writes, read by another at one port. */
public record Edge(Component from, Component to, Port port) implements Comparable<Edge> {
  private static final Pattern NAME = Pattern.compile("([^<>-]+)->([^<>-]+)(?:<([qkv])>)?");

  /** The edge that is called so; empty where the name is none. */
  public static Optional<Edge> named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) return Optional.empty();
    Optional<Component> from = Component.named(parts.group(1));
    Optional<Component> to = Component.named(parts.group(2));
    if (from.isEmpty() || to.isEmpty()) return Optional.empty();
    return List.of(Port.values()).stream()
        .map(port -> new Edge(from.get(), to.get(), port))
        .filter(e -> e.fits() && e.name().equals(name))
        .findFirst();
  }

  private boolean fits() {
    return switch (to.kind()) {
      case EMBED, POS_EMBED -> false;
      case HEAD -> port == Port.Q || port == Port.K || port == Port.V;
      case MLP -> port == Port.MLP;
      case LOGITS -> port == Port.LOGITS;
    };
  }

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
