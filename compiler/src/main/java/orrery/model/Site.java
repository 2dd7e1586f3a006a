package orrery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The address of an activation: what, in which layer, in which head, and at which position or at
 * all of them.
 *
 * <p>Names are those of TransformerLens' hook points ({@code components/transformer_block.py},
 * {@code abstract_attention.py}, {@code mlps/mlp.py}); {@link Kind#LOGITS} has no hook there.
 *
 * @param layer 0 for the first; {@link #NONE} where the kind has no layer
 * @param head 0 for the first; {@link #NONE} where the kind has no head
 * @param position the query position of scores and pattern, else the stream's; {@link #NONE} means
 *     every position
 */
public record Site(Kind kind, int layer, int head, int position) {
  /** Stands for "no layer", "no head" and "every position". */
  public static final int NONE = -1;

  /** What is computed at a site, in the order of computation within a layer. */
  public enum Kind {
    /** Token embedding, {@code [position, dModel]}. */
    EMBED("hook_embed"),
    /** Position embedding, {@code [position, dModel]}. */
    POS_EMBED("hook_pos_embed"),
    /** The stream before a layer, {@code [position, dModel]}. */
    RESID_PRE("hook_resid_pre"),
    /** A head's queries, {@code [position, dHead]}. */
    Q("attn.hook_q"),
    /** A head's keys, {@code [position, dHead]}. */
    K("attn.hook_k"),
    /** A head's values, {@code [position, dHead]}. */
    V("attn.hook_v"),
    /** A head's scores in nats, masked ones minus infinity, {@code [query, key]}. */
    SCORES("attn.hook_attn_scores"),
    /** A head's attention, the softmax of its scores, {@code [query, key]}. */
    PATTERN("attn.hook_pattern"),
    /** A head's mixed values, pattern · v, {@code [position, dHead]}. */
    Z("attn.hook_z"),
    /** What a head adds to the stream, z wO, {@code [position, dModel]}. */
    RESULT("attn.hook_result"),
    /** The sum of the heads' results and bO, {@code [position, dModel]}. */
    ATTN_OUT("hook_attn_out"),
    /** The stream between attention and MLP, {@code [position, dModel]}. */
    RESID_MID("hook_resid_mid"),
    /** The MLP's units before the activation function, {@code [position, dMlp]}. */
    MLP_PRE("mlp.hook_pre"),
    /** The MLP's units after it, {@code [position, dMlp]}. */
    MLP_POST("mlp.hook_post"),
    /** What the MLP adds to the stream, bOut included, {@code [position, dModel]}. */
    MLP_OUT("hook_mlp_out"),
    /** The stream after a layer, {@code [position, dModel]}. */
    RESID_POST("hook_resid_post"),
    /** The output, {@code [position, dVocabOut]}. */
    LOGITS("logits");

    private final String hook;

    Kind(String hook) {
      this.hook = hook;
    }

    /** Whether there is one in each layer. */
    public boolean inLayer() {
      return switch (this) {
        case EMBED, POS_EMBED, LOGITS -> false;
        case RESID_PRE,
            Q,
            K,
            V,
            SCORES,
            PATTERN,
            Z,
            RESULT,
            ATTN_OUT,
            RESID_MID,
            MLP_PRE,
            MLP_POST,
            MLP_OUT,
            RESID_POST ->
            true;
      };
    }

    /** Whether there is one in each head. */
    public boolean inHead() {
      return switch (this) {
        case Q, K, V, SCORES, PATTERN, Z, RESULT -> true;
        case EMBED,
            POS_EMBED,
            RESID_PRE,
            ATTN_OUT,
            RESID_MID,
            MLP_PRE,
            MLP_POST,
            MLP_OUT,
            RESID_POST,
            LOGITS ->
            false;
      };
    }

    /** Whether there is one in each MLP. */
    public boolean inMlp() {
      return this == MLP_PRE || this == MLP_POST || this == MLP_OUT;
    }
  }

  public Site {
    Shapes.require(kind.inLayer() ? layer >= 0 : layer == NONE, "%s in layer %s", kind, layer);
    Shapes.require(kind.inHead() ? head >= 0 : head == NONE, "%s in head %s", kind, head);
    Shapes.require(position >= NONE, "position %s", position);
  }

  /**
   * A site of the whole model: {@link Kind#EMBED}, {@link Kind#POS_EMBED} or {@link Kind#LOGITS}.
   */
  public static Site of(Kind kind) {
    return new Site(kind, NONE, NONE, NONE);
  }

  /** A site of a layer's stream, attention or MLP. */
  public static Site of(Kind kind, int layer) {
    return new Site(kind, layer, NONE, NONE);
  }

  /** A site of a head. */
  public static Site of(Kind kind, int layer, int head) {
    return new Site(kind, layer, head, NONE);
  }

  /** This site at one position. */
  public Site at(int onePosition) {
    return new Site(kind, layer, head, onePosition);
  }

  /** This site at every position. */
  public Site everywhere() {
    return new Site(kind, layer, head, NONE);
  }

  /**
   * The name of TransformerLens' hook point, such as {@code blocks.0.attn.hook_q}; it is shared by
   * a layer's heads.
   */
  public String hookName() {
    return kind.inLayer() ? "blocks.%d.%s".formatted(layer, kind.hook) : kind.hook;
  }

  /** Every site of a model, in the order of computation; absent heads and MLPs have none. */
  public static List<Site> all(Weights weights) {
    List<Site> sites = new ArrayList<>(List.of(of(Kind.EMBED), of(Kind.POS_EMBED)));
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      sites.add(of(Kind.RESID_PRE, l));
      for (int h = 0; h < layer.heads().size(); h++) {
        for (Kind kind : Kind.values()) {
          if (kind.inHead()) {
            sites.add(of(kind, l, h));
          }
        }
      }
      sites.add(of(Kind.ATTN_OUT, l));
      sites.add(of(Kind.RESID_MID, l));
      for (Kind kind : layer.mlp().isPresent() ? Kind.values() : new Kind[0]) {
        if (kind.inMlp()) {
          sites.add(of(kind, l));
        }
      }
      sites.add(of(Kind.RESID_POST, l));
    }
    sites.add(of(Kind.LOGITS));
    return List.copyOf(sites);
  }

  /** For example {@code blocks.0.attn.hook_q[1]@3}: head 1, position 3. */
  @Override
  public String toString() {
    return hookName()
        + Optional.of(head).filter(h -> h != NONE).map("[%d]"::formatted).orElse("")
        + Optional.of(position).filter(p -> p != NONE).map("@%d"::formatted).orElse("");
  }
}
