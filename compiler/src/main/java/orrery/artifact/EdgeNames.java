package orrery.artifact;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orrery.circuit.Component;
import orrery.circuit.Port;

/**
 * The names that tools give to the parts of a transformer and to the edges between them, read by
 * one grammar.
 *
 * <ul>
 *   <li>ours, EAP-IG and MIB: {@code input}, {@code embed}, {@code a0.h1}, {@code a0.h1<q>}, {@code
 *       m3}, {@code logits}
 *   <li>auto-circuit: {@code Resid Start}, {@code A0.1}, {@code A0.1.Q}, {@code MLP 3}, {@code
 *       Resid End}
 *   <li>TransformerLens, ACDC and InterpBench: {@code hook_embed}, {@code
 *       blocks.0.attn.hook_result[:, :, 1]}, {@code blocks.0.hook_q_input[1]}, {@code
 *       blocks.3.hook_mlp_in}; in short {@code L0H1}, {@code 0.1}
 * </ul>
 *
 * <p>Sources: hannamw/EAP-IG {@code src/eap/graph.py}; UFO-101/auto-circuit {@code
 * model_utils/transformer_lens_utils.py}; FlyingPumba/InterpBench, {@code acdc_hooks}.
 */
public final class EdgeNames {
  private static final String LAYER = "blocks\\.(\\d{1,6})\\.";
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:[aA](\\d{1,6})\\.h?(\\d{1,6})|L(\\d{1,6})H(\\d{1,6})|(\\d{1,6})\\.(\\d{1,6}))"
              + "(?:<([qkv])>|\\.([QKVqkv]))?");
  private static final Pattern MLP = Pattern.compile("(?:m|MLP ?|mlp)(\\d{1,6})");
  private static final Pattern LEAVES_HEAD =
      Pattern.compile(LAYER + "attn\\.hook_(?:result|z)(?:\\[(\\d{1,6})])?");
  private static final Pattern ENTERS_HEAD =
      Pattern.compile(LAYER + "hook_(?:([qkv])_input|attn_in)(?:\\[(\\d{1,6})])?");
  private static final Pattern WITHIN_HEAD =
      Pattern.compile(LAYER + "attn\\.hook_([qkv])(?:\\[(\\d{1,6})])?");
  private static final Pattern OF_MLP = Pattern.compile(LAYER + "hook_mlp_(in|out)");
  private static final Pattern STREAM = Pattern.compile(LAYER + "hook_resid_(pre|post)");
  private static final Pattern INDEX =
      Pattern.compile("\\[(?:(?::|None|null),\\s*)*(?:(\\d{1,6})|:|None|null)]$");

  private EdgeNames() {}

  /** What stands at an end. */
  public enum What {
    /** The token embedding. */
    TOKENS,
    /** EAP-IG's {@code input}: the token embedding, of a tool that may know no other. */
    INPUT,
    /** Both embeddings as one. */
    STREAM,
    /** The position embedding. */
    POSITIONS,
    /** A head, or all heads of a layer. */
    HEAD,
    /** An MLP. */
    MLP,
    /** The logits. */
    LOGITS,
    /** The stream after the last block, if the layer is that of the last block. */
    STREAM_AFTER
  }

  /** In which role a name can stand. */
  public enum Side {
    /** It writes. */
    WRITES,
    /** It reads. */
    READS,
    /** Either. */
    EITHER,
    /** It is a station within a component, between its input and its output. */
    WITHIN
  }

  /**
   * One end of an edge.
   *
   * @param layer -1 where it has none
   * @param head -1 where it has none, or means all heads of its layer
   * @param port of a head, where the name says which
   */
  public record End(What what, int layer, int head, Optional<Port> port, Side side) {
    /** The component, where it is one: both embeddings together are not. */
    public Optional<Component> component() {
      return switch (what) {
        case TOKENS, INPUT -> Optional.of(Component.EMBED);
        case POSITIONS -> Optional.of(Component.POS_EMBED);
        case HEAD -> head < 0 ? Optional.empty() : Optional.of(Component.head(layer, head));
        case MLP -> Optional.of(Component.mlp(layer));
        case LOGITS, STREAM_AFTER -> Optional.of(Component.LOGITS);
        case STREAM -> Optional.empty();
      };
    }

    /** Whether it can be where an edge begins. */
    public boolean writes() {
      return side == Side.WRITES || side == Side.EITHER;
    }

    /** Whether it can be where an edge ends. */
    public boolean reads() {
      return side == Side.READS || side == Side.EITHER;
    }

    /** Whether it is an embedding, or both. */
    public boolean embeds() {
      return what == What.TOKENS
          || what == What.INPUT
          || what == What.STREAM
          || what == What.POSITIONS;
    }
  }

  /** The two names of an edge {@code from->to}; a single one where it is no edge. */
  public static List<String> split(String name) {
    return List.of(name.strip().split("\\s*(?:->|→)\\s*", -1));
  }

  /** The end that is called so; empty where no tool calls one so. */
  public static Optional<End> end(String written) {
    String name = indexed(written.strip());
    return switch (name) {
      case "embed", "hook_embed" -> plain(What.TOKENS, Side.WRITES);
      case "input" -> plain(What.INPUT, Side.WRITES);
      case "pos_embed", "hook_pos_embed" -> plain(What.POSITIONS, Side.WRITES);
      case "Resid Start", "blocks.0.hook_resid_pre" -> plain(What.STREAM, Side.WRITES);
      case "logits", "Resid End", "Resid Final" -> plain(What.LOGITS, Side.READS);
      default -> head(name).or(() -> hook(name)).or(() -> mlp(name));
    };
  }

  private static Optional<End> plain(What what, Side side) {
    return Optional.of(new End(what, -1, -1, Optional.empty(), side));
  }

  /** The name with an index such as {@code [:, :, 1]} as {@code [1]}, and without {@code [:]}. */
  private static String indexed(String name) {
    Matcher index = INDEX.matcher(name);
    if (!index.find()) return name;
    String stem = name.substring(0, index.start());
    return index.group(1) == null ? stem : stem + "[" + index.group(1) + "]";
  }

  private static Optional<End> head(String name) {
    Matcher m = HEAD.matcher(name);
    if (!m.matches()) return Optional.empty();
    int first = m.group(1) != null ? 1 : m.group(3) != null ? 3 : 5;
    Optional<Port> port = port(m.group(7)).or(() -> port(m.group(8)));
    Side side = port.isPresent() ? Side.READS : Side.EITHER;
    return Optional.of(new End(What.HEAD, number(m, first), number(m, first + 1), port, side));
  }

  private static Optional<End> mlp(String name) {
    Matcher m = MLP.matcher(name);
    if (!m.matches()) return Optional.empty();
    return Optional.of(new End(What.MLP, number(m, 1), -1, Optional.empty(), Side.EITHER));
  }

  private static Optional<End> hook(String name) {
    Matcher leaves = LEAVES_HEAD.matcher(name);
    if (leaves.matches()) return head(leaves, 2, Optional.empty(), Side.WRITES);
    Matcher enters = ENTERS_HEAD.matcher(name);
    if (enters.matches()) return head(enters, 3, port(enters.group(2)), Side.READS);
    Matcher within = WITHIN_HEAD.matcher(name);
    if (within.matches()) return head(within, 3, port(within.group(2)), Side.WITHIN);
    Matcher mlp = OF_MLP.matcher(name);
    if (mlp.matches()) {
      Side side = mlp.group(2).equals("in") ? Side.READS : Side.WRITES;
      return Optional.of(new End(What.MLP, number(mlp, 1), -1, Optional.empty(), side));
    }
    Matcher stream = STREAM.matcher(name);
    if (!stream.matches() || !stream.group(2).equals("post")) return Optional.empty();
    return Optional.of(
        new End(What.STREAM_AFTER, number(stream, 1), -1, Optional.empty(), Side.READS));
  }

  private static Optional<End> head(Matcher m, int index, Optional<Port> port, Side side) {
    int head = m.group(index) == null ? -1 : number(m, index);
    return Optional.of(new End(What.HEAD, number(m, 1), head, port, side));
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static Optional<Port> port(@org.jspecify.annotations.Nullable String letter) {
    if (letter == null) return Optional.empty();
    return switch (letter) {
      case "q", "Q" -> Optional.of(Port.Q);
      case "k", "K" -> Optional.of(Port.K);
      default -> Optional.of(Port.V);
    };
  }
}
