package orrery.circuit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A part of a transformer that reads the residual stream, writes it, or both.
 *
 * <p>Names are those of EAP-IG and MIB: {@code a0.h1} for a head, {@code m0} for an MLP.
 *
 * @param layer 0 for the first; -1 where the kind has no layer
 * @param head 0 for the first; -1 where the kind has no head
 */
public record Component(Kind kind, int layer, int head) implements Comparable<Component> {
  /** The kinds, in the order of computation within a layer. */
  public enum Kind {
    /** The token embedding. */
    EMBED,
    /** The position embedding. */
    POS_EMBED,
    /** An attention head. */
    HEAD,
    /** A layer's MLP. */
    MLP,
    /** The unembedding. */
    LOGITS
  }

  /** The token embedding. */
  public static final Component EMBED = new Component(Kind.EMBED, -1, -1);

  /** The position embedding. */
  public static final Component POS_EMBED = new Component(Kind.POS_EMBED, -1, -1);

  /** The unembedding. */
  public static final Component LOGITS = new Component(Kind.LOGITS, -1, -1);

  private static final Pattern HEAD_NAME = Pattern.compile("a(\\d{1,6})\\.h(\\d{1,6})");
  private static final Pattern MLP_NAME = Pattern.compile("m(\\d{1,6})");

  /** A head. */
  public static Component head(int layer, int head) {
    return new Component(Kind.HEAD, layer, head);
  }

  /** A layer's MLP. */
  public static Component mlp(int layer) {
    return new Component(Kind.MLP, layer, -1);
  }

  /** The component that is called so; empty where the name is none. */
  public static Optional<Component> named(String name) {
    Matcher head = HEAD_NAME.matcher(name);
    if (head.matches()) {
      return Optional.of(head(Integer.parseInt(head.group(1)), Integer.parseInt(head.group(2))));
    }
    Matcher mlp = MLP_NAME.matcher(name);
    if (mlp.matches()) return Optional.of(mlp(Integer.parseInt(mlp.group(1))));
    return Stream.of(EMBED, POS_EMBED, LOGITS).filter(c -> c.name().equals(name)).findFirst();
  }

  /** {@code embed}, {@code pos_embed}, {@code a0.h1}, {@code m0}, {@code logits}. */
  public String name() {
    return switch (kind) {
      case EMBED -> "embed";
      case POS_EMBED -> "pos_embed";
      case HEAD -> "a" + layer + ".h" + head;
      case MLP -> "m" + layer;
      case LOGITS -> "logits";
    };
  }

  /** When it computes: -1 for the embeddings, 2·layer for heads, 2·layer + 1 for MLPs. */
  public int time() {
    return switch (kind) {
      case EMBED, POS_EMBED -> -1;
      case HEAD -> 2 * layer;
      case MLP -> 2 * layer + 1;
      case LOGITS -> Integer.MAX_VALUE;
    };
  }

  @Override
  public int compareTo(Component other) {
    int order = Integer.compare(time(), other.time());
    if (order == 0) order = kind.compareTo(other.kind);
    return order != 0 ? order : Integer.compare(head, other.head);
  }

  @Override
  public String toString() {
    return name();
  }
}
